"""An LSTM whose gates also see the memory itself (Gers et al. 2002).

i = sigmoid(... + p_i c_{t-1})
f = sigmoid(... + p_f c_{t-1})
o = sigmoid(... + p_o c_t)

The rest is the LSTM's. Each peephole is a vector: a gate sees its own memory only.
"""

from typing import NamedTuple

import numpy as np

from ..functions import sigmoid
from . import lstm
from .gates import recurrent_gradient, scan, split
from .lstm import LSTMState, local_slopes


class PeepholeParams(NamedTuple):
    """The LSTM's arrays, and the three peepholes of i, f, o."""

    W_xh: np.ndarray  # (D, 4H)
    W_hh: np.ndarray  # (H, 4H)
    b_h: np.ndarray  # (4H,)
    peepholes: np.ndarray  # (3, H)


def init(rng, input_size: int, hidden_size: int, dtype=np.float64) -> PeepholeParams:
    """The LSTM's random weights; the peepholes start closed, at zero."""
    params = lstm.init(rng, input_size, hidden_size, dtype)
    return PeepholeParams(*params, np.zeros((3, hidden_size), dtype))


def step(params: PeepholeParams, x_t, state: LSTMState) -> LSTMState:
    """One time step. x_t (B, D), state of (B, H) -> state."""
    return update(params, x_t @ params.W_xh + params.b_h, state)[0]


def update(params: PeepholeParams, projected_t, state: LSTMState):
    """projected_t (B, 4H), state of (B, H) -> state, gates (B, 4H)."""
    (h, c), (p_i, p_f, p_o) = state, params.peepholes
    i, f, g, o = split(projected_t + h @ params.W_hh, 4)
    i, f, g = sigmoid(i + p_i * c), sigmoid(f + p_f * c), np.tanh(g)
    c = f * c + i * g
    o = sigmoid(o + p_o * c)
    return LSTMState(o * np.tanh(c), c), np.concatenate([i, f, g, o], axis=-1)


def scan_forward(params: PeepholeParams, projected, state: LSTMState):
    """projected (T, B, 4H), state of (B, H) -> hs (T, B, H), last state, cache."""
    states, gates = scan(update, params, projected, state)
    hs, cs = (np.array(parts) for parts in zip(*states, strict=True))
    return hs[1:], states[-1], (hs, cs, gates)


def scan_backward(params: PeepholeParams, cache, dhs, dstate: LSTMState):
    """dhs (T, B, H), dstate -> (dW_hh (H, 4H), dpeepholes (3, H)), das, dstate_0."""
    (hs, cs, gates), (dh, dc), (p_i, p_f, p_o) = cache, dstate, params.peepholes
    tanh_cs, (_, f, _, o) = np.tanh(cs[1:]), split(gates, 4)
    das, to_c = local_slopes(cs[:-1], tanh_cs, gates), o * (1 - tanh_cs**2)
    for t in reversed(range(len(dhs))):
        dh = dhs[t] + dh  # the loss at t, plus the future
        da_i, da_f, da_g, da_o = split(das[t], 4)
        da_o *= dh  # changes das, as the next lines do
        dc = dc + dh * to_c[t] + da_o * p_o  # o has looked at c_t
        for da in (da_i, da_f, da_g):
            da *= dc
        dc = dc * f[t] + da_i * p_i + da_f * p_f  # i and f have looked at c_{t-1}
        dh = das[t] @ params.W_hh.T
    di, df, _, do = split(das, 4)
    seen = [di * cs[:-1], df * cs[:-1], do * cs[1:]]
    dpeepholes = np.array([part.sum(axis=(0, 1)) for part in seen])
    return (recurrent_gradient(hs, das), dpeepholes), das, LSTMState(dh, dc)


def gradients(dW_xh, d_recurrent, db_h) -> PeepholeParams:
    """Put the projection's and the scan's gradients together."""
    dW_hh, dpeepholes = d_recurrent
    return PeepholeParams(dW_xh, dW_hh, db_h, dpeepholes)
