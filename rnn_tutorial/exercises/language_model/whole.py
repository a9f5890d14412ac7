"""Results that must be ids: integers, not floats of the same value."""

import numpy as np

from ..compare import same
from ..grading import Exercise, verdict

FLOATS = (
    "The values are right, but they are floats. Ids are integers: no table has a row"
    " 3.0. Give the array that you fill `dtype=int`."
)

TRIES = 100  # of one case; no seed of the first 60 needs more than 8


def _all_differ(results):
    seen = []
    for result in results:
        if any(same(result, other, 0) for other in seen):
            return False
        seen.append(result)
    return True


def ids_only(exercise: Exercise) -> Exercise:
    """The same exercise, whose result must hold integers.

    Each case is judged by itself, so in each one all mistakes must differ.
    """
    answers = (exercise.solution, *(m.answer for m in exercise.mistakes))

    def draw(rng):
        for _ in range(TRIES):
            case = exercise.draw(rng)
            results = (answer(*case) for answer in answers)
            if _all_differ(results):
                return case
        raise ValueError(f"two answers agree in all of {TRIES} cases")

    def judge(result, *case):
        alone = exercise._replace(draw=lambda rng: case)
        right, says = verdict(alone, lambda *arguments: result)
        if not right:
            return says
        return "" if np.asarray(result).dtype.kind in "iu" else FLOATS

    return exercise._replace(draw=draw, judge=judge)
