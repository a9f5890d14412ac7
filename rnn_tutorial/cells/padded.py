"""Sequences of unequal lengths in one batch, each padded behind its end.

The time axis is cut wherever a sequence ends. In each piece the cell runs over those
that still go on, so padding is never read and no cell needs a mask.
"""

from typing import NamedTuple

import numpy as np

from ..tree import Tree, tree_map
from .cell import Cell, joined_methods


def padded(cell: Cell, lengths) -> Cell:
    """The cell for a batch whose sequence b has `lengths[b]` steps, 0 to T.

    hs is zero behind a sequence's end, the last state is the one at its own end, and
    what xs and dhs hold behind the end is never used.
    """
    pieces = Padded(cell, checked_lengths(lengths))
    return joined_methods(f"padded {cell.name}", pieces, cell.directions)


class Padded(NamedTuple):
    """The functions of a cell that keeps to each sequence's length."""

    cell: Cell
    lengths: np.ndarray  # (B,)

    init = property(lambda self: self.cell.init)
    initial_state = property(lambda self: self.cell.initial_state)
    step = property(lambda self: self.cell.step)
    project = property(lambda self: self.cell.project)
    gradients = property(lambda self: self.cell.gradients)

    def project_backward(self, params, xs, das):
        """das (T, B, ...) -> dW_xh, db_h, dxs; the padding of xs counts as zero."""
        valid = np.arange(len(xs))[:, None, None] < self.lengths[:, None]
        return self.cell.project_backward(params, np.where(valid, xs, 0), das)

    def scan_forward(self, params, projected, state):
        """The cell over each piece -> hs (T, B, H), the last states, cache."""
        check_fits(self.lengths, projected)
        parts, caches = [], []
        for steps, rows in pieces(self.lengths):
            hs, last, cache = self.cell.scan_forward(
                params, projected[steps, rows], take(state, rows)
            )
            state = put(state, rows, last)
            parts.append(hs)
            caches.append(cache)
        return spread(parts, self.lengths, projected.shape), state, caches

    def scan_backward(self, params, caches, dhs, dstate):
        """The pieces from the last to the first -> d_recurrent, das, first dstate."""
        grads, parts = [], []
        cuts = zip(pieces(self.lengths), caches, strict=True)
        for (steps, rows), cache in reversed(list(cuts)):
            d_recurrent, das, d_start = self.cell.scan_backward(
                params, cache, dhs[steps, rows], take(dstate, rows)
            )
            dstate = put(dstate, rows, d_start)
            grads.append(d_recurrent)
            parts.insert(0, das)
        total = tree_map(lambda *leaves: sum(leaves), *grads)
        return total, spread(parts, self.lengths, dhs.shape), dstate


def pieces(lengths):
    """Yield (steps, rows): a slice of time, and the sequences that last through it."""
    edges = [0, *np.unique(lengths[lengths > 0])]
    for start, stop in zip(edges[:-1], edges[1:], strict=True):
        yield slice(start, stop), lengths >= stop


def spread(parts, lengths, shape):
    """Put the pieces' arrays into one (T, B, ...), zero behind each sequence's end."""
    whole = np.zeros((*shape[:2], parts[0].shape[-1]), parts[0].dtype)
    for (steps, rows), part in zip(pieces(lengths), parts, strict=True):
        whole[steps, rows] = part
    return whole


def take(state: Tree, rows) -> Tree:
    """The state of some sequences."""
    return tree_map(lambda leaf: leaf[rows], state)


def put(state: Tree, rows, part: Tree) -> Tree:
    """A copy of the state in which some sequences have the state `part`."""

    def replaced(leaf, new):
        leaf = leaf.astype(np.result_type(leaf, new))
        leaf[rows] = new
        return leaf

    return tree_map(replaced, state, part)


def reverse(xs, lengths=None):
    """Each sequence backwards within its own length; padding stays. xs (T, B, ...).

    Reversing twice gives the array back, so this is its own backward as well.
    """
    if lengths is None:
        return xs[::-1]
    ts = np.arange(len(xs))[:, None]
    order = np.where(ts < lengths, lengths - 1 - ts, ts)  # (T, B)
    return xs[order, np.arange(len(lengths))]


def checked_lengths(lengths) -> np.ndarray:
    """The lengths as an array (B,). Raises ValueError unless they are counts."""
    lengths = np.asarray(lengths)
    if lengths.ndim != 1 or lengths.dtype.kind not in "iu":
        raise ValueError(f"lengths must be integers of shape (B,), got {lengths!r}")
    if not lengths.size or lengths.min() < 0 or not lengths.max():
        raise ValueError(f"lengths must be counts, one of them above 0, got {lengths}")
    return lengths


def check_fits(lengths, projected) -> None:
    """Raise ValueError unless there is one length for each sequence, none above T."""
    T, B = projected.shape[:2]
    if len(lengths) != B or lengths.max() > T:
        raise ValueError(f"lengths must be {B} numbers up to T = {T}, got {lengths}")
