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
            return int(np.argmin(scores[: k + 1])), k + 1
    return int(np.argmin(scores)), len(scores)


def _highest(scores, patience):
    return _stop([-score for score in scores], patience)


def _index(scores, patience):
    at, made = _stop(scores, patience)
    return at, made - 1


def _scores(rng):
    """A valley with bumps: gains after pauses, then a rise that lasts."""
    falls = np.cumsum(
        rng.choice([-1.0, -0.7, 0.3, 0.4], 12, p=[0.25, 0.25, 0.25, 0.25])
    )
    rise = falls.min() + np.array([0.5, 0.8, 0.6, 0.9, 0.7, 1.1, 1.2, 1.0])
    scores = np.concatenate([falls, rise]) + 5 + 0.01 * rng.uniform(size=20)
    return [float(score) for score in scores.round(4)], int(rng.integers(2, 4))


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
    ),
    _scores,
)
