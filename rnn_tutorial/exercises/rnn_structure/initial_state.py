"""Where memory begins: a state that makes the chapter's network answer as asked."""

import numpy as np

from ...cells import rnn
from ...functions import one_hot
from ..grading import Exercise

_PARAMS = rnn.RNNParams(  # the network of the chapter
    np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]]),
    2 * np.eye(2),
    np.zeros(2),
)
_W_HY = np.array([[2.0, -2.0, 0.0], [2.0, 2.0, -2.0]])
_B_Y = np.array([0.0, 0.0, 2.0])
_BITES = one_hot(np.array([2, 2]), 4)
_ANSWERS = ("dog", "man", "nobody")
_SIGN = "The first unit stands for the noun, and its sign says which."
_HIGHER = "The second unit must start high enough for *bites* to lift it."
_LOWER = "*bites* lifts the second unit by 1, so it must start lower."


def _judge_pasts(pasts):
    try:
        pasts = np.asarray(pasts, float)
    except (TypeError, ValueError):
        return "`pasts` must be an array of numbers, with no `...` left in it."
    if pasts.shape != (2, 2):
        return (
            f"`pasts` has the shape {pasts.shape}; it needs (2, 2): "
            "one row for each answer, one column for each unit."
        )
    if not np.all(np.abs(pasts) < 1):
        return "No step ends in such a state: tanh stays strictly between -1 and 1."
    problem = _first_problem(pasts)
    if problem and not _first_problem(pasts[::-1]):
        return "The rows are swapped: row 0 is for *man*, row 1 for *nobody*."
    return problem


def _first_problem(pasts):
    scores = rnn.step(_PARAMS, _BITES, pasts) @ _W_HY + _B_Y
    problems = _problem(0, scores[0], "man"), _problem(1, scores[1], "nobody")
    return next(filter(None, problems), "")


def _problem(row, scores, wanted):
    best = [_ANSWERS[i] for i in np.flatnonzero(scores > scores.max() - 1e-9)]
    if best == [wanted]:
        return ""
    verb = "wins" if len(best) == 1 else "tie"
    advice = _HIGHER if "nobody" in best else _SIGN
    return f"From row {row}, {' and '.join(best)} {verb}; it should be {wanted}. " + (
        _LOWER if wanted == "nobody" else advice
    )


choose_the_past = Exercise(np.array([[-0.9, 0.0], [0.0, -0.9]]), judge=_judge_pasts)
