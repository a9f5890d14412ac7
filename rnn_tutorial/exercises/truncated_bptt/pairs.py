"""Which pairs of a loss and a use a walk with two lengths keeps."""

import numpy as np

from ..grading import Exercise, Mistake


def _steps(T):
    """t as a column and k as a row, both from 1 to T."""
    steps = np.arange(1, T + 1)
    return steps[:, None], steps


def _pairs(end=np.ceil, last=True, from_block=True, causal=True):
    """The pairs for a way to find the walk's end, and for what is left out."""

    def pairs(T, k1, k2):
        t, k = _steps(T)
        stop = k1 * end(t / k1) if from_block else t
        kept = k > stop - k2 - (not last)
        return kept & (k <= t) if causal else kept & (k <= stop)

    return pairs


def _one_block(T, k1, k2):
    t, k = _steps(T)
    return ((t - 1) // k1 == (k - 1) // k1) & (k <= t)


def _blocks_of_k2(T, k1, k2):
    return _one_block(T, k2, k2)


def _no_end(T, k1, k2):
    t, k = _steps(T)
    return k > k1 * np.ceil(t / k1) - k2


def _no_own_step(T, k1, k2):
    t, k = _steps(T)
    return _pairs()(T, k1, k2) & (k < t)


def _from_zero(T, k1, k2):
    """The conditions for t and k that count from zero."""
    t, k = (steps - 1 for steps in _steps(T))
    return (k > k1 * np.ceil(t / k1) - k2) & (k <= t)


def _draw(rng):
    T, k1 = int(rng.integers(9, 14)), int(rng.integers(1, 5))
    return T, k1, k1 + int(rng.choice([0, 1, 2, 3, T]))


kept_pairs = Exercise(
    _pairs(),
    (
        Mistake(
            lambda T, k1, k2: np.tri(T, dtype=bool),
            "You keep every k up to t. The walk stops after k2 steps.",
        ),
        Mistake(
            _pairs(from_block=False),
            "Your walk goes k2 steps back from the loss. It starts at the end of the "
            "block that holds the loss, which may be later.",
        ),
        Mistake(
            _one_block,
            "You keep pairs within one block of k1 steps. The walk goes on into the "
            "blocks before: where is k2?",
        ),
        Mistake(
            _blocks_of_k2,
            "You cut the sequence into blocks of k2 steps. The blocks have k1 steps; "
            "k2 is how far each walk goes.",
        ),
        Mistake(
            _pairs(causal=False),
            "Some of your pairs have k > t: a loss cannot hear of a later use.",
        ),
        Mistake(
            _no_end,
            "You have the lower condition alone. The other one, k <= t, is missing: no "
            "loss hears of a later use.",
        ),
        Mistake(
            _no_own_step,
            "The use at the loss's own step is missing: k = t belongs to the walk.",
        ),
        Mistake(
            _from_zero,
            "Your t and k count from 0. In the formula both count from 1 to T.",
        ),
        Mistake(
            _pairs(end=np.floor),
            "Your walk starts at the last end of a block before t. The loss belongs to "
            "the block that ends at t or later: round up.",
        ),
        Mistake(
            _pairs(end=lambda n: np.floor(n) + 1),
            "A loss at the end of a block counts for the next block with you. Look at "
            "t = k1: its block ends there.",
        ),
        Mistake(
            _pairs(last=False),
            "Your walk is one step too long: from the end of a block it takes k2 "
            "steps, and the last one is k = end - k2 + 1.",
        ),
        Mistake(
            lambda T, k1, k2: _pairs()(T, k1, k2).T,
            "Rows and columns are exchanged: the row is the loss, the column the use.",
        ),
        Mistake(
            lambda T, k1, k2: _pairs()(T, k2, k1),
            "k1 and k2 are exchanged: a block has k1 steps, a walk k2.",
        ),
    ),
    _draw,
)
