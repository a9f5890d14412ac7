"""When two results are the same, and how a call is written in a message."""

from functools import partial

import numpy as np
import pytest

from rnn_tutorial.exercises.compare import describe, leaves, same
from rnn_tutorial.layers import Linear

NAN = np.nan


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (1.5, 1.0),
        (6.0, 4.0),  # half the largest entry, and no more
        (
            np.array([-4.0, 2.0]),
            np.array([-4.0, 0.0]),
        ),  # -4 is the largest: the sign does not count
        ([NAN, np.inf, 1.0], np.array([NAN, np.inf, 1.0])),
        ("ab", "ab"),
        (["a", "b"], ["a", "b"]),
        (None, object()),  # nothing is known of an object
        ({"a": 1.0, "b": [1.0]}, {"a": 1.0, "b": [1.0]}),
        ([1, 2], np.array([1.0, 2.0])),
    ],
)
def test_two_results_are_the_same(got, expected):
    assert same(got, expected, 0.5)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (1.51, 1.0),
        (6.1, 4.0),
        (0.3, 0.1),  # the largest entry may be small
        (0.1, 0.0),
        ([NAN, 1.0], np.array([1.0, 1.0])),
        ([1.0, 1.0], np.array([NAN, 1.0])),
        (["a", "b"], np.array(["a", "c"])),
        ("1", 1),
        (1, "1"),
        (None, 1.0),
        (np.array([1.0, 2.0]), (1.0, 2.0)),  # a tuple of two numbers is wanted
        ((1.0,), (1.0, 2.0)),
        ({"a": 1.0}, {"b": 1.0}),
        ({"a": 2.0}, {"a": 1.0}),
        ([[1], [1, 2]], np.ones(2)),
    ],
)
def test_two_results_differ(got, expected):
    assert not same(got, expected, 0.5)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ((np.ones((2, 3)), 4), "(array of shape (2, 3), 4)"),
        ((np.array(2.5), "b"), "(array(2.5), 'b')"),
        ((1 / 3, np.float64(12345.6)), "(0.3333, 1.235e+04)"),
        (([1, 2], (3,)), "([1, 2], (3,))"),
        ((Linear(np.ones((2, 3)), np.ones(3)),), "(Linear)"),
        ((np.tanh, partial(np.tanh)), "(tanh, a function)"),
        ((38 * "x", 39 * "x"), f"({38 * 'x'!r}, str)"),
        ((), "()"),
    ],
)
def test_a_call_is_written_in_one_short_line(arguments, text):
    assert describe(arguments) == text


def test_the_leaves_of_a_result_have_names_and_are_wide_enough_to_subtract():
    (_, text), (name, flag) = leaves({"a": "x", "b": [True]})
    assert (text, name, flag, flag.dtype) == ("x", "b.0", 1.0, np.float64)
    assert [name for name, _ in leaves(np.ones(2))] == [""]
