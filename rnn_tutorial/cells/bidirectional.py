"""Two cells over one sequence, one of them from its end to its beginning."""

from typing import NamedTuple

import numpy as np

from ..tree import Tree
from .cell import Cell, joined
from .padded import checked_lengths, padded, reverse


class TwoWays(NamedTuple):
    """What belongs to the two directions: parameters, states, or gradients."""

    forward: Tree
    backward: Tree


def bidirectional(cell: Cell, lengths=None) -> Cell:
    """The cell in both directions; hs is (T, B, 2H), the forward half first.

    With `lengths` (B,), each sequence is read backwards from its own end. The last
    state of the backward direction is the one at the first step.
    """
    if lengths is not None:
        lengths = checked_lengths(lengths)
    one_way = cell if lengths is None else padded(cell, lengths)

    def init(rng, input_size, hidden_size, dtype=np.float64):
        return TwoWays(*(cell.init(rng, input_size, hidden_size, dtype) for _ in "12"))

    def initial_state(params, batch_size):
        return TwoWays(*(cell.initial_state(p, batch_size) for p in params))

    def step(params, x_t, state):
        raise ValueError("a bidirectional network needs the whole sequence, not a step")

    def project(params, xs):
        return np.concatenate([cell.project(p, xs) for p in params], axis=-1)

    def project_backward(params, xs, das):
        pairs = zip(params, halves(das), strict=True)
        both = [cell.project_backward(p, xs, part) for p, part in pairs]
        dW_xh, db_h, dxs = zip(*both, strict=True)
        return TwoWays(*dW_xh), TwoWays(*db_h), sum(dxs)

    def scan_forward(params, projected, state):
        ahead, back = halves(projected)
        parts = ahead, reverse(back, lengths)
        runs = [
            one_way.scan_forward(*run) for run in zip(params, parts, state, strict=True)
        ]
        (hs, last, cache), (hs_back, last_back, cache_back) = runs
        hs = np.concatenate([hs, reverse(hs_back, lengths)], axis=-1)
        return hs, TwoWays(last, last_back), TwoWays(cache, cache_back)

    def scan_backward(params, caches, dhs, dstate):
        ahead, back = halves(dhs)
        parts = ahead, reverse(back, lengths)
        runs = zip(params, caches, parts, dstate, strict=True)
        grads, das, starts = zip(
            *(one_way.scan_backward(*run) for run in runs), strict=True
        )
        das = np.concatenate([das[0], reverse(das[1], lengths)], axis=-1)
        return TwoWays(*grads), das, TwoWays(*starts)

    def gradients(dW_xh, d_recurrent, db_h):
        ways = zip(dW_xh, d_recurrent, db_h, strict=True)
        return TwoWays(*(cell.gradients(*way) for way in ways))

    scan = project, project_backward, scan_forward, scan_backward, gradients
    both = joined(f"bidirectional {cell.name}", init, initial_state, step, *scan)
    return both._replace(directions=2 * cell.directions)


def halves(array):
    """The forward and the backward half of the last axis."""
    return np.split(array, 2, axis=-1)
