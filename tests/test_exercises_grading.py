"""`check`: it names what is wrong with an answer, and never raises."""

from itertools import count

import numpy as np
import pytest

from rnn_tutorial.exercises import Exercise, Mistake, check, sizes, verdict
from rnn_tutorial.layers import Linear


def draw(rng):
    return (rng.normal(size=sizes(rng, 2)),)


# Double an array; the known mistake is to square it.
DOUBLE = Exercise(lambda x: 2 * x, (Mistake(np.square, "That is the square."),), draw)
SQUARE = Exercise(
    lambda x: x + np.arange(3), draw=lambda rng: (rng.normal(size=(3, 3)),)
)
TREE = Exercise(lambda x: Linear(x, x.sum(0)), draw=draw)


def in_place(x):
    x *= 2
    return x


def unfinished(x):
    total = ...
    return total * x


CALLS = count()


def drifting(x):
    return 2 * x + 1e-9 * next(CALLS)


def not_yet(x):
    raise NotImplementedError


def second_in_place(x, y):
    y += x
    return y


def says(exercise, answer):
    right, text = verdict(exercise, answer)
    assert not right
    return text


def test_the_solution_is_right():
    assert verdict(DOUBLE, lambda x: x + x) == (True, "All 8 random cases agree.")


def test_an_argument_changed_in_place_is_counted_from_one():
    total = Exercise(lambda x, y: x + y, draw=lambda rng: (1.0, np.ones(2)))
    text = "Your function changes its argument number 2 in place: copy y first."
    assert says(total, second_in_place) == text


def test_a_list_is_as_good_as_an_array():
    assert verdict(DOUBLE, lambda x: (x + x).tolist()).right


def test_a_result_in_the_place_of_a_function_is_named():
    assert "without brackets" in says(DOUBLE, 2.0)
    assert "still a `...`" in says(DOUBLE, ...)


def test_what_is_wrong_with_a_list_is_named_too():
    assert "sign" in says(DOUBLE, lambda x: [-2 * row for row in x])


def test_a_known_mistake_has_its_own_message():
    assert says(DOUBLE, lambda x: x * x) == "That is the square."
    sometimes = says(DOUBLE, lambda x: x * x if len(x) > 5 else 3 * x)
    assert "square" not in sometimes


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (lambda x: None, "is None"),
        (lambda x: ..., "still a `...`"),
        (unfinished, "still a `...`"),
        (not_yet, "still a `...`"),
        (in_place, "argument number 1 in place: copy x first"),
        (lambda *xs: in_place(*xs[:1]), "number 1 in place: copy xs first"),
        (lambda x: (2 * x, x[0]), "a tuple of 2; one array is wanted"),
        (lambda x: np.full(x.shape, 3), "whole numbers only"),
        (lambda x: 2 * x + 1j, "Your result is complex; it must be real."),
        (lambda x: 2 * x.T, "transposed"),
        (lambda x: 2 * x[:, :, None], "number of entries is right"),
        (lambda x: 2 * x[:1], "needs"),
        (lambda x: np.nan * x, "nan"),
        (lambda x: 0 * x, "zero everywhere"),
        (lambda x: -2 * x, "sign"),
        (lambda x: 3 * x, "1.5 times"),
        (lambda x: 2 * x / len(x), "factor, which varies"),
        (lambda x: 2 * x + 1, "same amount, here 1."),
        (lambda x: 2 * x[::-1], "reverse"),
        (lambda x: 2 * np.roll(x, 1, axis=0), "too late"),
        (lambda x: 2 * np.roll(x, -1, axis=0), "too early"),
        (lambda x: 2 * np.cumsum(x, axis=0), "Index 0"),
        (lambda x: 2 * np.cumsum(x[::-1], axis=0)[::-1], "last index"),
        (lambda x: (2 * x).astype(np.float32) * np.float32(1.00001), "some digits"),
        (lambda x: np.sin(x), "should be"),
        (lambda x: "text", "not numbers"),
        (lambda x: [[1], [1, 2]], "different lengths"),
        (drifting, "different results"),
        (lambda x, y: x, "TypeError"),
        (lambda x: 2 * x if len(x) < 5 else x, "all is right"),
    ],
)
def test_what_is_wrong_is_named(answer, part):
    assert part in says(DOUBLE, answer)


def test_the_transpose_of_a_square_is_seen():
    assert "transpose" in says(SQUARE, lambda x: (x + np.arange(3)).T)


def helped(x):
    return between(x)


def between(x):
    return failing(x)


def failing(x):
    return np.split(x.T, 7)


def test_an_error_is_shown_with_its_line_and_the_arguments():
    """The innermost line of the reader's file; none if the answer is NumPy's own."""
    call = f"The call was (array of shape {draw(np.random.default_rng(0))[0].shape})."
    text = says(DOUBLE, helped)
    assert text.startswith("It stops with ValueError: array split does not result in")
    assert text.endswith(f", in the line `return np.split(x.T, 7)`. {call}")
    text = says(DOUBLE, np.add)
    assert text.startswith("It stops with TypeError: add() takes")
    assert text.endswith(call) and "in the line" not in text


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (lambda x: Linear(x, x.sum(1)), "Part b has the shape"),
        (lambda x: Linear(x, -x.sum(0)), "Part b is wrong. The sign"),
        (lambda x: (x,), "1 parts; wanted are 2"),
        (lambda x: x, "must be a tuple of 2 arrays, not an array of shape"),
        (lambda x: (x, (x, x)), "Part b is a tuple of 2; one array is wanted"),
    ],
)
def test_the_wrong_part_of_a_tree_is_named(answer, part):
    assert part in says(TREE, answer)


def test_a_plain_tuple_is_as_good_as_a_named_one():
    assert verdict(TREE, lambda x: (x, x.sum(0))).right


def test_a_value_is_graded_without_giving_the_answer_away():
    limit = Exercise(0.4, (Mistake(2.5, "That is the inverse."),), rtol=0.01)
    assert verdict(limit, 0.401) == (True, "")
    assert says(limit, 2.5) == "That is the inverse."
    assert says(limit, 0.7) == "0.7 is too large."
    assert says(limit, ...) == "There is still a `...` to replace by your code."


def test_a_wrong_number_is_shown_beside_the_right_one():
    total = Exercise(lambda x: np.sum(x), draw=draw)
    assert "times what it should be" in says(total, lambda x: 3 * np.sum(x))
    assert "and should be" in says(total, lambda x: np.mean(x))


def test_a_shape_that_is_wrong_for_some_sizes_only_is_named():
    text = says(DOUBLE, lambda x: 2 * (x if len(x) < 5 else x.T))
    assert "transposed" in text


def test_an_array_in_the_place_of_one_number_is_named():
    total = Exercise(lambda x: np.sum(x), draw=draw)
    assert "one number" in says(total, lambda x: x.sum(0))


def test_an_infinite_entry_matches_an_infinite_one_only():
    inverse = Exercise(
        lambda x: x / np.array([0.0, 1.0]), draw=lambda rng: (np.ones(2),)
    )
    with np.errstate(divide="ignore"):
        assert verdict(inverse, lambda x: np.array([np.inf, 1.0])).right
        assert not verdict(inverse, lambda x: np.array([np.inf, 2.0])).right


def test_a_choice_is_graded():
    no = (Mistake("A", "A is tempting, but."), Mistake("C", "No."))
    choice = Exercise("B", no)
    assert verdict(choice, "B").right
    assert says(choice, "A") == "A is tempting, but."
    assert verdict(choice, " b.").right
    assert says(choice, ...) == "There is still a `...` to replace by your code."


@pytest.mark.parametrize("answer", ["D", "line B", "(B)", "", None, 3, [], str])
def test_what_is_no_letter_of_a_choice_is_asked_for_one(answer):
    choice = Exercise("B", (Mistake("A", "Yes, but."), Mistake("C", "No.")))
    assert says(choice, answer) == "Give one letter: A, B or C."


def test_a_tuple_of_rows_is_an_array_too():
    assert verdict(DOUBLE, lambda x: tuple(2 * x)).right
    assert "sign" in says(DOUBLE, lambda x: tuple(-2 * x))


def test_different_sizes_from_two_on_are_drawn_or_smaller_ones_where_asked_for():
    rngs = [np.random.default_rng(seed) for seed in range(20)]
    assert {n for rng in rngs for n in sizes(rng, 3)} == set(range(2, 8))
    assert {n for rng in rngs for n in sizes(rng, 3, 1)} == set(range(1, 8))
    assert all(sorted(sizes(rng, 6)) == [2, 3, 4, 5, 6, 7] for rng in rngs)


def test_arrays_made_once_are_told_of_where_new_ones_are_wanted():
    kept = np.ones(2)
    ones = Exercise(lambda n: (np.ones(n), 0.5), draw=lambda rng: (2,))
    fresh = ones._replace(fresh=True)
    assert verdict(ones, lambda n: (kept, 0.5)).right
    assert verdict(fresh, lambda n: (np.ones(n), 0.5)).right
    text = "Your second result overwrites the first: make the array inside the call."
    assert says(fresh, lambda n: (kept, np.zeros(n))) == text


def test_a_judge_accepts_any_result_that_will_do():
    above = Exercise(
        lambda x: x + 1,
        draw=draw,
        judge=lambda y, x: "" if np.all(y > x) else "Some entry is not above x.",
    )
    assert verdict(above, lambda x: x + 7).right
    assert says(above, lambda x: x) == "Some entry is not above x."
    unread = says(above, lambda x: "text")  # the judge itself fails
    assert unread.startswith("The result cannot be read: ")


@pytest.mark.parametrize("result", [object(), {1: 2}, set(), lambda: 0, "x", [None]])
def test_no_result_makes_check_raise(result, capsys):
    check(DOUBLE, lambda x: result)
    check(TREE, lambda x: result)
    assert capsys.readouterr().out.count("Not yet. ") == 2


def test_a_long_message_is_wrapped(capsys):
    words = [*(39 * ["-"]), "x-" * 40, *(48 * ["-"])]
    check(Exercise("B", (Mistake("A", " ".join(words)),)), "A")
    lines = capsys.readouterr().out.splitlines()
    assert list(map(len, lines)) == [78, 7, 80, 77, 17]


def test_check_prints_the_verdict(capsys):
    check(DOUBLE, lambda x: 2 * x)
    assert capsys.readouterr().out == "Right. All 8 random cases agree.\n"


def test_a_generator_may_be_used_up():
    draws = Exercise(
        lambda rng: rng.normal(size=3), draw=lambda rng: (np.random.default_rng(5),)
    )
    assert verdict(draws, lambda rng: rng.normal(size=3)).right
