"""Where a gradient is checked: parameters, inputs, a first state, weights of the loss.

The loss at a point is L = sum(R * hs), so the backward pass starts from dhs = R.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..cells import Cell
from ..cells.rnn import RNNParams
from ..gradcheck import GradientReport, check_gradients


class Point(NamedTuple):
    """All that a check of a plain cell depends on."""

    params: RNNParams
    xs: np.ndarray  # (T, B, D)
    h_0: np.ndarray  # (B, H)
    R: np.ndarray  # (T, B, H), the loss's weight of every state


def random_point(rng: np.random.Generator, T=4, B=3, D=2, H=3) -> Point:
    """Normal numbers everywhere: nothing is zero, equal or symmetric."""
    params = RNNParams(*(rng.normal(scale=0.5, size=s) for s in ((D, H), (H, H), H)))
    shapes = (T, B, D), (B, H), (T, B, H)
    return Point(params, *(rng.normal(size=s) for s in shapes))


def arrays(point: Point) -> dict[str, np.ndarray]:
    """What is checked at a point, by name: W_xh, W_hh, b_h, xs and h_0."""
    return {**point.params._asdict(), "xs": point.xs, "h_0": point.h_0}


def loss(cell: Cell, tree: dict[str, np.ndarray], R: np.ndarray):
    """L = sum(R * hs), a number, from the arrays of `arrays`."""
    *params, xs, h_0 = tree.values()
    return (R * cell.forward(RNNParams(*params), xs, h_0)[0]).sum()


def moved_loss(cell: Cell, point: Point, name: str) -> Callable:
    """The loss as a function of one array; the others hold still."""
    tree = arrays(point)
    return lambda value: loss(cell, tree | {name: value}, point.R)


def gradients(cell: Cell, backward: Callable, point: Point) -> dict[str, np.ndarray]:
    """What `backward` returns for dhs = R, under the names of `arrays`."""
    params, xs, h_0, R = point
    _, last, cache = cell.forward(params, xs, h_0)
    return arrays(Point(*backward(params, cache, R, np.zeros_like(last)), R))


def check_point(cell: Cell, backward: Callable, point: Point) -> GradientReport:
    """Compare `backward` with differences of the loss, for every array."""
    grads = gradients(cell, backward, point)
    return check_gradients(lambda tree: loss(cell, tree, point.R), arrays(point), grads)


def failing(cell: Cell, backward: Callable, point: Point) -> list[str]:
    """The names of the arrays that `check_point` finds wrong."""
    return [row.name for row in check_point(cell, backward, point).rows if not row.ok]
