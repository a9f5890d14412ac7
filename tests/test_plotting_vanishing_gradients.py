"""The figures of the chapter on vanishing gradients draw what they say."""

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

from matplotlib import pyplot as plt  # noqa: E402

from rnn_tutorial.plotting import vanishing_gradients as figures  # noqa: E402

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def test_a_learning_curve_ends_at_the_mean_of_the_last_losses():
    losses = np.arange(30.0)
    ax = figures.learning_curves({"a": losses}, guessing=1.0, over=10)
    updates, drawn = ax.lines[0].get_data()
    assert (updates[-1], drawn[-1]) == (30, pytest.approx(losses[-10:].mean()))


def test_powers_of_ten_are_inside_the_axis():
    _, ax = plt.subplots()
    figures.powers_of_ten(ax, -4, 4, 2)
    low, high = ax.get_ylim()
    assert low < 1e-4 and high > 1e4
    assert list(ax.get_yticks()) == pytest.approx([1e-4, 1e-2, 1, 1e2, 1e4])


def test_a_line_marks_one_only_if_something_grows():
    shrinking = {"a": 0.5 ** np.arange(11)}
    growing = {"a": 2.0 ** np.arange(11)}
    counts = [len(figures.against_lag(n).lines) for n in (shrinking, growing)]
    assert counts == [1, 2]


def test_the_line_at_one_ends_before_the_labels():
    *_, line = figures.against_lag({"a": 2.0 ** np.arange(11)}).lines
    assert list(line.get_xdata()) == [0, 10]
