"""Graded exercises: the solution is right, each typical mistake has its message."""

from importlib import import_module
from pkgutil import iter_modules

import numpy as np
import pytest
from snapshots import as_recorded

import rnn_tutorial.exercises as package
from rnn_tutorial.exercises import Exercise, verdict

MACHINERY = {"attempt", "compare", "diagnosis", "forms", "grading"}
CHAPTERS = sorted({m.name for m in iter_modules(package.__path__)} - MACHINERY)
SEEDS = range(5)  # of the cases that are recorded


def exercises():
    for chapter in CHAPTERS:
        module = import_module(f"rnn_tutorial.exercises.{chapter}")
        for name, value in vars(module).items():
            if isinstance(value, Exercise):
                yield pytest.param(value, id=f"{chapter}.{name}")


def mistakes():
    for case in exercises():
        for number, mistake in enumerate(case.values[0].mistakes):
            yield pytest.param(*case.values, mistake, id=f"{case.id}-{number}")


@pytest.mark.parametrize("exercise", list(exercises()))
def test_the_solution_is_right(exercise):
    assert verdict(exercise, exercise.solution).right


@pytest.mark.parametrize("exercise", list(exercises()))
def test_typical_mistakes_are_known_and_told_apart(exercise):
    messages = [mistake.says for mistake in exercise.mistakes]
    assert len(set(messages)) == len(messages)
    assert len(messages) >= 3 or exercise.judge


@pytest.mark.parametrize(("exercise", "mistake"), list(mistakes()))
def test_each_mistake_gets_its_own_message(exercise, mistake):
    assert verdict(exercise, mistake.answer) == (False, mistake.says)


def answered(exercise, answer):
    """The answer to each of some cases, or the error that it ends in."""
    if not callable(answer):
        return answer
    try:
        rngs = [np.random.default_rng(seed) for seed in SEEDS]
        return [answer(*exercise.draw(rng)) for rng in rngs]
    except Exception as error:
        return repr(error)


def drawn(exercise):
    """What the exercise draws, and which answers it knows, right and wrong."""
    cases = [exercise.draw(np.random.default_rng(seed)) for seed in SEEDS]
    wrong = [[answered(exercise, m.answer), m.says] for m in exercise.mistakes]
    return [cases, answered(exercise, exercise.solution), wrong, exercise.rtol]


@pytest.mark.parametrize("exercise", list(exercises()))
def test_cases_and_answers_are_those_recorded(exercise, request):
    chapter, name = request.node.callspec.id.split(".", 1)
    as_recorded(f"exercises/{chapter}", name, drawn(exercise))
