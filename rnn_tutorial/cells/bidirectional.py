"""Two cells over one sequence, one of them from its end to its beginning."""

from typing import NamedTuple

import numpy as np

from ..tree import Tree
from .cell import Cell, joined_methods
from .padded import checked_lengths, padded, reverse


def bidirectional(cell: Cell, lengths=None) -> Cell:
    """The cell in both directions; hs is (T, B, 2H), the forward half first.

    With `lengths` (B,), each sequence is read backwards from its own end. The last
    state of the backward direction is the one at the first step.
    """
    if lengths is not None:
        lengths = checked_lengths(lengths)
        cell = padded(cell, lengths)
    both = Bidirectional(cell, lengths)
    return joined_methods(f"bidirectional {cell.name}", both, 2 * cell.directions)


class BothWays(NamedTuple):
    """What belongs to the two directions: parameters, states, or gradients."""

    forward: Tree
    backward: Tree


class Bidirectional(NamedTuple):
    """The functions of a cell that runs in both directions."""

    cell: Cell
    lengths: np.ndarray | None

    def init(self, rng, input_size: int, hidden_size: int, dtype=np.float64):
        """The parameters of both directions: they share nothing."""
        sizes = input_size, hidden_size
        return BothWays(*(self.cell.init(rng, *sizes, dtype) for _ in range(2)))

    def initial_state(self, params, batch_size: int):
        """The state before the first step, and the one behind the last."""
        return BothWays(*(self.cell.initial_state(p, batch_size) for p in params))

    def step(self, params, x_t, state):
        """There is none: raises ValueError."""
        raise ValueError("a bidirectional network needs the whole sequence, not a step")

    def project(self, params, xs):
        """Both projections side by side."""
        return np.concatenate([self.cell.project(p, xs) for p in params], axis=-1)

    def project_backward(self, params, xs, das):
        """das of both directions -> their dW_xh and db_h, and dxs, their sum."""
        ways = zip(params, halves(das), strict=True)
        runs = [self.cell.project_backward(p, xs, part) for p, part in ways]
        dW_xh, db_h, dxs = zip(*runs, strict=True)
        return BothWays(*dW_xh), BothWays(*db_h), sum(dxs)

    def scan_forward(self, params, projected, state):
        """Both runs, side by side -> hs (T, B, 2H), last states, caches."""
        ways = zip(params, self.turned(projected), state, strict=True)
        runs = [self.cell.scan_forward(*way) for way in ways]
        (hs, last, cache), (hs_back, last_back, cache_back) = runs
        hs = np.concatenate([hs, reverse(hs_back, self.lengths)], axis=-1)
        return hs, BothWays(last, last_back), BothWays(cache, cache_back)

    def scan_backward(self, params, caches, dhs, dstate):
        """dhs (T, B, 2H), dstates -> d_recurrent, das, first dstates of both ways."""
        ways = zip(params, caches, self.turned(dhs), dstate, strict=True)
        runs = [self.cell.scan_backward(*way) for way in ways]
        grads, (das, das_back), starts = zip(*runs, strict=True)
        das = np.concatenate([das, reverse(das_back, self.lengths)], axis=-1)
        return BothWays(*grads), das, BothWays(*starts)

    def turned(self, array):
        """The two halves of the last axis, the second one backwards in time."""
        ahead, back = halves(array)
        return ahead, reverse(back, self.lengths)

    def gradients(self, dW_xh, d_recurrent, db_h):
        """Put the projections' and the scans' gradients together."""
        ways = zip(dW_xh, d_recurrent, db_h, strict=True)
        return BothWays(*(self.cell.gradients(*way) for way in ways))


def halves(array):
    """The forward and the backward half of the last axis."""
    return np.split(array, 2, axis=-1)
