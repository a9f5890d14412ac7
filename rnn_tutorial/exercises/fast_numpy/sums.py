"""Sums over time and over uses, without a loop."""

import numpy as np

from ...layers import sum_by_sorting
from ..grading import Exercise, Mistake, sizes


def _draw_arrays(rng):
    T, B, D, H = sizes(rng, 4)
    return rng.standard_normal((T, B, D)), rng.standard_normal((T, B, H))


def _joined(subscripts):
    return lambda xs, das: np.einsum(subscripts, xs, das)


input_gradient = Exercise(
    _joined("tbd,tbh->dh"),
    (
        Mistake(
            _joined("tbd,tbh->hd"),
            "The gradient has the shape of W_xh, which is (D, H).",
        ),
        Mistake(
            lambda xs, das: xs.sum(axis=1).T @ das.sum(axis=1),
            "You add up the batch first, and so pair inputs with gradients of others.",
        ),
        Mistake(
            lambda xs, das: xs.sum(axis=0).T @ das.sum(axis=0),
            "You add up the steps first, and so pair inputs with gradients of others.",
        ),
        Mistake(
            lambda xs, das: np.einsum("tbd,tbh->dh", xs, das) / (len(xs) * xs.shape[1]),
            "A gradient adds up its uses: no mean. The loss has its 1/n already.",
        ),
        Mistake(
            lambda xs, das: xs[0].T @ das[0],
            "That is the first step alone. All steps use W_xh.",
        ),
        Mistake(
            lambda xs, das: xs[-1].T @ das[-1],
            "That is the last step alone. All steps use W_xh.",
        ),
        Mistake(
            lambda xs, das: np.einsum("tbd,tbh->tdh", xs, das),
            "These are the shares of the steps. Their sum is wanted, in one product.",
        ),
        Mistake(
            lambda xs, das: (
                xs.reshape(xs.shape[-1], -1) @ das.reshape(-1, das.shape[-1])
            ),
            "reshape does not transpose: it cuts the numbers, in the order in which "
            "they lie, into new rows. Transpose after it.",
        ),
    ),
    _draw_arrays,
)


def _draw_uses(rng):
    """A middle symbol never occurs; the first and the last do, but not in each case.

    The symbol behind a missing one occurs once: its row is the same in any order.
    """
    n_symbols, width = sizes(rng, 2, smallest=4)
    middle, counts = n_symbols // 2, np.full(n_symbols, 3)
    counts[[1, middle + 1]] = 1
    counts[[0, -1]] *= rng.integers(2, size=2)
    counts[middle] = 0
    ids = np.repeat(np.arange(n_symbols), counts)
    return rng.permutation(ids), rng.standard_normal((len(ids), width)), n_symbols


def _last_wins(ids, d_rows, n_symbols):
    total = np.zeros((n_symbols, d_rows.shape[1]))
    total[ids] = d_rows
    return total


def _starts(ids, n_symbols):
    return np.searchsorted(np.sort(ids), np.arange(n_symbols))


def _reduced(order, absent):
    """np.add.reduceat for every symbol; where a symbol is absent it returns a row."""

    def answer(ids, d_rows, n_symbols):
        rows = np.vstack([order(ids, d_rows), np.zeros(d_rows.shape[1])])
        total = np.add.reduceat(rows, _starts(ids, n_symbols), axis=0)
        return (
            total
            if absent
            else total * (np.bincount(ids, minlength=n_symbols) > 0)[:, None]
        )

    return answer


def _in_order(ids, d_rows):
    return d_rows[np.argsort(ids, kind="stable")]


def _without(lost):
    """The right sum, but for the row of one symbol, which stays zero."""

    def answer(ids, d_rows, n_symbols):
        total = sum_by_sorting(ids, d_rows, n_symbols)
        total[lost(ids)] = 0
        return total

    return answer


def _run(find):
    """np.add.reduceat with starts and symbols that are found in some other way."""

    def answer(ids, d_rows, n_symbols):
        symbols, starts = find(ids)
        total = np.zeros((n_symbols, d_rows.shape[1]))
        total[symbols] = np.add.reduceat(_in_order(ids, d_rows), starts)
        return total

    return answer


def _before_each_jump(ids):
    starts = np.flatnonzero(np.diff(np.sort(ids)))
    return np.sort(ids)[starts], starts


sum_rows = Exercise(
    sum_by_sorting,
    (
        Mistake(
            _without(lambda ids: 0),
            "Row 0 is lost: with prepend=0 the run of symbol 0 has no start.",
        ),
        Mistake(
            _without(np.min),
            "The first run is lost: no jump stands in front of it. It starts at 0.",
        ),
        Mistake(
            _without(np.max),
            "The last run is lost: it goes from its start to the end of the rows.",
        ),
        Mistake(
            _run(_before_each_jump),
            "np.diff tells where a run ends: the next one starts one place later, "
            "and the first one starts at 0.",
        ),
        Mistake(
            _run(lambda ids: np.unique(ids, return_index=True)),
            "These starts are places in the text. The rows are sorted, so the starts "
            "must be those in np.sort(ids).",
        ),
        Mistake(
            _last_wins,
            "Only the last use of a symbol counts: `total[ids] += d_rows` reads all "
            "rows before it writes any.",
        ),
        Mistake(
            _reduced(_in_order, absent=True),
            "A symbol that does not occur gets a row of its neighbour: where a start "
            "repeats, np.add.reduceat returns that one row. Sum the runs that exist.",
        ),
        Mistake(
            _reduced(lambda ids, d_rows: d_rows, absent=False),
            "The rows are still in the order of the text. Sort them with the ids.",
        ),
        Mistake(
            lambda ids, d_rows, n: (
                sum_by_sorting(ids, d_rows, n)
                / np.maximum(1, np.bincount(ids, minlength=n))[:, None]
            ),
            "A gradient adds up its uses: no mean.",
        ),
        Mistake(
            lambda ids, d_rows, n: sum_by_sorting(ids, d_rows, n)[np.unique(ids)],
            "Symbols that do not occur are missing: their row is zero.",
        ),
        Mistake(
            lambda ids, d_rows, n: sum_by_sorting(ids, d_rows, n)[::-1],
            "The rows stand in the wrong order: row n belongs to symbol n.",
        ),
    ),
    _draw_uses,
)
