"""An LSTM with coupled gates: what is forgotten makes room for what comes in.

f, o = sigmoid(x_t W_xh + h_{t-1} W_hh + b_h), and g the same with tanh
c_t = f c_{t-1} + (1 - f) g
h_t = o tanh(c_t)

(Greff et al. 2017.) The gates stand side by side in the order f, g, o.
"""

from typing import NamedTuple

import numpy as np

from ..functions import sigmoid
from .gates import init_weights, recurrent_gradient, scan, split
from .lstm import LSTMState


class CoupledParams(NamedTuple):
    """Three gates in each array, in the order f, g, o."""

    W_xh: np.ndarray  # (D, 3H)
    W_hh: np.ndarray  # (H, 3H)
    b_h: np.ndarray  # (3H,)


def init(
    rng, input_size: int, hidden_size: int, dtype=np.float64, forget_bias: float = 1.0
) -> CoupledParams:
    """Scaled random weights; the bias of the forget gate starts at `forget_bias`."""
    W_xh, W_hh = init_weights(rng, input_size, hidden_size, 3, dtype)
    b_h = np.repeat(np.array([forget_bias, 0, 0], dtype), hidden_size)
    return CoupledParams(W_xh, W_hh, b_h)


def step(params: CoupledParams, x_t, state: LSTMState) -> LSTMState:
    """One time step. x_t (B, D), state of (B, H) -> state."""
    return update(params, x_t @ params.W_xh + params.b_h, state)[0]


def update(params: CoupledParams, projected_t, state: LSTMState):
    """projected_t (B, 3H), state of (B, H) -> state, gates (B, 3H)."""
    f, g, o = split(projected_t + state.h @ params.W_hh, 3)
    f, g, o = sigmoid(f), np.tanh(g), sigmoid(o)
    c = f * state.c + (1 - f) * g
    return LSTMState(o * np.tanh(c), c), np.concatenate([f, g, o], axis=-1)


def scan_forward(params: CoupledParams, projected, state: LSTMState):
    """projected (T, B, 3H), state of (B, H) -> hs (T, B, H), last state, cache."""
    states, gates = scan(update, params, projected, state)
    hs, cs = (np.array(parts) for parts in zip(*states, strict=True))
    return hs[1:], states[-1], (hs, cs, gates)


def scan_backward(params: CoupledParams, cache, dhs, dstate: LSTMState):
    """dhs (T, B, H), dstate -> dW_hh (H, 3H), das (T, B, 3H), dstate_0."""
    (hs, cs, gates), (dh, dc) = cache, dstate
    tanh_cs, (f, g, o) = np.tanh(cs[1:]), split(gates, 3)
    to_f, to_g = (cs[:-1] - g) * f * (1 - f), (1 - f) * (1 - g**2)
    to_o, to_c = tanh_cs * o * (1 - o), o * (1 - tanh_cs**2)
    das = np.empty_like(gates)
    for t in reversed(range(len(dhs))):
        dh = dhs[t] + dh  # the loss at t, plus the future
        dc = dc + dh * to_c[t]  # through h_t, plus the memory's own way
        das[t] = np.concatenate([dc * to_f[t], dc * to_g[t], dh * to_o[t]], axis=-1)
        dh, dc = das[t] @ params.W_hh.T, dc * f[t]
    return recurrent_gradient(hs, das), das, LSTMState(dh, dc)
