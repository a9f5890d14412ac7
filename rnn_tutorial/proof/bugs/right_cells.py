"""The right backward passes of the cells, one step after the other, as on paper.

The exhibits differ from these in one line. The package's own passes give the same
numbers faster; the tests compare them.
"""

import numpy as np

from ...cells.gates import recurrent_gradient, split
from ...cells.lstm import LSTMState
from ...cells.rnn import RNNParams
from ...tree import zeros_like


def backward(params, cache, dhs, dh_T):
    """dhs (T, B, H), dh_T (B, H) -> grads, dxs (T, B, D), dh_0 (B, H)."""
    xs, (h_0, *hs) = cache
    dW_xh, dW_hh, db_h = zeros_like(params)
    dxs, dh = np.zeros_like(xs), dh_T
    for t in reversed(range(len(xs))):
        dh = dhs[t] + dh
        da = dh * (1 - hs[t] ** 2)
        h_prev = hs[t - 1] if t else h_0
        dW_xh += xs[t].T @ da
        dW_hh += h_prev.T @ da
        db_h += da.sum(axis=0)
        dxs[t] = da @ params.W_xh.T
        dh = da @ params.W_hh.T
    return RNNParams(dW_xh, dW_hh, db_h), dxs, dh


def lstm_scan_backward(params, cache, dhs, dstate):
    """dhs (T, B, H), dstate of (B, H) -> dW_hh (H, 4H), das (T, B, 4H), dstate_0."""
    (hs, cs, tanh_cs, gates), (dh, dc) = cache, dstate
    das = np.zeros_like(gates)
    for t in reversed(range(len(dhs))):
        i, f, g, o = split(gates[t], 4)
        dh = dhs[t] + dh
        to_c = o * (1 - tanh_cs[t + 1] ** 2)
        di, df, dg = (part * (dc + dh * to_c) for part in (g, cs[t], i))
        do = dh * tanh_cs[t + 1]
        slopes = i * (1 - i), f * (1 - f), 1 - g**2, o * (1 - o)
        das[t] = np.hstack([di, df, dg, do]) * np.hstack(slopes)
        dc = f * (dc + dh * to_c)
        dh = das[t] @ params.W_hh.T
    return recurrent_gradient(hs, das), das, LSTMState(dh, dc)


def gru_scan_backward(params, cache, dhs, dh_T):
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
        dms[t] = np.hstack([da_r, da_z, da_n * r])
        dh = dh * z + dms[t] @ params.W_hh.T
    db_hn = split(dms, 3)[2].sum(axis=(0, 1))
    return (recurrent_gradient(hs, dms), db_hn), das, dh
