"""The figures of the chapter on regularisation draw what they say."""

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

from rnn_tutorial.plotting import BACKWARD, FORWARD, NEUTRAL  # noqa: E402
from rnn_tutorial.plotting import regularisation as figures  # noqa: E402

SEEDS = np.array([[4.0, 3.0, 3.4], [4.2, 3.2, 3.2]])

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def test_learning_by_heart_marks_the_lowest_mean_of_the_validation_text():
    ax = figures.by_heart({"train": SEEDS - 1, "validation": SEEDS}, 50)
    np.testing.assert_array_equal(ax.lines[-1].get_xdata(), [100, 100])
    mean = ax.lines[5]  # after two seeds and a mean of "train", and two seeds
    np.testing.assert_allclose(mean.get_ydata(), [4.1, 3.1, 3.3])
    assert (mean.get_color(), ax.lines[2].get_color()) == (FORWARD, NEUTRAL)
    assert [t.get_text() for t in ax.texts] == ["train", "validation", "stop here"]


def test_a_dropped_unit_is_an_empty_square():
    mask = np.array([[0.0, 1.0], [1.0, 2.0], [1.0, 1.0]])
    ax, _ = figures.two_masks({"a": mask, "b": mask})
    kept, dropped = ax.lines
    np.testing.assert_array_equal(dropped.get_xydata(), [[1, 1]])
    assert (kept.get_markerfacecolor(), dropped.get_markerfacecolor()) == (
        FORWARD,
        "none",
    )
    assert dropped.get_markeredgewidth() < 1
    assert list(ax.get_yticks()) == [1, 2]


def test_wear_draws_the_formula_and_every_fifth_measured_point():
    steps, curve = np.arange(1, 11), np.linspace(1, 0.1, 10)
    left, right = figures.wear(
        steps, {"p = 0.1": (curve, curve**2)}, {"p = 0.1": (10 * curve, curve)}
    )
    line, points = left.lines
    np.testing.assert_array_equal(line.get_ydata(), curve)
    np.testing.assert_array_equal(points.get_xdata(), [1, 6])
    np.testing.assert_array_equal(points.get_ydata(), curve[::5] ** 2)
    assert right.get_yscale() == "log"


def test_a_seed_that_is_not_solved_is_hollow():
    ax = figures.until_solved({"a": [1500, 100], "b": [1600, 200]}, 1500)
    *dots, _ = ax.lines  # the last line lies between the rows
    dots = [(d.get_xdata()[0], d.get_markerfacecolor()) for d in dots]
    assert dots == [(100, FORWARD), (1500, FORWARD), (200, FORWARD), (1600, "none")]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["a", "b"]


def test_the_dots_of_two_rows_keep_apart_and_lie_around_their_row():
    ax = figures.until_solved({"a": list(range(8)), "b": list(range(8))}, 1500)
    heights = np.array([d.get_ydata()[0] for d in ax.lines[:16]]).reshape(2, 8)
    np.testing.assert_allclose(heights.mean(axis=1), [0, 1], atol=1e-12)
    assert heights[1].min() - heights[0].max() > 0.4
    np.testing.assert_array_equal(ax.lines[16].get_ydata(), [0.5, 0.5])


def test_the_terms_are_bars_in_the_colour_of_gradients():
    axes = figures.three_terms({"a": np.array([1.0, -2.0]), "b": np.zeros(2)})
    assert [bar.get_height() for bar in axes[0].patches] == [1.0, -2.0]
    assert matplotlib.colors.to_hex(axes[0].patches[0].get_facecolor()) == BACKWARD
    assert axes[0].figure.get_supxlabel() == "entry"  # under all panels
    assert not axes[0].get_xlabel()


def test_remedies_show_means_above_and_every_seed_below():
    bits = {"nothing": [3.0, 3.2], "dropout": [2.9, 2.8]}
    above, below = figures.remedies({"nothing": SEEDS, "dropout": SEEDS - 1}, bits, 50)
    np.testing.assert_allclose(above.lines[0].get_ydata(), SEEDS.mean(axis=0))
    np.testing.assert_array_equal(above.lines[0].get_xdata(), [50, 100, 150])
    assert [t.get_text() for t in above.get_legend().get_texts()] == list(bits)
    np.testing.assert_array_equal(below.lines[1].get_xdata(), bits["dropout"])
    np.testing.assert_allclose(below.lines[2].get_xdata(), 3.1)
