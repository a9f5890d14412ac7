"""The GRU as it was published: the reset gate acts *before* the matrix product.

r, z = sigmoid(x_t W_xh + h_{t-1} W_hh + b_h)
n = tanh(x_t W_xh + (r h_{t-1}) W_hh + b_h)
h_t = (1 - z) n + z h_{t-1}

(Cho et al. 2014.) Each step needs a second product, after the first one.
"""

from typing import NamedTuple

import numpy as np

from ..functions import sigmoid
from .gates import init_weights, recurrent_gradient, scan, split


class GRUBeforeParams(NamedTuple):
    """Three gates in each array, in the order r, z, n."""

    W_xh: np.ndarray  # (D, 3H)
    W_hh: np.ndarray  # (H, 3H)
    b_h: np.ndarray  # (3H,)


def init(rng, input_size: int, hidden_size: int, dtype=np.float64) -> GRUBeforeParams:
    """Scaled random weights, biases zero."""
    W_xh, W_hh = init_weights(rng, input_size, hidden_size, 3, dtype)
    return GRUBeforeParams(W_xh, W_hh, np.zeros(3 * hidden_size, dtype))


def step(params: GRUBeforeParams, x_t, h_prev):
    """One time step. x_t (B, D), h_prev (B, H) -> h_t (B, H)."""
    return update(params, x_t @ params.W_xh + params.b_h, h_prev)[0]


def update(params: GRUBeforeParams, projected_t, h_prev):
    """projected_t (B, 3H), h_prev (B, H) -> h_t (B, H), gates (B, 3H)."""
    H = len(params.W_hh)
    x_rz, x_n = projected_t[:, : 2 * H], projected_t[:, 2 * H :]
    rz = sigmoid(x_rz + h_prev @ params.W_hh[:, : 2 * H])
    r, z = split(rz, 2)
    n = np.tanh(x_n + (r * h_prev) @ params.W_hh[:, 2 * H :])
    return (1 - z) * n + z * h_prev, np.concatenate([rz, n], axis=-1)


def scan_forward(params: GRUBeforeParams, projected, h_0):
    """projected (T, B, 3H), h_0 (B, H) -> hs (T, B, H), h_T (B, H), cache."""
    states, gates = scan(update, params, projected, h_0)
    hs = np.array(states)
    return hs[1:], hs[-1], (hs, gates)


def scan_backward(params: GRUBeforeParams, cache, dhs, dh_T):
    """dhs (T, B, H), dh_T (B, H) -> dW_hh (H, 3H), das (T, B, 3H), dh_0 (B, H)."""
    (hs, gates), dh = cache, dh_T
    H, h_prevs, (r, z, n) = hs.shape[-1], hs[:-1], split(gates, 3)
    to_r, to_z = h_prevs * r * (1 - r), (h_prevs - n) * z * (1 - z)
    to_n = (1 - z) * (1 - n**2)
    W_rz_T, W_n_T = params.W_hh[:, : 2 * H].T, params.W_hh[:, 2 * H :].T
    das = np.empty_like(gates)
    for t in reversed(range(len(dhs))):
        dh = dhs[t] + dh  # the loss at t, plus the future
        da_n = dh * to_n[t]
        d_kept = da_n @ W_n_T  # of r h_{t-1}
        das[t] = np.concatenate([d_kept * to_r[t], dh * to_z[t], da_n], axis=-1)
        dh = dh * z[t] + d_kept * r[t] + das[t, :, : 2 * H] @ W_rz_T
    dW_rz = recurrent_gradient(hs, das[..., : 2 * H])
    kept = (r * h_prevs).reshape(-1, H)
    dW_n = kept.T @ das[..., 2 * H :].reshape(-1, H)
    return np.hstack([dW_rz, dW_n]), das, dh
