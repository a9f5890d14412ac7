"""Wrong answers to the exercises on speed, as readers write them."""

import numpy as np
import pytest

from rnn_tutorial.exercises import fast_numpy as exercises
from rnn_tutorial.exercises import verdict


def forward_only(V, E, H, T, B):
    return V * E * H + T * B * (H * H + H * V) if V < T * B else T * B * H * (E + H + V)


def every_position(V, E, H, T, B):
    return 3 * T * B * H * (E + H + V)


def no_output(V, E, H, T, B):
    return 3 * (min(V, T * B) * E * H + T * B * H**2)


def whole_vocabulary(V, E, H, T, B):
    return 3 * H * (V * E + T * B * (H + V))


def half_a_layer(layer):
    def answer(V, E, H, T, B):
        shares = min(V, T * B) * E * H, T * B * H**2, T * B * H * V
        return 3 * sum(shares) - shares[layer]

    return answer


def batch_first(xs, das):
    sums = xs.sum(axis=1), das.sum(axis=1)
    return np.einsum("td,th->dh", *sums)


def transposed(xs, das):
    return sum(d.T @ x for x, d in zip(xs, das, strict=False))


def uncut(xs, das):
    return np.array([x.T @ d for x, d in zip(xs, das, strict=False)])


def assigned(ids, d_rows, n_symbols):
    total = np.zeros((n_symbols, d_rows.shape[1]))
    total[ids] += d_rows
    return total


def runs_of_all(ids, d_rows, n_symbols):
    order = ids.argsort()
    starts = np.searchsorted(ids[order], np.arange(n_symbols))
    rows = np.append(d_rows[order], np.zeros((1, d_rows.shape[1])), axis=0)
    return np.add.reduceat(rows, starts)


def only_present(ids, d_rows, n_symbols):
    return np.array([d_rows[ids == n].sum(axis=0) for n in np.unique(ids)])


def means(ids, d_rows, n_symbols):
    return np.array([d_rows[ids == n].sum(0) / max(1, sum(ids == n))
                     for n in range(n_symbols)])  # fmt: skip


def jumps(**options):
    """Starts where the sorted symbols jump, as np.diff sees it."""

    def answer(ids, d_rows, n_symbols):
        ids, d_rows = np.sort(ids), d_rows[np.argsort(ids, kind="stable")]
        starts = np.flatnonzero(np.diff(ids, **options))
        total = np.zeros((n_symbols, d_rows.shape[1]))
        total[ids[starts]] = np.add.reduceat(d_rows, starts)
        return total

    return answer


def later_jumps(ids, d_rows, n_symbols):
    ids, d_rows = np.sort(ids), d_rows[np.argsort(ids, kind="stable")]
    starts = np.flatnonzero(np.diff(ids)) + 1
    total = np.zeros((n_symbols, d_rows.shape[1]))
    total[ids[starts]] = np.add.reduceat(d_rows, starts)
    return total


def no_last_run(ids, d_rows, n_symbols):
    ids, d_rows = np.sort(ids), d_rows[np.argsort(ids, kind="stable")]
    symbols, starts = np.unique(ids, return_index=True)
    total = np.zeros((n_symbols, d_rows.shape[1]))
    for n, start, end in zip(symbols, starts, starts[1:], strict=False):
        total[n] = d_rows[start:end].sum(axis=0)
    return total


def unsorted_starts(ids, d_rows, n_symbols):
    symbols, starts = np.unique(ids, return_index=True)
    total = np.zeros((n_symbols, d_rows.shape[1]))
    total[symbols] = np.add.reduceat(d_rows[ids.argsort(kind="stable")], starts)
    return total


def as_it_was(W_hh, hs, dhs):
    das, dh = dhs, 0.0
    for t in reversed(range(len(dhs))):
        das[t] += dh
        das[t] *= 1 - hs[t] ** 2
        dh = das[t] @ W_hh.T
    return das


def empty_future(W_hh, hs, dhs):
    return np.array([dh * (1 - h**2) for dh, h in zip(dhs, hs, strict=False)])


def collected(W_hh, hs, dhs):
    das, dh = [], 0.0
    for t in reversed(range(len(dhs))):
        das.append((dhs[t] + dh) * (1 - hs[t] ** 2))
        dh = das[-1] @ W_hh.T
    return np.array(das)


def straight(W_hh, hs, dhs):
    return as_it_was(W_hh.T, hs, dhs.copy())


KEPT = {}


def into_kept(W_hh, hs, dhs):
    das, dh = KEPT.setdefault(dhs.shape, np.empty_like(dhs)), 0.0
    for t in reversed(range(len(dhs))):
        das[t] = (dhs[t] + dh) * (1 - hs[t] ** 2)
        dh = das[t] @ W_hh.T
    return das


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.doubled_batch, "A", "so are its calls"),
        (exercises.doubled_batch, "b", "read once"),
        (exercises.doubled_batch, "D", "batch axis"),
        (exercises.products_of_step, forward_only, "forward pass"),
        (exercises.products_of_step, every_position, "once"),
        (exercises.products_of_step, no_output, "output layer"),
        (exercises.products_of_step, whole_vocabulary, "No more symbols occur"),
        (exercises.products_of_step, half_a_layer(0), "The projection has two"),
        (exercises.products_of_step, half_a_layer(1), "The recurrence has two"),
        (exercises.products_of_step, half_a_layer(2), "The output layer has two"),
        (exercises.time_left, lambda s, g: 1 / g, "Only a piece"),
        (exercises.time_left, lambda s, g: s / g, "rest of the step"),
        (exercises.time_left, lambda s, g: 1 / (s / g + 1 - s), "time is wanted"),
        (exercises.time_left, lambda s, g: 1 - s, "limit"),
        (exercises.input_gradient, batch_first, "batch first"),
        (exercises.input_gradient, transposed, "(D, H)"),
        (exercises.input_gradient, uncut, "shares of the steps"),
        (exercises.sum_rows, assigned, "last use"),
        (exercises.sum_rows, runs_of_all, "does not occur"),
        (exercises.sum_rows, only_present, "missing"),
        (exercises.sum_rows, means, "no mean"),
        (exercises.sum_rows, jumps(prepend=0), "Row 0 is lost"),
        (exercises.sum_rows, jumps(), "one place later"),
        (exercises.sum_rows, later_jumps, "The first run is lost"),
        (exercises.sum_rows, no_last_run, "The last run is lost"),
        (exercises.sum_rows, unsorted_starts, "places in the text"),
        (exercises.mended_scan, into_kept, "overwrites the first"),
        (exercises.mended_scan, as_it_was, "in place"),
        (exercises.mended_scan, empty_future, "future is lost"),
        (exercises.mended_scan, collected, "order of the walk"),
        (exercises.mended_scan, straight, "transposed"),
    ],
)
def test_a_wrong_answer_is_told_what_is_wrong(exercise, answer, part):
    right, says = verdict(exercise, answer)
    assert not right
    assert part in says
