"""The figures of the chapter on the LSTM draw what they say."""

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

from rnn_tutorial.plotting import BACKWARD, FORWARD  # noqa: E402
from rnn_tutorial.plotting import lstm as figures  # noqa: E402

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def texts(ax, colour):
    return [t.get_text() for t in ax.texts if t.get_color() == colour]


def test_a_step_shows_each_value_in_blue_and_each_gradient_in_orange():
    names = list(figures.PLACES)
    values = {name: 0.1 * n for n, name in enumerate(names)}
    gradients = {name: 2 + 0.1 * n for n, name in enumerate(names)}
    ax = figures.draw_step(values, gradients)
    assert texts(ax, FORWARD) == [f"{values[n]:.3f}" for n in names]
    assert texts(ax, BACKWARD) == [f"{gradients[n]:.3f}" for n in names]


def test_every_wire_of_a_step_joins_two_known_places():
    known = {*figures.PLACES, *figures.POINTS}
    assert set(figures.WIRES.split()) == known


def test_the_memory_is_drawn_from_step_one_on():
    sizes = {name: np.array([n, 2.0, 3.0]) for n, name in enumerate("abc", 1)}
    ax = figures.filling(sizes)
    assert [list(line.get_xdata()) for line in ax.lines] == [[1, 2, 3]] * 3
    assert [line.get_ydata()[0] for line in ax.lines] == [1, 2, 3]


@pytest.mark.parametrize(("steps", "marked"), [(99, [0]), (200, [0, 100, 200])])
def test_every_hundredth_step_is_marked_up_to_the_last(steps, marked):
    ax = figures.filling({name: np.arange(1.0, steps + 1) for name in "abc"})
    assert ax.get_xticks().tolist() == marked
    assert ax.get_xlim() == (0, 1.45 * steps)


def test_each_seed_has_a_curve_before_and_after():
    before = {"a": [np.ones(61), np.ones(61)], "b": [np.ones(61)]}
    after = {"a": [np.full(61, 0.1)] * 2, "b": [np.full(61, 0.2)]}
    axes = figures.before_and_after(before, after)
    assert [len(ax.lines) for ax in axes] == [4, 2]
    assert [line.get_ydata()[0] for line in axes[1].lines] == [1.0, 0.2]
    assert axes[1].lines[1].get_color() == BACKWARD


def test_the_gates_alone_are_dotted_and_the_whole_is_not():
    axes = figures.two_ways(*({n: np.full(9, y) for n in "ab"} for y in (0.1, 0.2)))
    dotted, whole = axes[1].lines
    assert (dotted.get_linestyle(), dotted.get_ydata()[0]) == (":", 0.2)
    assert (whole.get_linestyle(), whole.get_ydata()[0]) == ("-", 0.1)


def test_a_box_says_how_many_updates_or_has_a_dash():
    table = np.array([[40.0, 20.0], [101.0, 100.0]])
    ax = figures.updates_needed(table, [5, 10], [0, 1], limit=100)
    assert [t.get_text() for t in ax.texts] == ["40", "20", "–", "100"]
    tints = [box.get_alpha() for box in ax.patches]
    assert tints[2] == 0 and tints[1] > tints[0] > tints[3] > 0
    lines = [*ax.get_xticklines(), *ax.get_yticklines()]
    assert {line.get_markersize() for line in lines} == {0}
