"""Where memory begins: a state that makes the chapter's network answer as asked."""

import numpy as np

from ..grading import Exercise

# The network of the chapter, with W_hh = 2 I, and the one word that it reads.
_W_HY = np.array([[2.0, -2.0, 0.0], [2.0, 2.0, -2.0]])
_B_Y = np.array([0.0, 0.0, 2.0])
_BITES = np.array([0.0, 1.0])  # its row of W_xh
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
    if not _first_problem(pasts[::-1]):
        return "The rows are swapped: row 0 is for *man*, row 1 for *nobody*."
    return _first_problem(pasts)


def _first_problem(pasts):
    scores = np.tanh(_BITES + 2 * pasts) @ _W_HY + _B_Y
    problems = _problem(0, scores[0], "man"), _problem(1, scores[1], "nobody")
    return next(filter(None, problems), "")


def _problem(row, scores, wanted):
    best = [_ANSWERS[i] for i in np.flatnonzero(np.isclose(scores, scores.max()))]
    if best == [wanted]:
        return ""
    verb = "wins" if len(best) == 1 else "tie"
    advice = _HIGHER if "nobody" in best else _SIGN
    return f"From row {row}, {' and '.join(best)} {verb}; it should be {wanted}. " + (
        _LOWER if wanted == "nobody" else advice
    )


choose_the_past = Exercise(np.array([[-0.9, 0.0], [0.0, -0.9]]), judge=_judge_pasts)
