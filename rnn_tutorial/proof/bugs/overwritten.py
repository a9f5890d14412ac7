"""The LSTM, in which dh is that of the step before when dc asks for it."""

import numpy as np

from ...cells.gates import recurrent_gradient, split
from ...cells.lstm import LSTMState


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
        dh = das[t] @ params.W_hh.T
        dc = f * (dc + dh * to_c)
    return recurrent_gradient(hs, das), das, LSTMState(dh, dc)
