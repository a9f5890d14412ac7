"""One gradient, five ways: the plain cell with L = 1/2 sum_t |h_t - y_t|^2.

Each way takes the parameters, xs (T, B, D), h_0 (B, H) and the targets ys (T, B, H),
and returns gradients by name. Each sends e_t = dL_t / dh_t = h_t - y_t back.
"""

from functools import partial

import numpy as np

from .. import rtrl
from ..cells import rnn
from ..cells.rnn import RNNParams
from ..gradcheck import complex_step_gradient
from ..tree import tree_map, zeros_like
from . import double_sum
from .autodiff import Variable, backward


def loss(params: RNNParams, xs, h_0, ys):
    """1/2 sum_t |h_t - y_t|^2, a scalar. It keeps one state only."""
    h_t, total = h_0, 0.0
    for x_t, y_t in zip(xs, ys, strict=True):
        h_t = rnn.step(params, x_t, h_t)
        total = total + 0.5 * np.sum((h_t - y_t) ** 2)
    return total


def by_double_sum(params: RNNParams, xs, h_0, ys) -> dict:
    """Every term (t, k) by itself."""
    hs, _, cache = rnn.forward(params, xs, h_0)
    return named(*double_sum.backward(params, cache, hs - ys))


def by_recursion(params: RNNParams, xs, h_0, ys) -> dict:
    """The walk back: dh_k = e_k + dh_{k+1} J_{k+1}."""
    hs, h_T, cache = rnn.forward(params, xs, h_0)
    return named(*rnn.backward(params, cache, hs - ys, np.zeros_like(h_T)))


def by_forward_mode(params: RNNParams, xs, h_0, ys) -> dict:
    """The walk forward: M_t = D_t + J_t M_{t-1}, of the parameters alone."""
    h_t, influence, grads = h_0, rtrl.start(params, len(h_0)), zeros_like(params)
    for x_t, y_t in zip(xs, ys, strict=True):
        h_t, influence = rtrl.step(params, x_t, h_t, influence)
        grads = tree_map(np.add, grads, rtrl.gradient(params, influence, h_t - y_t))
    return grads._asdict()


def by_tape(params: RNNParams, xs, h_0, ys) -> dict:
    """The forward pass on a tape, and the tape walked back."""
    total, leaves, inputs = on_tape(params, xs, h_0, ys)
    backward(total)
    W_xh, W_hh, b_h, h_0 = (leaf.grad for leaf in leaves)
    dxs = np.array([x_t.grad for x_t in inputs])
    return named(RNNParams(W_xh, W_hh, b_h), dxs, h_0)


def on_tape(params: RNNParams, xs, h_0, ys):
    """The loss as a Variable; the four arrays and the inputs that it came from."""
    tape = []
    W_xh, W_hh, b_h, h = leaves = [Variable(tape, x) for x in (*params, h_0)]
    inputs, total, half = [], Variable(tape, 0.0), Variable(tape, 0.5)
    for x_t, y_t in zip(xs, ys, strict=True):
        inputs.append(Variable(tape, x_t))
        h = (inputs[-1] @ W_xh + h @ W_hh + b_h).tanh()
        miss = h - Variable(tape, y_t)
        total = total + half * (miss * miss).sum()
    return total, leaves, inputs


def by_complex_step(params: RNNParams, xs, h_0, ys) -> dict:
    """The loss once for each parameter, moved by 1e-30 i: of the parameters alone."""

    def moved(name, array):
        return loss(params._replace(**{name: array}), xs, h_0, ys)

    return {
        name: complex_step_gradient(partial(moved, name), array)
        for name, array in params._asdict().items()
    }


def named(grads: RNNParams, dxs, dh_0) -> dict:
    """Gradients by the names of their arrays."""
    return dict(**grads._asdict(), xs=dxs, h_0=dh_0)


WAYS = {
    "double sum": by_double_sum,
    "recursion": by_recursion,
    "forward mode": by_forward_mode,
    "tape": by_tape,
    "complex step": by_complex_step,
}
