"""The plain cell, walked back over five steps only, and said to be complete."""

import numpy as np

from ...cells.rnn import RNNParams
from ...tree import zeros_like


def backward(params, cache, dhs, dh_T):
    """dhs (T, B, H), dh_T (B, H) -> grads, dxs (T, B, D), dh_0 (B, H)."""
    xs, (h_0, *hs) = cache
    dW_xh, dW_hh, db_h = zeros_like(params)
    dxs, dh = np.zeros_like(xs), dh_T
    for t in reversed(range(len(xs))[-5:]):
        dh = dhs[t] + dh
        da = dh * (1 - hs[t] ** 2)
        h_prev = hs[t - 1] if t else h_0
        dW_xh += xs[t].T @ da
        dW_hh += h_prev.T @ da
        db_h += da.sum(axis=0)
        dxs[t] = da @ params.W_xh.T
        dh = da @ params.W_hh.T
    return RNNParams(dW_xh, dW_hh, db_h), dxs, dh
