"""How the error of a difference depends on its step: measured, and predicted."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..gradcheck import relative_error


def one_sided_gradient(f: Callable, x: np.ndarray, eps: float) -> np.ndarray:
    """(f(x + eps e_i) - f(x)) / eps for every entry i of x."""
    moves = eps * np.eye(x.size).reshape(x.size, *x.shape)
    return np.reshape([(f(x + move) - f(x)) / eps for move in moves], x.shape)


def step_errors(way: Callable, f: Callable, x, exact, eps: np.ndarray) -> np.ndarray:
    """The relative error of the gradient `way(f, x, step)` for every step in `eps`."""
    return np.array([relative_error(exact, way(f, x, step)) for step in eps])


class StepError(NamedTuple):
    """e(eps) = c eps^p + r / eps: what a formula drops, and what rounding adds."""

    c: float
    p: int
    r: float

    def at(self, eps: np.ndarray) -> np.ndarray:
        """e(eps), but at most 1, as any relative error."""
        return np.minimum(1, self.c * eps**self.p + self.r / eps)

    def best(self) -> float:
        """The step where e'(eps) = 0."""
        return (self.r / (self.p * self.c)) ** (1 / (self.p + 1))
