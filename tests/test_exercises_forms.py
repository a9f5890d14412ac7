"""What a reader is told of a result of the wrong type, or of the wrong shape."""

import numpy as np
import pytest

from rnn_tutorial.exercises.diagnosis import Case
from rnn_tutorial.exercises.forms import wrong_form
from rnn_tutorial.layers import Linear

x = np.array([0.5, 1.0])
TALL = np.arange(6).reshape(3, 2) / 2
PAIR = (TALL, 0.5)


@pytest.mark.parametrize(
    ("got", "expected", "says"),
    [
        ((1, 2), 0.5, "Your result is a tuple; one value is wanted."),
        ({"a": 1}, 0.5, "Your result is a dict; one value is wanted."),
        ((TALL, 1), TALL, "Your result is a tuple of 2; one array is wanted."),
        ((x, x), TALL, "Your result is a tuple of 2; one array is wanted."),
        ((x, 1.0), TALL[:2], "Your result is a tuple of 2; one array is wanted."),
        ((x, x[:1]), TALL[:2], "Your result is a tuple of 2; one array is wanted."),
        (((1, 2), (3, 4)), TALL, "Your result has the shape (2, 2) for (7); it needs"
         " (3, 2)."),
        ([[1], [1, 2]], TALL, "Your result is no single array: its rows have different"
         " lengths."),
        (3, PAIR, "Your result must be a tuple of 2, not an int."),
        ("x", PAIR, "Your result must be a tuple of 2, not a str."),
        (0.5, [x, x], "Your result must be a list of 2 arrays, not a float."),
        (x, {"a": x}, "Your result must be a dict of 1 arrays, not an array of shape"
         " (2,)."),
        (x, Linear(TALL, x), "Your result must be a tuple of 2 arrays, not an array of"
         " shape (2,)."),
        ((TALL,), PAIR, "Your result has 1 parts; wanted are 2 parts."),
        ({"b": x}, {"a": x}, "Your result has 1 parts ['b']; wanted are 1 parts"
         " ['a']."),
        ((TALL, "x"), PAIR, "Part 1 holds text, not numbers."),
        ({"a": "x"}, {"a": 1.0}, "Part a holds text, not numbers."),
        ([x, [x, "x"]], [x, [x, 0.5]], "Part 1.1 holds text, not numbers."),
        (None, 0.5, "Your result holds object, not numbers."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_parts_is_said(got, expected, says):
    assert wrong_form(Case((7,), expected, got)) == says


@pytest.mark.parametrize(
    ("got", "expected", "says"),
    [
        ((2,), (), "to be one number."),
        ((2, 3), (3, 2), "(3, 2): is it transposed?"),
        ((2, 3, 4), (3, 2, 4), "(3, 2, 4): are two axes swapped?"),
        ((2, 6), (3, 4), "(3, 4): the number of entries is right."),
        ((2, 6), (3, 5), "(3, 5)."),
    ],
)
def test_a_wrong_shape_is_shown_beside_the_right_one(got, expected, says):
    case = Case((7,), np.zeros(expected), np.zeros(got))
    start = f"Your result has the shape {got} for (7); it needs "
    assert wrong_form(case) == start + says


WHOLE = (
    "Your result holds whole numbers only. An array made for integers cuts off the "
    "decimals of what is written into it."
)


@pytest.mark.parametrize(
    ("got", "expected", "says"),
    [
        ([1j, 1], x, "Your result is complex; it must be real."),
        ([np.inf, 1], x, "Your result holds nan or infinity for (7)."),
        ([0, 1], x, WHOLE),
    ],
)
def test_entries_that_cannot_be_are_named(got, expected, says):
    assert wrong_form(Case((7,), expected, got)) == says


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ([1j, 2], x * 1j),
        ([1, 2], np.array([3.0, np.inf])),  # whole as well
        ([1, 2], np.array([3, 5])),
        ([1, 2], x * 1j),
        (1, np.array(0.5)),  # no array that cuts off anything
        ((x, x), TALL[:2]),
        ((1.0, 2.0), x),
        ("ab", "cd"),
        (3, "cd"),
    ],
)
def test_of_a_right_form_nothing_is_said(got, expected):
    assert wrong_form(Case((7,), expected, got)) == ""
