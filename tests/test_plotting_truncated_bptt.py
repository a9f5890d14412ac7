"""The figures of the chapter on truncation draw what they say."""

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

from matplotlib.patches import FancyArrowPatch  # noqa: E402

from rnn_tutorial.exercises.truncated_bptt import kept_pairs  # noqa: E402
from rnn_tutorial.plotting import truncated_bptt as figures  # noqa: E402
from rnn_tutorial.plotting.style import BACKWARD, FORWARD  # noqa: E402

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def colour(patch):
    return matplotlib.colors.to_hex(patch.get_edgecolor())


def test_arrows_cross_the_seam_only_where_something_passes():
    """Of four networks with two other steps, two carry the state, one the gradient."""
    ax = figures.draw_seams()
    arrows = [colour(p) for p in ax.patches if isinstance(p, FancyArrowPatch)]
    assert arrows.count(FORWARD) == 4 * 2 + 2
    assert arrows.count(BACKWARD) == 4 * 2 + 1


@pytest.mark.parametrize("T, walk", [(8, (4, 4)), (9, (2, 5)), (9, (1, 3))])
def test_filled_discs_are_the_pairs_that_survive(T, walk):
    ax, _ = figures.plot_pairs(T, [walk, (1, 1)])
    kept, _ = (disc.get_offsets() for disc in ax.collections)
    t, k = np.nonzero(kept_pairs.solution(T, *walk))
    assert {(x, y) for x, y in kept} == set(zip(k + 1, t + 1, strict=True))


def test_cosine_stands_above_and_norm_below():
    times = {"x": ([0.1, 1], [0.2, 1]), "y": ([0.3, 1], [0.4, 1])}
    curves = {cell: {**times, "z": times["x"]} for cell in "ab"}
    axes = figures.plot_bias([1, 20], curves)
    assert list(axes[0, 1].lines[1].get_ydata()) == [0.3, 1]
    assert list(axes[1, 0].lines[0].get_ydata()) == [0.2, 1]


def test_a_learning_curve_ends_at_the_mean_of_the_last_losses():
    run = np.arange(60.0)
    axes = figures.plot_learning({"a": {"one": [run]}, "b": {"two": [run, run]}}, 1)
    updates, drawn = axes[1].lines[1].get_data()
    assert (updates[-1], drawn[-1]) == (60, pytest.approx(run[-20:].mean()))
    assert [len(ax.lines) for ax in axes] == [2, 3]


def test_the_spread_shows_formula_and_draws():
    lags, few = np.arange(1, 5), np.array([1, 2])
    formulas = {p: p * lags for p in (0.3, 0.2, 0.1)}
    ax = figures.plot_spread(lags, formulas, {p: (few, few * p) for p in formulas})
    assert [text.get_text() for text in ax.texts] == ["p = 0.3", "p = 0.2", "p = 0.1"]
    np.testing.assert_allclose(ax.lines[2].get_ydata(), 0.2 * lags)
    np.testing.assert_allclose(ax.lines[3].get_xdata(), few)


def test_counted_bytes_are_dots_on_the_line_of_their_formula():
    counted = {name: [16, 64, 256] for name in "abc"}
    formulas = {name: [10, 40, 160] for name in "abc"}
    ax = figures.plot_memory([4, 16, 64], counted, formulas)
    line, dots = ax.lines[:2]
    assert list(line.get_ydata()) == [10, 40, 160]
    assert list(dots.get_ydata()) == [16, 64, 256]
    assert dots.get_linestyle() == "None"
