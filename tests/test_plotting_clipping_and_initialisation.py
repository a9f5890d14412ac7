"""The figures of the chapter on clipping and initialisation draw what they say."""

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

from rnn_tutorial.plotting import clipping_and_initialisation as figures  # noqa: E402

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def drawn(ax, number):
    return [axis.tolist() for axis in ax.lines[number].get_data()]


def test_every_grid_has_a_dot_at_its_own_place():
    seen = {50: (4.2, 9.0), 200: (4.4, 68.0)}
    ax = figures.heights(np.array([4.3, 6.0, 7.0]), np.array([2.0, 9.0, 1e10]), seen)
    assert drawn(ax, 0) == [[4.3, 6.0, 7.0], [2.0, 9.0, 1e10]]
    assert ax.get_yticks().tolist() == [1, 1e3, 1e6, 1e9, 1e12]
    assert [drawn(ax, k) for k in (1, 2)] == [[[4.2], [9.0]], [[4.4], [68.0]]]
    assert [t.get_text() for t in ax.texts[1:]] == ["50²", "200²"]


def test_paths_start_at_the_star_and_stay_on_their_points():
    ws, bs = np.linspace(4, 5, 5), np.linspace(-3, -2, 4)
    ax = figures.cliff_contours(lambda w, b: (w + b) / 6, ws, bs)
    path = np.array([[4.5, -2.5], [5.6, -2.4]])  # leaves the grid
    figures.cliff_paths(ax, (ws, ws - 7), {"a": path + 0.1, "b": path})
    assert drawn(ax, 0) == [ws.tolist(), (ws - 7).tolist()]
    assert drawn(ax, 2) == path.T.tolist()
    assert drawn(ax, 3) == [[4.5], [-2.5]]
    assert ax.get_xlim() == (4, 5) and ax.get_ylim() == (-3, -2)


def test_cosines_are_labelled_at_their_left_ends():
    ax = figures.cosines(np.array([0.1, 1.0]), {"all": np.array([0.7, 1.0])})
    assert drawn(ax, 0) == [[0.1, 1.0], [0.7, 1.0]]
    assert ax.texts[0].xy == (0.1, 0.7)


def test_the_last_threshold_is_none():
    updates = {"sgd": np.array([3.0, 2.0, 9.0]), "adam": np.array([2.0, 2.0, 2.0])}
    ax = figures.thresholds([0.1, 1.0, None], updates, 8)
    assert [t.get_text() for t in ax.get_xticklabels()] == ["0.1", "1", "none"]
    assert drawn(ax, 0)[1] == [3, 2, 9]
    assert ax.get_ylim()[1] > 8
    assert ax.get_legend()._ncols == 2


def test_states_begin_at_step_one():
    ax = figures.sizes({"a": np.array([0.5, 0.4, 0.3])})
    assert drawn(ax, 0) == [[1, 2, 3], [0.5, 0.4, 0.3]]


@pytest.mark.parametrize(("steps", "marked"), [(39, [0, 20]), (40, [0, 20, 40])])
def test_every_twentieth_step_is_marked_up_to_the_last(steps, marked):
    ax = figures.sizes({"a": np.linspace(1, 0.1, steps)})
    assert ax.get_xticks().tolist() == marked
    assert ax.get_xlim() == (0, 1.4 * steps)


def test_both_panels_share_their_axis_and_one_legend():
    curves = {"a": np.ones(101), "b": 0.5 ** np.arange(101)}
    panels = {"silence": curves, "inputs": {"a": np.ones(101)}}
    axes = figures.two_lags(panels, -40, 10)
    titles = [ax.get_title() or ax.get_title(loc="left") for ax in axes]
    assert titles == ["silence", "inputs"]
    assert axes[0].get_ylim() == axes[1].get_ylim()
    (legend,) = axes[0].figure.legends
    assert [t.get_text() for t in legend.get_texts()] == ["a", "b"]


def test_the_parabola_of_first_losses_starts_at_ln_v():
    ax = figures.first_losses([0.0, 2.0], [4.0, 6.1], 4.0)
    s, loss = (np.array(axis) for axis in drawn(ax, 0))
    np.testing.assert_allclose(loss, 4 + s**2 / 2)
    assert drawn(ax, 1) == [[0, 2], [4.0, 6.1]]


def test_norms_before_and_after_are_labelled_at_their_ends():
    lags = np.arange(31)
    long = figures.omega_lags({"a": 0.5**lags, "b": 0.9**lags})
    assert long.get_xticks().tolist() == [0, 10, 20, 30]
    assert long.get_xlim() == (0, 1.3 * 31)
    ax = figures.omega_lags({"0 steps": np.array([1, 0.1]), "9 steps": np.ones(2)})
    assert [t.get_text() for t in ax.texts] == ["0 steps", "9 steps"]
    assert drawn(ax, 0)[1] == [1, 0.1]
