"""The figures of the chapter on gradient descent draw what they say."""

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

from rnn_tutorial.plotting import gradient_descent as figures  # noqa: E402

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def bowl(n=5, m=4):
    """A loss of two at its minimum (2, 1), on a grid of m by n points."""
    ws, us = np.linspace(0, 4, n), np.linspace(0, 3, m)
    loss = lambda point: 2 + (point[0] - 2) ** 2 + (point[1] - 1) ** 2  # noqa: E731
    return figures.surface(loss, ws, us, np.array([2.0, 1.0]))


def test_the_surface_has_a_row_for_each_u():
    surface = bowl()
    assert surface.losses.shape == (4, 5)
    assert surface.losses[1, 2] == 2 and surface.losses[0, 0] == 7


def test_both_formulas_are_drawn_against_the_step():
    eps = 10.0 ** -np.arange(1, 7)
    ax = figures.difference_errors(eps, list(eps), list(eps**2))
    assert [list(line.get_ydata()) for line in ax.lines] == [list(eps), list(eps**2)]
    assert [text.get_text() for text in ax.texts] == ["one-sided", "central"]


def test_a_growing_prediction_stops_early():
    distances = {part: 2 * abs(1 - 2 * part) ** np.arange(60.0) for part in (1.0, 1.05)}
    ax = figures.distances_and_predictions(distances)
    assert [len(line.get_ydata()) for line in ax.lines] == [41, 41, 41, 21]
    for drawn, predicted in (ax.lines[:2], ax.lines[2:]):
        short = drawn.get_ydata()[: len(predicted.get_ydata())]
        np.testing.assert_allclose(short, predicted.get_ydata(), rtol=1e-9)


def test_a_long_path_has_no_markers():
    paths = {"short": np.ones((3, 2)), "long": np.ones((200, 2))}
    ax = figures.surface_paths(bowl(), paths)
    assert [line.get_marker() for line in ax.lines] == ["o", "None", "*"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == list(paths)


def test_a_path_that_leaves_the_surface_does_not_widen_the_figure():
    ax = figures.surface_paths(bowl(), {"away": np.array([[2.0, 1.0], [9.0, 9.0]])})
    assert ax.get_xlim() == (0, 4) and ax.get_ylim() == (0, 3)


def test_one_path_alone_has_its_name_as_title():
    ax = figures.surface_paths(bowl(), {"alone": np.ones((199, 2))})
    assert (ax.get_title(loc="left"), ax.get_legend()) == ("alone", None)
    assert ax.lines[0].get_marker() == "o"


def test_each_contour_costs_1_6_times_as_much_as_the_one_inside():
    ax = figures.contours(bowl(41, 31))
    (lines,) = ax.collections
    ratios = lines.levels[1:] / lines.levels[:-1]
    np.testing.assert_allclose(ratios, 1.6)
    assert lines.levels[0] == pytest.approx(2 * 1.6**0.5)
