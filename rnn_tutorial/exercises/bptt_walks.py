"""Walks back through time, right and wrong, for the exercises of the chapter on BPTT.

They differ in how the two signals *meet* at a state, in what goes *back* to the state
before, and in the *partner* of da_t in the weight's gradient.
"""

from typing import NamedTuple

import numpy as np

from ..cells import rnn
from .grading import sizes

BEFORE, AFTER, FIRST = slice(0, -1), slice(1, None), slice(0, 1)  # h_{t-1}, h_t, h_0


class At(NamedTuple):
    """What is known at step t."""

    e: np.ndarray
    future: np.ndarray
    slope: np.ndarray  # tanh', which is 1 - h_t^2

    @property
    def dh(self):
        """All that arrives at the state."""
        return self.e + self.future

    @property
    def da(self):
        """The same behind tanh: what should go back."""
        return self.dh * self.slope


def right(at):
    """da_t."""
    return at.da


def alone(at):
    """Wrong: no future."""
    return at.e * at.slope


def no_slope(at):
    """Wrong: no tanh'."""
    return at.dh


def outside(at):
    """Wrong: the future goes past tanh'."""
    return at.e * at.slope + at.future


def inside(at):
    """Wrong: e_t goes past tanh'."""
    return at.e + at.future * at.slope


def through(W, da, at):
    """What the step before hears."""
    return np.dot(da, np.transpose(W))


def back_in_time(W, slopes, es, back=through, meet=right):
    """All da_t, from the last step to the first."""
    das, future = [], np.zeros_like(es[-1])
    for e, slope in zip(es[::-1], slopes[::-1], strict=True):
        at = At(e, future, slope)
        das.append(meet(at))
        future = back(W, das[-1], at)
    return np.array(das[::-1])


def unit(back=through, meet=right, partner=BEFORE):
    """The gradient of each copy of one unit's weight."""
    return lambda w, hs, es: (
        back_in_time(w, 1 - hs[1:] ** 2, es, back, meet) * (hs[partner])
    )


def layer(back=through, meet=right, partner=BEFORE):
    """dW_hh, the sum over steps and sequences."""

    def answer(W_hh, hs, es):
        das = back_in_time(W_hh, 1 - hs[1:] ** 2, es, back, meet)
        return np.einsum("tbi,tbj->ij", np.broadcast_to(hs[partner], das.shape), das)

    return answer


def past_tanh(W, da, at):
    """Both ways back from h_t = h_{t-1} + tanh(a_t)."""
    return at.dh + through(W, da, at)


def skip(back=past_tanh, meet=right):
    """All da_t of the cell that adds tanh(a_t) to its state."""
    return lambda W_hh, cs, es: back_in_time(W_hh, 1 - cs**2, es, back, meet)


def stretches(params, xs, kept, es, K, carried=lambda dh: dh, order=reversed):
    """The gradients of each stretch, in the order in which they are computed."""
    dh, grads = np.zeros_like(kept[0]), []
    for n in order(range(len(kept))):
        part = slice(n * K, n * K + K)
        _, _, cache = rnn.forward(params, xs[part], kept[n])
        new, _, dh = rnn.backward(params, cache, es[part], carried(dh))
        grads.append(new)
    return grads


def draw_unit(rng):
    """w, hs (T + 1,), es (T,)."""
    T = int(rng.integers(1, 7))
    return rng.normal(), rng.uniform(-0.9, 0.9, T + 1), rng.normal(size=T)


def draw_layer(rng):
    """W_hh (H, H), hs (T + 1, B, H), es (T, B, H)."""
    T, B, H = (int(n) for n in rng.integers(1, 6, 3))
    W_hh, hs = rng.normal(size=(H, H)), rng.uniform(-0.9, 0.9, (T + 1, B, H))
    return W_hh, hs, rng.normal(size=(T, B, H))


def draw_skip(rng):
    """W_hh (H, H), cs (T, B, H), es (T, B, H)."""
    W_hh, hs, es = draw_layer(rng)
    return W_hh, hs[1:], es


def draw_learned(rng):
    """W_hh (H, H), da_1 (B, H)."""
    B, H = sizes(rng, 2)
    return rng.normal(size=(H, H)), rng.normal(size=(B, H))


def draw_stretches(rng):
    """params, xs (T, B, D), kept: h_0 and each K-th state after it, es (T, B, H), K."""
    (T, K), (B, D, H) = rng.integers((4, 2), (12, 5)), sizes(rng, 3)
    params, xs, h_0 = rnn.init(rng, D, H), rng.normal(size=(T, B, D)), np.zeros((B, H))
    hs, _, _ = rnn.forward(params, xs, h_0)
    kept = [h_0, *hs[K - 1 : T - 1 : K]]
    return params, xs, kept, rng.normal(size=(T, B, H)), int(K)
