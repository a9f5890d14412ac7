"""Early stopping: what is kept, when it ends, and what it never measures."""

from itertools import count
from typing import NamedTuple

import numpy as np
import pytest

from rnn_tutorial.early_stopping import early_stopping


class State(NamedTuple):
    step: int
    params: int


def progress(n=None):
    """A run whose parameters are the number of updates done."""
    steps = count(1) if n is None else range(1, n + 1)
    return ((State(np.array(k), k), 0.0, 0.0) for k in steps)


def scores(*values):
    """Score number k of a run that is measured at every update."""
    return lambda params: values[params - 1]


def test_the_best_parameters_are_kept_not_the_last():
    stopped = early_stopping(progress(5), scores(3, 1, 2, 2, 4), 1, patience=9)
    assert (stopped.params, stopped.step) == (2, 2)
    assert stopped.scores == (3, 1, 2, 2, 4)


def test_it_ends_after_patience_measurements_without_a_gain():
    stopped = early_stopping(progress(), scores(3, 1, 2, 2, 0), 1, patience=2)
    assert stopped.scores == (3, 1, 2, 2)


def test_a_gain_starts_the_count_anew():
    stopped = early_stopping(progress(), scores(3, 4, 2, 4, 1, 5, 5), 1, patience=2)
    assert stopped.step == 5 and len(stopped.scores) == 7


def test_an_equal_score_is_no_gain():
    stopped = early_stopping(progress(), scores(2, 2, 2), 1, patience=2)
    assert stopped.step == 1 and len(stopped.scores) == 3


def test_it_measures_every_so_many_updates():
    measured = []
    early_stopping(progress(10), lambda p: measured.append(p) or -p, 3, patience=1)
    assert measured == [3, 6, 9]


def test_a_run_that_ends_is_no_error():
    stopped = early_stopping(progress(4), lambda p: -p, 2, patience=5)
    assert stopped.step == 4


def test_a_nan_is_never_the_best():
    stopped = early_stopping(progress(), scores(np.nan, 1, np.nan, np.nan), 1, 2)
    assert stopped.step == 2


@pytest.mark.parametrize(
    ("n", "score", "every", "patience", "message"),
    [
        (2, lambda p: 1.0, 3, 1, "no finite score: 0 measurements"),
        (9, lambda p: np.nan, 1, 3, "no finite score: 3 measurements"),
        (9, lambda p: 1.0, 0, 1, "every must be at least 1"),
        (9, lambda p: 1.0, 1, 0, "patience must be at least 1"),
    ],
)
def test_bad_input_is_named(n, score, every, patience, message):
    with pytest.raises(ValueError, match=message):
        early_stopping(progress(n), score, every, patience)
