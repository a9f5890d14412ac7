"""Gated recurrent unit: the new state lies between a candidate and the old state.

The gates stand side by side in the order r, z, n. The reset gate acts *after* the
matrix product, as in cuDNN and PyTorch, so one product serves all three:

r, z = sigmoid(x_t W_xh + h_{t-1} W_hh + b_h)
n = tanh(x_t W_xh + b_h + r (h_{t-1} W_hh + b_hn))
h_t = (1 - z) n + z h_{t-1}
"""

from typing import NamedTuple

import numpy as np

from ..functions import sigmoid
from .gates import init_weights, recurrent_gradient, sigmoid_columns, split


class GRUParams(NamedTuple):
    """Three gates in each array, r, z, n; and a second bias of n, inside the reset."""

    W_xh: np.ndarray  # (D, 3H)
    W_hh: np.ndarray  # (H, 3H)
    b_h: np.ndarray  # (3H,)
    b_hn: np.ndarray  # (H,)


def init(rng, input_size: int, hidden_size: int, dtype=np.float64) -> GRUParams:
    """Scaled random weights, biases zero."""
    W_xh, W_hh = init_weights(rng, input_size, hidden_size, 3, dtype)
    return GRUParams(
        W_xh, W_hh, np.zeros(3 * hidden_size, dtype), np.zeros(hidden_size, dtype)
    )


def initial_state(params, batch_size: int) -> np.ndarray:
    """h_0 = 0, shape (B, H)."""
    return np.zeros((batch_size, len(params.W_hh)), params.b_h.dtype)


def step(params: GRUParams, x_t, h_prev):
    """One time step. x_t (B, D), h_prev (B, H) -> h_t (B, H)."""
    W_xh, W_hh, b_h, b_hn = params
    x_r, x_z, x_n = split(x_t @ W_xh + b_h, 3)
    h_r, h_z, h_n = split(h_prev @ W_hh, 3)
    r, z = sigmoid(x_r + h_r), sigmoid(x_z + h_z)
    n = np.tanh(x_n + r * (h_n + b_hn))
    return (1 - z) * n + z * h_prev


def scan_forward(params: GRUParams, projected, h_0):
    """projected (T, B, 3H), h_0 (B, H) -> hs (T, B, H), h_T (B, H), cache."""
    H, dtype = len(params.W_hh), np.result_type(projected, params.W_hh, h_0)
    scale, _ = sigmoid_columns("sst", H, params.b_h.real.dtype)
    W_hh, gates = params.W_hh * scale, (projected * scale).astype(dtype, copy=False)
    hs = np.empty((len(projected) + 1, *h_0.shape), dtype)
    memories = np.empty_like(hs[1:])  # h_{t-1} W_hn + b_hn, which the reset gate scales
    hs[0] = h_0
    r, z, _ = split(gates, 3)  # views: they fill with gates
    for t, a_t in enumerate(gates):  # writes into gates, memories and hs
        rz, n = a_t[:, : 2 * H], a_t[:, 2 * H :]
        product = hs[t] @ W_hh
        rz += product[:, : 2 * H]
        np.tanh(rz, out=rz)
        rz *= 0.5
        rz += 0.5
        np.add(product[:, 2 * H :], params.b_hn, out=memories[t])
        n += r[t] * memories[t]
        np.tanh(n, out=n)
        np.add(n, z[t] * (hs[t] - n), out=hs[t + 1])
    return hs[1:], hs[-1], (hs, gates, memories)


def scan_backward(params: GRUParams, cache, dhs, dh_T):
    """dhs (T, B, H), dh_T (B, H) -> (dW_hh (H, 3H), db_hn (H,)), das, dh_0."""
    (hs, gates, memories), dh = cache, dh_T
    r, z, n = split(gates, 3)
    das, da_n = gates * (1 - gates), (1 - z) * (1 - n**2)  # slopes at first
    da_r, da_z, dm = split(das, 3)  # views: the third holds dm while the loop runs
    da_r *= da_n * memories
    da_z *= hs[:-1] - n
    np.multiply(da_n, r, out=dm)
    d_gates = das.reshape(*dhs.shape[:2], 3, -1)
    W_hh_T = np.ascontiguousarray(params.W_hh.T)
    for t in reversed(range(len(dhs))):
        dh = dhs[t] + dh  # the loss at t, plus the future
        d_gates[t] *= dh[:, None]  # slopes become gradients, in das
        da_n[t] *= dh
        dh = dh * z[t] + das[t] @ W_hh_T
    d_recurrent = recurrent_gradient(hs, das), dm.sum(axis=(0, 1))
    dm[...] = da_n  # from the gradients of h_{t-1} W_hh to those of x_t W_xh + b_h
    return d_recurrent, das, dh


def gradients(dW_xh, d_recurrent, db_h) -> GRUParams:
    """Put the projection's and the scan's gradients together."""
    dW_hh, db_hn = d_recurrent
    return GRUParams(dW_xh, dW_hh, db_h, db_hn)
