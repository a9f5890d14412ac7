"""Two more wrong backward passes, for the exercises: their reports are all you get."""

import numpy as np

from ..cells.gates import recurrent_gradient, split
from ..cells.rnn import RNNParams
from ..tree import zeros_like


def suspect_a(params, cache, dhs, dh_T):
    """dhs (T, B, H), dh_T (B, H) -> grads, dxs (T, B, D), dh_0 (B, H)."""
    xs, (h_0, *hs) = cache
    dW_xh, dW_hh, db_h = zeros_like(params)
    dxs, dh = np.zeros_like(xs), dh_T
    for t in reversed(range(len(xs))):
        dh = dhs[t] + dh
        da = dh * (1 - hs[t - 1] ** 2)
        h_prev = hs[t - 1] if t else h_0
        dW_xh += xs[t].T @ da
        dW_hh += h_prev.T @ da
        db_h += da.sum(axis=0)
        dxs[t] = da @ params.W_xh.T
        dh = da @ params.W_hh.T
    return RNNParams(dW_xh, dW_hh, db_h), dxs, dh


def suspect_b(params, cache, dhs, dh_T):
    """dhs (T, B, H), dh_T (B, H) -> (dW_hh (H, 3H), db_hn (H,)), das, dh_0."""
    (hs, gates, memories), dh = cache, dh_T
    das, dms = np.zeros_like(gates), np.zeros_like(gates)
    for t in reversed(range(len(dhs))):
        r, z, n = split(gates[t], 3)
        dh = dhs[t] + dh
        da_n = dh * (1 - z) * (1 - n**2)
        da_r = da_n * memories[t] * r * (1 - r)
        da_z = dh * (hs[t] - n) * z * (1 - z)
        das[t] = np.hstack([da_r, da_z, da_n])
        dms[t] = np.hstack([da_r, da_z, da_n])
        dh = dh * z + dms[t] @ params.W_hh.T
    db_hn = split(dms, 3)[2].sum(axis=(0, 1))
    return (recurrent_gradient(hs, dms), db_hn), das, dh


def leaky_backward(W_hh, k, hs, ns, dhs):
    """h_t = (1 - k) h_{t-1} + k n_t, n_t = tanh(x_t W_xh + h_{t-1} W_hh + b_h).

    hs (T + 1, B, H), ns (T, B, H), dhs (T, B, H) -> dW_hh (H, H), dh_0 (B, H).
    """
    dW_hh, dh = np.zeros_like(W_hh), 0.0
    for t in reversed(range(len(dhs))):
        dh = dhs[t] + dh
        da = dh * (1 - ns[t] ** 2)
        dW_hh += hs[t].T @ da
        dh = k * da @ W_hh.T
    return dW_hh, dh
