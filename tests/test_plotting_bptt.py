"""The figures of the chapter on backpropagation through time draw what they say."""

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

from rnn_tutorial.plotting import BACKWARD, FORWARD  # noqa: E402
from rnn_tutorial.plotting import bptt as figures  # noqa: E402

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def test_each_copy_shows_its_two_gradients():
    ax = figures.draw_copies([0.25, -1.5], [0.125, 2.0])
    shown = [t.get_text() for t in ax.texts if t.get_color() == BACKWARD]
    assert shown == [
        "$dw_1$\n0.125",
        "$da_1$\n0.250",
        "$dw_2$\n2.000",
        "$da_2$\n\u22121.500",
    ]


def test_a_disc_stands_for_each_pair_of_the_double_sum():
    norms = np.array([[4.0, 0, 0], [1.0, 2.0, 0], [0.5, 0.25, 3.0]])
    ax = figures.plot_terms(norms)
    (discs,) = ax.collections
    pairs = [[1, 1], [1, 2], [2, 2], [1, 3], [2, 3], [3, 3]]
    np.testing.assert_array_equal(discs.get_offsets(), pairs)
    areas = discs.get_sizes()
    assert areas[0] / areas[1] == 4 and areas.max() == areas[0]


def test_a_run_is_drawn_as_its_running_mean():
    runs = {name: np.arange(1.0, 9) * n for n, name in enumerate("abc", 1)}
    figures.plot_runs({name: np.exp(-np.arange(90.0) / 99) for name in "abc"})
    ax = figures.plot_runs(runs, window=4)
    line = ax.lines[1]
    np.testing.assert_allclose(line.get_xdata(), [4, 5, 6, 7, 8])
    np.testing.assert_allclose(line.get_ydata(), [5, 7, 9, 11, 13])


def test_costs_are_drawn_with_each_name_in_its_colour():
    lengths = np.array([1, 2, 4, 8, 17])
    products = {"a": lengths**2, "b": lengths, "c": lengths**0}  # the steepest first
    axes = figures.plot_costs(lengths, products, lengths)
    assert [text.get_text() for text in axes[0].texts] == ["a", "b", "c"]
    assert [text.xy for text in axes[0].texts] == [(8, 64), (4, 4), (4, 1)]
    assert [text.get_color() for text in axes[0].texts] == [
        line.get_color() for line in axes[0].lines
    ]
    assert axes[1].lines[0].get_color() == FORWARD


def test_truncation_is_drawn_before_and_after_training():
    windows = [1, 2, 5, 10, 20]
    ax = figures.plot_truncation(
        windows, np.linspace(0.9, 1, 5), np.linspace(0.1, 1, 5), 10
    )
    assert [list(line.get_xdata()) for line in ax.lines[:2]] == [windows, windows]
    assert list(ax.lines[2].get_xdata()) == [10, 10]
    assert [text.get_text() for text in ax.texts][0] == "delay 10"
