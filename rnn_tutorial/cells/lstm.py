"""Long short-term memory: a memory that is added to, and three gates that guard it.

The gates stand side by side in the order i, f, g, o:

i, f, o = sigmoid(x_t W_xh + h_{t-1} W_hh + b_h), and g the same with tanh
c_t = f c_{t-1} + i g
h_t = o tanh(c_t)
"""

from typing import NamedTuple

import numpy as np

from ..functions import sigmoid
from .gates import init_weights, recurrent_gradient, sigmoid_columns, split


class LSTMParams(NamedTuple):
    """Four gates in each array: i, f, g, o."""

    W_xh: np.ndarray  # (D, 4H)
    W_hh: np.ndarray  # (H, 4H)
    b_h: np.ndarray  # (4H,)


class LSTMState(NamedTuple):
    """What the cell shows, and what it remembers."""

    h: np.ndarray  # (B, H)
    c: np.ndarray  # (B, H)


def init(
    rng, input_size: int, hidden_size: int, dtype=np.float64, forget_bias: float = 1.0
) -> LSTMParams:
    """Scaled random weights; the bias of the forget gate starts at `forget_bias`.

    At 0 the gate starts half open and halves the memory at every step; Gers et al.
    (2000) and Jozefowicz et al. (2015) start it open.
    """
    W_xh, W_hh = init_weights(rng, input_size, hidden_size, 4, dtype)
    b_h = np.repeat(np.array([0, forget_bias, 0, 0], dtype), hidden_size)
    return LSTMParams(W_xh, W_hh, b_h)


def initial_state(params: LSTMParams, batch_size: int) -> LSTMState:
    """h_0 = c_0 = 0, (B, H) each."""
    shape = batch_size, len(params.W_hh)
    return LSTMState(*np.zeros((2, *shape), params.b_h.dtype))


def step(params: LSTMParams, x_t, state: LSTMState) -> LSTMState:
    """One time step. x_t (B, D), state of (B, H) -> state."""
    W_xh, W_hh, b_h = params
    i, f, g, o = split(x_t @ W_xh + state.h @ W_hh + b_h, 4)
    c = sigmoid(f) * state.c + sigmoid(i) * np.tanh(g)
    return LSTMState(sigmoid(o) * np.tanh(c), c)


def scan_forward(params: LSTMParams, projected, state: LSTMState):
    """projected (T, B, 4H), state of (B, H) -> hs (T, B, H), last state, cache."""
    H, dtype = len(params.W_hh), np.result_type(projected, params.W_hh, *state)
    scale, shift = sigmoid_columns("ssts", H, params.b_h.real.dtype)
    gates = np.empty(projected.shape, dtype)
    hs, cs, tanh_cs = np.empty((3, len(projected) + 1, *state.h.shape), dtype)
    hs[0], cs[0] = state
    i, f, g, o = split(gates, 4)  # views: they fill with gates
    for t, a_t in enumerate(gates):  # writes into gates, cs and hs
        np.matmul(hs[t], params.W_hh, out=a_t)
        a_t += projected[t]
        a_t *= scale
        np.tanh(a_t, out=a_t)
        a_t *= scale
        a_t += shift
        np.multiply(f[t], cs[t], out=cs[t + 1])
        cs[t + 1] += i[t] * g[t]
        np.tanh(cs[t + 1], out=tanh_cs[t + 1])
        np.multiply(o[t], tanh_cs[t + 1], out=hs[t + 1])
    return hs[1:], LSTMState(hs[-1], cs[-1]), (hs, cs, tanh_cs, gates)


def scan_backward(params: LSTMParams, cache, dhs, dstate: LSTMState):
    """dhs (T, B, H), dstate of (B, H) -> dW_hh (H, 4H), das (T, B, 4H), dstate_0."""
    (hs, cs, tanh_cs, gates), (dh, dc) = cache, dstate
    _, f, _, o = split(gates, 4)
    das = local_slopes(cs[:-1], tanh_cs[1:], gates)
    da_ifg, da_o = np.split(das.reshape(*dhs.shape[:2], 4, -1), [3], axis=2)  # views
    to_c = o * (1 - tanh_cs[1:] ** 2)
    W_hh_T = np.ascontiguousarray(params.W_hh.T)
    for t in reversed(range(len(dhs))):
        dh = dhs[t] + dh  # the loss at t, plus the future
        dc = dc + dh * to_c[t]  # through h_t, plus the memory's own way
        da_ifg[t] *= dc[:, None]  # slopes become gradients, in das
        da_o[t] *= dh[:, None]
        dh = das[t] @ W_hh_T
        dc = dc * f[t]  # the carousel: no weight, no tanh
    return recurrent_gradient(hs, das), das, LSTMState(dh, dc)


def local_slopes(c_prevs, tanh_cs, gates):
    """dc_t / da for i, f, g, and dh_t / da for o, of all steps at once: (T, B, 4H)."""
    slopes = gates * (1 - gates)  # of every sigmoid
    (i, _, g, _), (di, df, dg, do) = split(gates, 4), split(slopes, 4)
    np.multiply(i, 1 - g**2, out=dg)  # g is a tanh
    di *= g
    df *= c_prevs
    do *= tanh_cs
    return slopes
