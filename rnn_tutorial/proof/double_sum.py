"""The gradient of the plain cell as the double sum over t and k, term by term.

dL / dW_hh = sum_t sum_{k <= t} h_{k-1}^T da_tk, and likewise for W_xh and b_h, where

da_tk = (e_t J_t J_{t-1} ... J_{k+1}) * (1 - h_k^2)

is what the loss of step t says to the pre-activation of step k, past all others.
"""

from collections.abc import Iterator

import numpy as np

from ..cells import rnn
from ..cells.rnn import RNNParams


def walk(params: RNNParams, hs, e_t, t: int) -> Iterator[tuple]:
    """hs (T+1, B, H), e_t (B, H) -> k and da_tk (B, H), for k = t, t-1, ..., 1."""
    da = e_t * (1 - hs[t] ** 2)
    yield t, da
    for k in range(t - 1, 0, -1):
        da = da @ params.W_hh.T * (1 - hs[k] ** 2)  # through J_{k+1}, then tanh'
        yield k, da


def term(params: RNNParams, cache, dhs, t: int, k: int) -> RNNParams:
    """What the loss of step t says to the use of the parameters at step k.

    Raises ValueError unless 1 <= k <= t <= T.
    """
    xs, hs = cache
    if not 1 <= k <= t <= len(xs):
        raise ValueError(f"t and k must have 1 <= k <= t <= {len(xs)}, got {t}, {k}")
    da = dict(walk(params, hs, dhs[t - 1], t))[k]
    return RNNParams(xs[k - 1].T @ da, hs[k - 1].T @ da, da.sum(axis=0))


def backward(params: RNNParams, cache, dhs):
    """All T (T + 1) / 2 terms. dhs (T, B, H) -> grads, dxs (T, B, D), dh_0 (B, H)."""
    xs, hs = cache
    rnn.check_gradient_shapes(hs, dhs, hs[-1])
    dW_xh, dW_hh, db_h = map(np.zeros_like, params)
    dxs, dh_0 = np.zeros_like(xs), np.zeros_like(hs[0])
    for t in range(1, len(hs)):
        for k, da in walk(params, hs, dhs[t - 1], t):
            dW_xh += xs[k - 1].T @ da
            dW_hh += hs[k - 1].T @ da
            db_h += da.sum(axis=0)
            dxs[k - 1] += da @ params.W_xh.T
        dh_0 += da @ params.W_hh.T  # da of k = 1, the last
    return RNNParams(dW_xh, dW_hh, db_h), dxs, dh_0
