"""Exercises on verdicts: three reports to read, and a check to repair."""

import numpy as np

from ...cells import RNN
from ...gradcheck import FLOOR, GradientReport, relative_error
from ...proof.points import check_point, random_point
from ..grading import Exercise, Mistake


def _mean_bias(params, cache, dhs, dh_T):
    """WRONG: the bias gets the mean over the batch."""
    grads, dxs, dh_0 = RNN.backward(params, cache, dhs, dh_T)
    return grads._replace(b_h=grads.b_h / dhs.shape[1]), dxs, dh_0


def reports() -> list[GradientReport]:
    """One backward pass, checked at three points."""
    settings = {"T": 4, "B": 3}, {"T": 4, "B": 1}, {"T": 1, "B": 3}
    points = (random_point(np.random.default_rng(0), **s) for s in settings)
    return [check_point(RNN, _mean_bias, point) for point in points]


point_at_fault = Exercise(
    "A",
    (
        Mistake("B", "tanh has no kink, so no point can lie at one."),
        Mistake(
            "C",
            "Report 3 does find the bug. What does its point have in common "
            "with that of report 1?",
        ),
        Mistake(
            "D",
            "At a point of tiny gradients every array passes, for any B. "
            "Compare the shapes of xs and h_0.",
        ),
    ),
)

FAILS = (
    "A right gradient fails: its worst entry is off by less than tol times the largest "
    "entry of both, a and n, in size."
)
ZERO = "Zero against zero fails: 0 / 0 is nan. Keep a floor under what you divide by."
NAN = (
    "A gradient or an estimate with nan passes. Every comparison with nan is False: "
    "which way round does yours ask?"
)
TINY = (
    "A tiny gradient with one entry too large by half more than is allowed passes. "
    "What is it divided by?"
)
ONE = (
    "One entry, too small by half more than is allowed, passes among right ones. A "
    "mean or a norm thins it out, so does a larger divisor, a missing abs hides it."
)


def _passes(a, n, tol):
    largest = max(np.abs(a).max(), np.abs(n).max(), FLOOR)
    return bool(np.abs(a - n).max() / largest < tol)


def _entry_off(n, share):
    """n with its first entry raised by this share of the largest size."""
    a = n.copy()
    a[0] += share * np.abs(n).max()
    return a


def _first_nan(n):
    return np.where(np.arange(len(n)) == 0, np.nan, n)


def _worst_larger(n):
    """n with its largest entry a tenth larger: off by an eleventh of the larger one."""
    return np.where(np.abs(n) == np.abs(n).max(), 1.1 * n, n)


# (a, n, tol) of a case, made from random numbers n: four are wrong, four are right
PAIRS = (
    lambda n: (_entry_off(n, -1.5e-7), n, 1e-7),
    lambda n: (_entry_off(1e-9 * n, 1.5e-7), 1e-9 * n, 1e-7),
    lambda n: (_first_nan(n), n, 1e-7),
    lambda n: (n, _first_nan(n), 1e-7),
    lambda n: (-np.abs(n) - 9e-8 * np.abs(n).max(), -np.abs(n), 1e-7),
    lambda n: (_worst_larger(n), n, 0.095),
    lambda n: (n, _worst_larger(n), 0.095),
    lambda n: (np.zeros_like(n), np.zeros_like(n), 1e-7),
)


def _pair(rng):
    """One of PAIRS. The cases are drawn from the seeds 0, 1, ...: each has its turn."""
    make = PAIRS[rng.bit_generator.seed_seq.entropy % len(PAIRS)]
    return make(rng.normal(size=1000))


def _passed(a, n):
    """What is told of a check that passes this wrong gradient."""
    if np.isnan([a, n]).any():
        return NAN
    return TINY if np.abs(n).max() < 1e-7 else ONE


def _judge(result, a, n, tol):
    if bool(result) == _passes(a, n, tol):
        return ""
    if result:
        return _passed(a, n)
    return FAILS if np.any(n) else ZERO


passes = Exercise(
    _passes,
    (
        Mistake(lambda a, n, tol: False, FAILS),
        Mistake(lambda a, n, tol: _passes(a, n, tol) and bool(np.any(n)), ZERO),
        Mistake(lambda a, n, tol: _passes(a, n, tol) or np.isnan([a, n]).any(), NAN),
        Mistake(lambda a, n, tol: np.abs(a - n).max() < tol, TINY),
        Mistake(lambda a, n, tol: relative_error(a, n) < tol, ONE),
    ),
    _pair,
    _judge,
)
