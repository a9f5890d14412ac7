"""What a reader is told of a result of the right form and the wrong values."""

import numpy as np
import pytest

from rnn_tutorial.exercises.compare import same
from rnn_tutorial.exercises.diagnosis import Case, wrong_values


def diagnosis(*pairs):
    """What is said of pairs (got, expected); the cases were called with 0, 1, ..."""
    cases = [Case((i,), e, g) for i, (g, e) in enumerate(pairs)]
    wrong = [case for case in cases if not same(case.got, case.expected, 1e-6)]
    return wrong_values(cases, wrong, 1e-6)


def arrays(*pairs):
    return [[np.array(a, float) for a in pair] for pair in pairs]


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        ([([1.0005, 2], [1, 2])], "It is right to some digits only: is it rounded, or"
         " an approximation?"),
        ([(0, 3)], "It is zero."),
        ([([0, 0], [1, 2])], "It is zero everywhere."),
        ([([-1, 2], [1, -2])], "The sign is wrong, and all else is right."),
        ([([[1, 3], [2, 5]], [[1, 2], [3, 5]])],
         "It is the transpose of the right result."),
        ([([4, 3, 1], [1, 3, 4])],
         "The first axis runs the wrong way: the right numbers, in reverse order."),
        ([([9, 1, 2], [1, 2, 3])],
         "The numbers come one index too late on the first axis."),
        ([([2, 3, 9], [1, 2, 3])],
         "The numbers come one index too early on the first axis."),
        ([([1, 5, 9], [1, 2, 4])],
         "Index 0 of the first axis is right; a later one is not."),
        ([([5, 9, 4], [1, 2, 4])],
         "The last index of the first axis is right; an earlier one is not."),
        ([([3, 0, 6], [1, 0, 2])], "Every entry is 3 times what it should be."),
        ([([2], [1]), ([3, 6], [1, 2]), ([4, 8], [1, 2]), ([5, 10], [1, 2])],
         "All entries share a wrong factor, which varies with the sizes: 2, 3, 4."),
        ([([2, 3], [1, 2]), ([7], [3]), ([6, 9], [3, 6])],
         "Every entry is off by the same amount, here 1."),
    ],
)  # fmt: skip
def test_what_all_wrong_entries_have_in_common_is_said(pairs, says):
    assert diagnosis(*arrays(*pairs)) == says + " The call was (0)."


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        ([([1.5, 9, 2, 8.5], [1, 9.5, 7, 8])],
         "At index (2,) it is 2, and should be 7."),
        ([([[1, 2], [9, 4]], [[2, 3], [6, 5]])],
         "At index (1, 0) it is 9, and should be 6."),
        ([(2, 1), (9, 3)], "It is 2, and should be 1."),
        ([([5], [3]), ([7], [2])], "At index (0,) it is 5, and should be 3."),
        ([([0, 5], [1, 2])], "At index (1,) it is 5, and should be 2."),
        ([([2, 4], [1, 2]), ([1, 5], [3, 4])],
         "At index (1,) it is 4, and should be 2."),
        ([([2, 3], [1, 2]), ([1, 5], [3, 4])],
         "At index (0,) it is 2, and should be 1."),
        ([([1, 1], [0, 0]), ([1, 5], [3, 4])],
         "At index (0,) it is 1, and should be 0."),
    ],
)  # fmt: skip
def test_the_worst_entry_of_the_first_case_is_shown_where_no_pattern_fits(pairs, says):
    assert diagnosis(*arrays(*pairs)) == says + " The call was (0)."


def test_the_first_call_that_goes_wrong_is_shown_and_the_first_that_does_not():
    says = "The sign is wrong, and all else is right. The call was (0)."
    assert (
        diagnosis((-1, 1), (2, 2), (-3, 3), (4, 4)) == says + " For (1) all is right."
    )
    assert (
        diagnosis((2, 2), (-1, 1)) == says.replace("0", "1") + " For (0) all is right."
    )


def test_a_truth_value_is_shown_beside_the_right_one():
    says = "It is True, and should be False. The call was (0)."
    assert diagnosis((True, False), (False, True)) == says


def test_a_text_is_shown_but_not_the_right_one():
    says = f"It is {40 * 'x'}, which is not it. The call was (0)."
    assert diagnosis((50 * "x", "ab"), ("y", "cd")) == says


def test_the_wrong_part_is_named():
    right = {"a": 1.0, "b": [1.0, 2.0]}
    wrong = {"a": 1.0, "b": [1.0, -2.0]}
    says = "Part b.1 is wrong. The sign is wrong, and all else is right."
    assert diagnosis((wrong, right)) == says + " The call was (0)."


@pytest.mark.parametrize(
    ("got", "expected", "says"),
    [
        (0.7, 0.4, "0.7 is too large."),
        (-0.7, 0.4, "-0.7 is too small."),
        ([1, 2], np.array([1.0, 3.0]), "[1, 2] is not it."),
    ],
)
def test_of_a_value_no_more_is_said_than_its_direction(got, expected, says):
    case = Case((), expected, got)
    assert wrong_values([case], [case], 1e-6) == says
