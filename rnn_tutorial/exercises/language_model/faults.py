"""Which fault a gradient check can see, and how it shows."""

import numpy as np

from ..grading import Exercise, Mistake

visible_fault = Exercise(
    "C",
    (
        Mistake(
            "A",
            "A ruins the model, but not its gradients: they are right, for the wrong"
            " question. The check knows no question, only a loss and its slope.",
        ),
        Mistake(
            "B",
            "B changes the loss and the gradient alike, so they still agree.",
        ),
        Mistake(
            "D",
            "D changes where a window starts. For any given start, loss and gradient"
            " agree. Another test finds it: two windows with a carried state must give"
            " what one long window gives.",
        ),
    ),
)

SUM = " `relative_error` divides by the sum of the two norms."
OTHER_ERRORS = (
    (3, "The cosine is right. You divide by the norm of the right gradient." + SUM),
    (3 / 4, "The cosine is right. You divide by the norm of the wrong gradient." + SUM),
)
NO_PAIR = "Give two numbers: (error, cosine)."
DIRECTION = (
    "The cosine is another one. Every entry has the same wrong factor: what does that"
    " do to the direction?"
)
SIZE = (
    "The cosine is right, the error is not. Which factor has the gradient at B = 4?"
    " Put it into the formula of `relative_error`."
)


def _is_pair(result):
    try:
        return np.asarray(result, dtype=float).shape == (2,)
    except (TypeError, ValueError):
        return False


def _near(a, b):
    return abs(a - b) < 0.006  # two digits will do


def _error_and_cosine(result):
    if not _is_pair(result):
        return NO_PAIR
    error, cosine = result
    if not _near(cosine, 1):
        return DIRECTION
    if _near(error, 3 / 5):
        return ""
    return next((says for value, says in OTHER_ERRORS if _near(error, value)), SIZE)


visible_numbers = Exercise((3 / 5, 1.0), judge=_error_and_cosine)
