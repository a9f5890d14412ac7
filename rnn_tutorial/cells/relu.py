"""The plain cell with a rectifier: h_t = max(0, x_t W_xh + h_{t-1} W_hh + b_h).

With W_hh the identity at the start it is called IRNN (Le, Jaitly & Hinton 2015). Its
slope is one where the unit is on, and zero where it is off; at the kink it is set to 0.
"""

import numpy as np

from .rnn import RNNParams


def init(rng, input_size: int, hidden_size: int, dtype=np.float64) -> RNNParams:
    """W_xh of variance 1/D, W_hh the identity, b_h zero."""
    W_xh = rng.standard_normal((input_size, hidden_size)) / np.sqrt(input_size)
    W_hh, b_h = np.eye(hidden_size, dtype=dtype), np.zeros(hidden_size, dtype)
    return RNNParams(W_xh.astype(dtype), W_hh, b_h)


def step(params: RNNParams, x_t, h_prev):
    """One time step. x_t (B, D), h_prev (B, H) -> h_t (B, H)."""
    W_xh, W_hh, b_h = params
    return rectified(x_t @ W_xh + h_prev @ W_hh + b_h)


def rectified(a):
    """max(0, a), entry by entry; of a complex number, by its real part."""
    return a * (a.real > 0)


def scan_forward(params: RNNParams, projected, h_0):
    """projected (T, B, H), h_0 (B, H) -> hs (T, B, H), h_T (B, H), cache."""
    hs = [h_0]
    for projected_t in projected:
        hs.append(rectified(projected_t + hs[-1] @ params.W_hh))
    hs = np.array(hs)
    return hs[1:], hs[-1], hs


def scan_backward(params: RNNParams, cache, dhs, dh_T):
    """dhs (T, B, H), dh_T (B, H) -> dW_hh (H, H), das (T, B, H), dh_0 (B, H)."""
    hs, dh, das = cache, dh_T, np.empty_like(dhs)
    for t in reversed(range(len(dhs))):
        das[t] = (dhs[t] + dh) * (hs[t + 1] > 0)  # through the units that are on
        dh = das[t] @ params.W_hh.T
    h_prevs = hs[:-1].reshape(-1, hs.shape[-1])
    return h_prevs.T @ das.reshape(h_prevs.shape), das, dh
