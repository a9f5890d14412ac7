"""Which parameters early stopping keeps, and when it ends."""

import numpy as np

from ..grading import Exercise, Mistake


def _stop(scores, patience):
    """(index of the best, number of measurements)."""
    best, at = np.inf, 0
    for k, score in enumerate(scores):
        if score < best:
            best, at = score, k
        if k - at >= patience:
            return at, k + 1
    return at, len(scores)


def _never(scores, patience):
    return int(np.argmin(scores)), len(scores)


def _last(scores, patience):
    made = _stop(scores, patience)[1]
    return made - 1, made


def _too_late(scores, patience):
    return _stop(scores, patience + 1)


def _total(scores, patience):
    """Counts all measurements without a gain, in a row or not."""
    best, at, bad = np.inf, 0, 0
    for k, score in enumerate(scores):
        if score < best:
            best, at = score, k
        else:
            bad += 1
        if bad >= patience:
            return at, k + 1
    return at, len(scores)


def _against_the_last(scores, patience):
    """Counts rises in a row, from one measurement to the next."""
    bad = 0
    for k in range(1, len(scores)):
        bad = bad + 1 if scores[k] >= scores[k - 1] else 0
        if bad >= patience:
            return int(np.argmin(scores[:k])), k + 1
    return int(np.argmin(scores)), len(scores)


def _highest(scores, patience):
    return _stop([-score for score in scores], patience)


def _index(scores, patience):
    at, made = _stop(scores, patience)
    return at, made - 1


def _equal(scores, patience):
    """Takes an equal score for a gain."""
    best, at = np.inf, 0
    for k, score in enumerate(scores):
        if score <= best:
            best, at = score, k
        if k - at >= patience:
            return at, k + 1
    return at, len(scores)


def _below_the_last(scores, patience):
    """Takes each fall from one measurement to the next for a gain."""
    at = 0
    for k in range(1, len(scores)):
        at = k if scores[k] < scores[k - 1] else at
        if k - at >= patience:
            return at, k + 1
    return at, len(scores)


def _ran_out(scores, patience, more):
    """Right where it stops early, off by `more` where the scores run out."""
    at, made = _stop(scores, patience)
    return at, made if made - 1 - at >= patience else made + more


# Steps from the first score, in tenths, and a patience. Few enough to be shown.
RUNS = (
    ((0, -3, -4, -4, -3, -5, -1), 2),  # repeats, and stops before the lowest
    ((0, -1, -2), 2),  # runs out with the last one best
    ((0, 2, -1, 1, 1, -2, -1), 3),  # runs out while it waits
    ((0, -2, -1, 0, -3), 1),  # waits for nothing
    ((0, -4, -2, -3, -1, -2), 3),  # falls, but not below the best
)


def _scores(rng):
    """One of the runs, from a random level."""
    level = int(rng.integers(20, 40))
    steps, patience = RUNS[rng.integers(len(RUNS))]
    return [(level + step) / 10 for step in steps], patience


keep_best = Exercise(
    _stop,
    (
        Mistake(_never, "It never stops: count the measurements since the best one."),
        Mistake(_last, "You keep the last parameters. The best ones came earlier."),
        Mistake(_too_late, "You stop one measurement too late: at `patience`, stop."),
        Mistake(
            _total, "A gain starts the count anew. Yours counts every pause there was."
        ),
        Mistake(
            _against_the_last,
            "You compare with the measurement before. Compare with the best so far.",
        ),
        Mistake(_highest, "You keep the highest score. It is a loss: lower is better."),
        Mistake(
            _index, "The second number is how many scores were read, not an index."
        ),
        Mistake(_equal, "An equal score is no gain: it must be lower."),
        Mistake(
            _below_the_last,
            "A gain is a score below the best so far, not below the one before.",
        ),
        Mistake(
            lambda scores, patience: _ran_out(scores, patience, 1),
            "Where the scores ran out, exactly len(scores) were read.",
        ),
        Mistake(
            lambda scores, patience: _ran_out(scores, patience, -1),
            "Where the scores ran out, all were read: len(scores), with no -1.",
        ),
        Mistake(
            lambda scores, patience: _stop(scores, patience)[::-1],
            "The other way round: the index first, then how many were read.",
        ),
        Mistake(
            lambda scores, patience: (
                min(scores[: _stop(scores, patience)[1]]),
                _stop(scores, patience)[1],
            ),
            "Return the index of the best score, not the score.",
        ),
        Mistake(
            lambda scores, patience: (
                _stop(scores, patience)[0] + 1,
                _stop(scores, patience)[1],
            ),
            "Count from 0: the first score has the index 0.",
        ),
    ),
    _scores,
)
