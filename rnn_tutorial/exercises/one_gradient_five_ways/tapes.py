"""A new operation for the tape, and the walk back over a tape of single numbers."""

import numpy as np

from ..grading import Exercise, Mistake, sizes


def _rows(table, ids, d):
    total = np.zeros_like(table)
    np.add.at(total, ids, d)
    return total


def _assigned(table, ids, d):
    total = np.zeros_like(table)
    total[ids] = d
    return total


def _means(table, ids, d):
    uses = np.bincount(ids, minlength=len(table))
    return _rows(table, ids, d) / np.maximum(uses, 1)[:, None]


def _table(rng):
    """More uses than rows, so that a row is used again."""
    V, E = sizes(rng, 2)
    ids = rng.integers(V, size=V + E)
    return rng.normal(size=(V, E)), ids, rng.normal(size=(V + E, E))


pull_rows = Exercise(
    _rows,
    (
        Mistake(
            _assigned,
            "A row that is used twice adds up both gradients. Yours keeps the last: "
            "NumPy writes each index once, also with `+=`.",
        ),
        Mistake(_means, "Add the gradients of all uses. Yours takes their mean."),
        Mistake(
            lambda table, ids, d: table + _rows(table, ids, d),
            "Start from zeros: the table's own numbers are no part of its gradient.",
        ),
        Mistake(
            lambda table, ids, d: table * _rows(table, ids, d),
            "A row is copied, not multiplied: its slope is one.",
        ),
        Mistake(
            lambda table, ids, d: d,
            "That is the gradient of the rows that were taken. The table's is wanted.",
        ),
    ),
    _table,
)


def _sweep(back=True, add=True, chain=True):
    """The walk back over numbers: right as it stands, or with one thing changed."""

    def sweep(parents, slopes):
        grads = np.zeros(len(parents))
        grads[-1] = 1
        order = range(len(parents))
        for n in reversed(order) if back else order:
            for p, slope in zip(parents[n], slopes[n], strict=True):
                d = slope * grads[n] if chain else slope
                grads[p] = add * grads[p] + d
        return grads

    return sweep


def _as_they_come(parents, slopes):
    grads, queue = np.zeros(len(parents)), [len(parents) - 1]
    grads[-1] = 1
    for n in queue:
        for p, slope in zip(parents[n], slopes[n], strict=True):
            grads[p] += slope * grads[n]
            if p not in queue:
                queue.append(p)
    return grads


def _by_index(parents, slopes):
    grads = np.zeros(len(parents))
    grads[-1] = 1
    for n in reversed(range(len(parents))):
        grads[list(parents[n])] += np.array(slopes[n]) * grads[n]
    return grads


def _scalar_tape(rng):
    """Two leaves, then nodes with two parents each: the one before, and any one."""
    (count,) = sizes(rng, 1, smallest=4)
    parents = [(), ()] + [(n - 1, int(rng.integers(n))) for n in range(2, count)]
    return parents, [tuple(rng.uniform(1, 2, size=len(p)).tolist()) for p in parents]


sweep = Exercise(
    _sweep(),
    (
        Mistake(
            _sweep(back=False, add=False),
            "Both bugs are still in it. When is the gradient of node n complete?",
        ),
        Mistake(
            _sweep(add=False),
            "A node that is used twice loses one of its uses: yours overwrites.",
        ),
        Mistake(
            _sweep(back=False),
            "The uses add up now. But node n is visited before those that use it.",
        ),
        Mistake(
            _sweep(chain=False),
            "Each slope must be multiplied by the gradient that arrived at its node.",
        ),
        Mistake(
            _as_they_come,
            "A node was passed on before its last gradient came: first all its users.",
        ),
        Mistake(
            _by_index,
            "A node that is both parents at once got one of the two: NumPy writes each "
            "index once, also with `+=`.",
        ),
    ),
    _scalar_tape,
)
