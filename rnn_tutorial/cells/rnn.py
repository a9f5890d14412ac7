"""The plain recurrent cell: h_t = tanh(x_t W_xh + h_{t-1} W_hh + b_h).

Two pieces: the *projection* of the inputs, which knows nothing of time, and the
*scan*, which is all there is to recurrence. `forward` and `backward` join them.
"""

from typing import NamedTuple

import numpy as np


class RNNParams(NamedTuple):
    """The three arrays of the cell, shared by all time steps."""

    W_xh: np.ndarray  # (D, H)
    W_hh: np.ndarray  # (H, H)
    b_h: np.ndarray  # (H,)


def init(rng, input_size: int, hidden_size: int, dtype=np.float64) -> RNNParams:
    """W_xh of variance 1/D, W_hh a random rotation, b_h zero."""
    W_xh = rng.standard_normal((input_size, hidden_size)) / np.sqrt(input_size)
    W_hh, _ = np.linalg.qr(rng.standard_normal((hidden_size, hidden_size)))
    return RNNParams(
        W_xh.astype(dtype), W_hh.astype(dtype), np.zeros(hidden_size, dtype)
    )


def initial_state(params: RNNParams, batch_size: int) -> np.ndarray:
    """h_0 = 0, shape (B, H)."""
    return np.zeros((batch_size, len(params.b_h)), params.b_h.dtype)


def step(params: RNNParams, x_t, h_prev):
    """One time step. x_t (B, D), h_prev (B, H) -> h_t (B, H)."""
    W_xh, W_hh, b_h = params
    return np.tanh(x_t @ W_xh + h_prev @ W_hh + b_h)


def project(params: RNNParams, xs):
    """The part of the sum that needs no state. xs (..., D) -> (..., H)."""
    return xs @ params.W_xh + params.b_h


def project_backward(params: RNNParams, xs, das):
    """das (..., H) -> dW_xh (D, H), db_h (H,), dxs (..., D)."""
    rows = das.reshape(-1, das.shape[-1])
    dW_xh = xs.reshape(-1, xs.shape[-1]).T @ rows
    return dW_xh, rows.sum(axis=0), das @ params.W_xh.T


def scan_forward(params: RNNParams, projected, h_0):
    """projected (T, B, H), h_0 (B, H) -> hs (T, B, H), h_T (B, H), cache."""
    dtype = np.result_type(projected, params.W_hh, h_0)
    hs = np.empty((len(projected) + 1, *h_0.shape), dtype)
    hs[0] = h_0
    for projected_t, h_prev, h_t in zip(projected, hs[:-1], hs[1:], strict=True):
        np.tanh(projected_t + h_prev @ params.W_hh, out=h_t)  # writes into hs
    return hs[1:], hs[-1], hs


def scan_backward(params: RNNParams, cache, dhs, dh_T):
    """dhs (T, B, H), dh_T (B, H) -> dW_hh (H, H), das (T, B, H), dh_0 (B, H)."""
    hs, dh = cache, dh_T
    W_hh_T = np.ascontiguousarray(params.W_hh.T)
    das = hs[1:] ** 2
    np.subtract(1, das, out=das)  # tanh', for all steps at once
    for da_t, dh_t in zip(das[::-1], dhs[::-1], strict=True):  # from T down to 1
        da_t *= dh_t + dh  # the loss at t, plus the future; changes das
        dh = da_t @ W_hh_T
    h_prevs = hs[:-1].reshape(-1, hs.shape[-1])
    return h_prevs.T @ das.reshape(h_prevs.shape), das, dh


def forward(params: RNNParams, xs, h_0):
    """The whole sequence. xs (T, B, D), h_0 (B, H) -> hs (T, B, H), h_T, cache.

    Raises ValueError for shapes that do not fit the parameters.
    """
    check_shapes(params, xs, h_0)
    hs, h_T, all_hs = scan_forward(params, project(params, xs), h_0)
    return hs, h_T, (xs, all_hs)


def backward(params: RNNParams, cache, dhs, dh_T):
    """Gradients from dhs (T, B, H) and dh_T (B, H) -> grads, dxs (T, B, D), dh_0."""
    xs, hs = cache
    check_gradient_shapes(hs, dhs, dh_T)
    dW_hh, das, dh_0 = scan_backward(params, hs, dhs, dh_T)
    dW_xh, db_h, dxs = project_backward(params, xs, das)
    return RNNParams(dW_xh, dW_hh, db_h), dxs, dh_0


def check_shapes(params: RNNParams, xs, h_0) -> None:
    """Raise ValueError, naming the argument, unless the shapes fit."""
    D, H = params.W_xh.shape
    if xs.ndim != 3 or xs.shape[-1] != D or not len(xs):
        raise ValueError(f"xs must have shape (T >= 1, B, {D}), got {xs.shape}")
    if h_0.shape != (xs.shape[1], H):
        raise ValueError(f"h_0 must have shape {(xs.shape[1], H)}, got {h_0.shape}")


def check_gradient_shapes(hs, dhs, dh_T) -> None:
    """Raise ValueError unless dhs has the shape of h_1..h_T, and dh_T that of h_T."""
    if dhs.shape != hs[1:].shape:
        raise ValueError(f"dhs must have shape {hs[1:].shape}, got {dhs.shape}")
    if dh_T.shape != hs[-1].shape:
        raise ValueError(f"dh_T must have shape {hs[-1].shape}, got {dh_T.shape}")
