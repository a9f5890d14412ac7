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
        Mistake("B", "tanh has no kink, and a kink would turn the gradient a little."),
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

RIGHT, NAN, TINY, ONE = range(4)
FAILS = "A right gradient fails."
PASSES = {
    NAN: "A gradient with nan passes. Every comparison with nan is False: which way "
    "round does yours ask?",
    TINY: "A tiny gradient that is twice too large passes. What is it divided by?",
    ONE: "One wrong entry among many right ones passes. A mean or a norm thins it out.",
}


def _passes(a, n, tol):
    largest = max(np.abs(a).max(), np.abs(n).max(), FLOOR)
    return bool(np.abs(a - n).max() / largest < tol)


def _pair(rng):
    """A gradient, right or spoilt in one of three ways, and its estimate."""
    n, kind = rng.normal(size=1000), rng.integers(4)
    a = n * (1 + 1e-9)
    if kind == NAN:
        a[0] = np.nan
    if kind == ONE:
        a[0] += 1e-6
    if kind == TINY:
        a, n = 2e-9 * n, 1e-9 * n
    return a, n, 1e-7


def _kind(a, n):
    if np.isnan(a).any():
        return NAN
    return TINY if np.abs(n).max() < 1e-7 else ONE


def _judge(result, a, n, tol):
    if bool(result) == _passes(a, n, tol):
        return ""
    return PASSES[_kind(a, n)] if result else FAILS


passes = Exercise(
    _passes,
    (
        Mistake(lambda a, n, tol: False, FAILS),
        Mistake(lambda a, n, tol: _passes(a, n, tol) or np.isnan(a).any(), PASSES[NAN]),
        Mistake(lambda a, n, tol: np.abs(a - n).max() < tol, PASSES[TINY]),
        Mistake(lambda a, n, tol: relative_error(a, n) < tol, PASSES[ONE]),
    ),
    _pair,
    _judge,
)
