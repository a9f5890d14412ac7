"""Schedules: functions from a step to a learning rate, for `scheduled`.

Step k counts the updates already done, so the first update uses the rate of step 0, as
with PyTorch's `LambdaLR`. A rate is a plain float: float32 parameters stay float32.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..tree import Tree
from .checks import check_function, check_not_negative, check_positive
from .optimizer import Optimizer

Schedule = Callable[[int], float]  # updates done -> learning rate of the next one


def constant(lr: float) -> Schedule:
    """The same rate `lr` at every step."""
    check_positive("lr", lr)
    return lambda step: float(lr)


def linear_decay(lr: float, steps: int, end: float = 0.0) -> Schedule:
    """(1 - k/steps) lr + (k/steps) end at step k; `end` from k = steps on."""
    _check(lr, steps, end)

    def rate(step):
        done = min(step / steps, 1.0)
        return float((1 - done) * lr + done * end)

    return rate


def cosine(lr: float, steps: int, end: float = 0.0) -> Schedule:
    """end + (lr - end) (1 + cos(pi k/steps)) / 2 at step k; `end` from k = steps on.

    Half a wave (Loshchilov & Hutter 2017); PyTorch's `CosineAnnealingLR` rises again.
    """
    _check(lr, steps, end)

    def rate(step):
        done = min(step / steps, 1.0)
        return float(end + (lr - end) * (1 + math.cos(math.pi * done)) / 2)

    return rate


def warm_up(steps: int, then: Schedule) -> Schedule:
    """(k + 1)/(steps + 1) then(0) at step k < steps; then(k - steps) from there on.

    So `steps` smaller updates precede the first whole one (Goyal et al. 2017).
    """
    check_not_negative("steps", steps)
    check_function("then", then)

    def rate(step):
        if step < steps:
            return float((step + 1) / (steps + 1) * then(0))
        return float(then(step - steps))

    return rate


class ScheduledState(NamedTuple):
    """How far a schedule has got, and what the optimiser itself remembers."""

    step: np.ndarray  # number of updates done, an integer
    inner: Tree  # the state of the optimiser whose lr changes


def scheduled(make: Callable[[float], Optimizer], schedule: Schedule) -> Optimizer:
    """Update k = 0, 1, 2, ... is that of the optimiser make(schedule(k)).

    `make` may be `adam`, or `lambda lr: adam(lr, beta2=0.99)`. At a rate of 0 the
    parameters stay, and the state still takes in the gradient.
    """
    check_function("make", make)
    check_function("schedule", schedule)

    def init(params):
        return ScheduledState(np.array(0), make(1.0).init(params))

    def update(grads, state, params):
        lr = float(schedule(int(state.step)))
        moved, inner = make(lr or 1.0).update(grads, state.inner, params)
        return moved if lr else params, ScheduledState(state.step + 1, inner)

    return Optimizer(init, update)


def _check(lr: float, steps: int, end: float) -> None:
    check_positive("lr", lr)
    check_positive("steps", steps)
    check_not_negative("end", end)
