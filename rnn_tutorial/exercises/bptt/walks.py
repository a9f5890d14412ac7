"""Walks back through time, right and wrong, and what to say of the wrong ones.

They differ in how the two signals *meet* at a state, in what goes *back* to the state
before, and in the *order* of the steps.
"""

from typing import NamedTuple

import numpy as np

from ..grading import Mistake, sizes

BACKWARDS, FORWARDS = slice(None, None, -1), slice(None)


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


def outside(at):
    """Wrong: the future goes past tanh'."""
    return at.e * at.slope + at.future


def through(W, da, at):
    """What the step before hears."""
    return np.dot(da, np.transpose(W))


def walk(W, slopes, es, back=through, meet=right, order=BACKWARDS):
    """All da_t, from the last step to the first."""
    das, future = [], np.zeros_like(es[-1])
    for e, slope in zip(es[order], slopes[order], strict=True):
        at = At(e, future, slope)
        das.append(meet(at))
        future = back(W, das[-1], at)
    return np.array(das)[order]


def without_brackets(at):
    """Wrong: dh_t * 1 - h_t^2."""
    return at.dh - (1 - at.slope)


def but_the_last(answer):
    """As if the loop never reached the last step, nor its loss."""
    return lambda W, states, es: answer(W, states, _without_the_last(es))


def _without_the_last(es):
    return np.concatenate([es[:-1], np.zeros_like(es[:1])])


def one_too_low(W, hs, es, order):
    """Every t is one too low: the das at 0 to T - 1, and the states before them."""
    das = walk(W, 1 - hs[:-1] ** 2, np.roll(es, 1, axis=0), order=order)
    return das, np.roll(hs, 1, axis=0)[:-1]


def but_the_first(das):
    """As if the loop never reached the first step."""
    return np.concatenate([np.zeros_like(das[:1]), das[1:]])


def draw_layer(rng):
    """W_hh (H, H), hs (T + 1, B, H), es (T, B, H)."""
    T, B, H = sizes(rng, 3, smallest=1)
    W_hh, hs = rng.normal(size=(H, H)), rng.uniform(-0.9, 0.9, (T + 1, B, H))
    return W_hh, hs, rng.normal(size=(T, B, H))


OUTSIDE = (
    "The future does not go through tanh' of the step that it reaches. It arrives at "
    "h_t, as e_t does."
)
PARTNER = "da_t is paired with h_t. Look at a_t: which state does the weight multiply?"
FIXED_PARTNER = "Every da_t is paired with h_0. The partner moves with t."
SIGNAL = (
    "The weight meets dh_t where da_t belongs: it stands inside tanh, so the signal "
    "passes tanh' before it meets the weight."
)
STRAIGHT = (
    "W_hh is not transposed: (W_hh)_ij leads from unit i to unit j, and the way back "
    "leads from j to i."
)
EARLY_SLOPE = (
    "tanh' of step t is taken at h_{t-1}, but the slope at a_t is 1 - h_t^2. hs has "
    "h_0 in front: h_t is hs[t], where e_t is es[t - 1]."
)
EARLY_STATES = (
    "All states are read one step early. hs has h_0 in front: h_t is hs[t], where e_t "
    "is es[t - 1]. At the start, the index -1 wraps round to the last state."
)
TANH_TWICE = (
    "tanh is applied once more in tanh'. The states are its values already: the slope "
    "needs no other tanh."
)
SHORT = (
    "The loop ends one step early: the first step of the sequence is never reached. "
    "`range(T, 0, -1)` ends with 1."
)
LATE = (
    "The last step is never reached, and e_T is not heard. `range(T, 0, -1)` begins "
    "with T; `range(k, T)` ends before it."
)
UP_FROM_0 = (
    "The loop counts from 0 up to T - 1. The indices in it are meant for t from T down "
    "to 1: the signal comes from the end."
)
DOWN_TO_0 = (
    "The loop counts from T - 1 down to 0. The indices in it are meant for t from T "
    "down to 1: at 0, the index -1 wraps round to the end."
)
NO_FACTOR = (
    "The step back from a_t to h_{t-1} has a factor too: what multiplies h_{t-1} in "
    "a_t?"
)
TWICE = "The future is added to the old one, which da_t holds already: it counts twice."
FORWARD = (
    "The loop runs from the first step to the last. But what arrives at h_t from the "
    "future must be known there already: begin with the last step."
)

# How a walk may treat the two signals, when all else is right.
SLIPS = (
    Mistake(
        lambda at: at.e * at.slope,
        "Each step hears only its own loss: the immediate derivative. What happens at "
        "step k also moves the states after k, so two signals meet at a state.",
    ),
    Mistake(
        lambda at: at.dh,
        "tanh' is missing. dh_t belongs to the state, da_t to what stands inside tanh: "
        "a factor lies between them.",
    ),
    Mistake(
        lambda at: at.e + at.future * at.slope,
        "e_t does not go through tanh'. It arrives at h_t, as the future does.",
    ),
    Mistake(
        without_brackets,
        "tanh' has lost its brackets: `*` binds before `-`, so the square is taken "
        "from the whole product.",
    ),
)


def slips(answer):
    """The mistakes that `answer`, a walk for a given way to meet, may make."""
    return tuple(Mistake(answer(slip.answer), slip.says) for slip in SLIPS)
