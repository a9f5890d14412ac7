"""Sequences of unequal lengths in one batch, each padded behind its end.

The time axis is cut wherever a sequence ends. In each piece the cell runs over those
that still go on, so padding is never read and no cell needs a mask.
"""

import numpy as np

from ..tree import Tree, tree_map
from .cell import Cell, joined


def padded(cell: Cell, lengths) -> Cell:
    """The cell for a batch whose sequence b has `lengths[b]` steps, 0 to T.

    hs is zero behind a sequence's end, the last state is the one at its own end, and
    what dhs holds behind the end is ignored.
    """
    lengths = checked_lengths(lengths)

    def scan_forward(params, projected, state):
        check_fits(lengths, projected)
        hs, caches = None, []
        for steps, rows in pieces(lengths):
            part, last, cache = cell.scan_forward(
                params, projected[steps, rows], take(state, rows)
            )
            if hs is None:
                hs = np.zeros((*projected.shape[:2], part.shape[-1]), part.dtype)
            hs[steps, rows] = part
            state = put(state, rows, last)
            caches.append(cache)
        return hs, state, caches

    def scan_backward(params, caches, dhs, dstate):
        total, das = None, None
        for (steps, rows), cache in reversed(
            list(zip(pieces(lengths), caches, strict=True))
        ):
            grads, part, d_start = cell.scan_backward(
                params, cache, dhs[steps, rows], take(dstate, rows)
            )
            if das is None:
                das = np.zeros((*dhs.shape[:2], part.shape[-1]), part.dtype)
            das[steps, rows] = part
            dstate = put(dstate, rows, d_start)
            total = grads if total is None else tree_map(np.add, total, grads)
        return total, das, dstate

    return joined(
        f"padded {cell.name}",
        *(cell.init, cell.initial_state, cell.step),
        *(cell.project, cell.project_backward, scan_forward, scan_backward),
        cell.gradients,
    )._replace(directions=cell.directions)


def pieces(lengths):
    """Yield (steps, rows): a slice of time, and the sequences that last through it."""
    edges = [0, *np.unique(lengths[lengths > 0])]
    for start, stop in zip(edges[:-1], edges[1:], strict=True):
        yield slice(start, stop), lengths >= stop


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
