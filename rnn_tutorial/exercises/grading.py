"""Grade an answer: try it on random cases, and say what is wrong with it.

`check(exercise, answer)` prints one message and never raises, so that a notebook with
unfinished exercises runs to its end.
"""

import textwrap
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from .attempt import UNFINISHED, attempt
from .compare import same
from .diagnosis import Case, wrong_values
from .forms import wrong_form

CASES = 8
WIDTH = 78  # columns of a message


class Mistake(NamedTuple):
    """A typical wrong answer, and what to tell the reader who gives it."""

    answer: Any  # a function of the exercise's arguments, or a value
    says: str


class Exercise(NamedTuple):
    """What an answer is held against.

    `draw(rng)` returns the arguments of one case, a tuple; `solution(*arguments)` is
    the right result. Where many results are right, `judge(result, *arguments)` returns
    what is wrong with one, or "". An answer that is a plain value needs no `draw`; a
    text is the letter of a choice. With `fresh`, every call must make its arrays anew.
    """

    solution: Any
    mistakes: tuple[Mistake, ...] = ()
    draw: Callable[[np.random.Generator], tuple] = lambda rng: ()
    judge: Callable[..., str] | None = None
    rtol: float = 1e-6
    fresh: bool = False


class Verdict(NamedTuple):
    """Whether an answer is right, and the sentence that says so or says why not."""

    right: bool
    says: str


def sizes(rng: np.random.Generator, count: int, smallest: int = 2) -> tuple[int, ...]:
    """`count` different sizes up to 7, so that a swapped axis cannot hide."""
    among = np.arange(smallest, 8)
    return tuple(int(n) for n in rng.choice(among, count, replace=False))


def check(exercise: Exercise, answer: Any) -> None:
    """Print whether `answer`, a function or a value, solves `exercise`."""
    right, says = verdict(exercise, answer)
    text = f"Right. {says}" if right else f"Not yet. {says}"
    print(textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False))


def verdict(exercise: Exercise, answer: Any) -> Verdict:
    """Try `answer` on random cases, until one shows what is wrong with it."""
    try:
        return _tried(exercise, answer)
    except Exception as error:  # a result so strange that it cannot be compared
        return Verdict(False, f"The result cannot be read: {error}")


def _tried(exercise, answer):
    if callable(exercise.solution) and not callable(answer):
        return Verdict(False, _no_function(answer))
    is_choice = isinstance(exercise.solution, str)
    problem = _no_letter(exercise, answer) if is_choice else ""
    if problem:
        return Verdict(False, problem)
    cases = []
    for seed in range(CASES):
        arguments = exercise.draw(np.random.default_rng(seed))
        got, problem = attempt(_function(answer), arguments, exercise.fresh)
        if problem:
            return Verdict(False, problem)
        expected = _function(exercise.solution)(*arguments)
        cases.append(Case(arguments, expected, got))
    problem = _judged(exercise, cases) if exercise.judge else _compared(exercise, cases)
    agree = f"All {CASES} random cases agree." if cases[0].arguments else ""
    return Verdict(not problem, problem or agree)


def _no_function(answer):
    if answer is ...:
        return UNFINISHED
    return "Hand over the function itself, without brackets behind its name."


def _no_letter(exercise, answer):
    """What to say of an answer that is none of the letters of a choice; else ""."""
    if answer is ...:
        return UNFINISHED
    letters = sorted({exercise.solution, *(m.answer for m in exercise.mistakes)})
    if isinstance(answer, str) and _letter(answer) in letters:
        return ""
    return f"Give one letter: {', '.join(letters[:-1])} or {letters[-1]}."


def _letter(answer):
    return answer.strip(" .").upper()  # "b." is as good as "B"


def _function(answer):
    if isinstance(answer, str):
        answer = _letter(answer)
    return answer if callable(answer) else lambda: answer


def _judged(exercise, cases):
    says = (exercise.judge(case.got, *case.arguments) for case in cases)
    return next((problem for problem in says if problem), "")


def _compared(exercise, cases):
    wrong = [c for c in cases if not same(c.got, c.expected, exercise.rtol)]
    if not wrong:
        return ""
    for mistake in exercise.mistakes:
        made = _function(mistake.answer)
        if all(same(c.got, made(*c.arguments), exercise.rtol) for c in cases):
            return mistake.says
    forms = (wrong_form(case) for case in wrong)
    problem = next((form for form in forms if form), "")
    return problem or wrong_values(cases, wrong, exercise.rtol)
