"""The figures of the chapter on the source draw what they say."""

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

from matplotlib import pyplot as plt  # noqa: E402
from matplotlib.colors import to_hex  # noqa: E402

from rnn_tutorial.plotting import BACKWARD, INK, NEUTRAL, SIZE, THIRD  # noqa: E402
from rnn_tutorial.plotting import the_source_under_test as figures  # noqa: E402

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


@pytest.fixture
def grid():
    errors = np.array([[0.5, 0.25, 1e-9], [1e-10, 0.75, 0.0]])
    with plt.rc_context({"axes.grid": True}):  # as in the book's style
        return figures.repairs(errors, ["first", "second"], ["a", "b", "c"])


def test_each_cell_says_how_wrong_it_is(grid):
    texts = [t.get_text() for t in grid.texts]
    assert texts == ["0.50", "0.25", "0.00", "ok", "0.75", "ok"]
    assert [t.get_position() for t in grid.texts] == [
        (column, row) for row in range(2) for column in range(3)
    ]
    colours = [t.get_color() for t in grid.texts]
    assert colours == [INK, INK, INK, THIRD, INK, THIRD]
    assert {(t.get_ha(), t.get_va()) for t in grid.texts} == {("center", "center")}


def test_a_larger_error_is_darker(grid):
    alphas = [p.get_alpha() for p in grid.patches]
    assert alphas == pytest.approx([0.25, 0.125, 5e-10, 0, 0.375, 0])
    assert {to_hex(p.get_facecolor()) for p in grid.patches} == {BACKWARD}
    assert {p.get_linewidth() for p in grid.patches} == {0}


def test_the_cells_tile_the_axes(grid):
    boxes = [(p.get_x(), p.get_y()) for p in grid.patches]
    assert boxes[0] == (-0.5, -0.5) and boxes[-1] == (1.5, 0.5)
    assert {(p.get_width(), p.get_height()) for p in grid.patches} == {(1, 1)}
    assert grid.get_xlim() == (-0.5, 2.5)
    assert grid.get_ylim() == (1.5, -0.5)


def test_stages_are_rows_and_arrays_columns(grid):
    assert [t.get_text() for t in grid.get_xticklabels()] == ["a", "b", "c"]
    assert [t.get_text() for t in grid.get_yticklabels()] == ["first", "second"]
    assert list(grid.get_xticks()) == [0, 1, 2] and list(grid.get_yticks()) == [0, 1]
    assert grid.xaxis.get_ticks_position() == "top"
    assert {t.tick1line.get_markersize() for t in grid.yaxis.majorTicks} == {0}
    assert {t.tick2line.get_markersize() for t in grid.xaxis.majorTicks} == {0}


def test_the_grid_has_no_lines(grid):
    assert not any(line.get_visible() for line in grid.get_xgridlines())
    assert not any(spine.get_visible() for spine in grid.spines.values())


def test_the_tolerance_is_the_readers():
    ax = figures.repairs(np.array([[0.2]]), ["s"], ["a"], tol=0.3)
    assert ax.texts[0].get_text() == "ok"


@pytest.fixture
def panels():
    losses = np.array([[3.0, 2.0, 1.0], [5.0, 4.0, 3.0]])  # two seeds, three means
    tasks = {"easy": {"right": losses, "wrong": losses + 10}, "hard": {"right": losses,
             "wrong": losses}}  # fmt: skip
    return figures.two_tasks(tasks, guessing=0.7, updates=20)


def test_one_line_a_seed(panels):
    first, second, *_ = panels[0].lines
    assert list(first.get_xdata()) == list(second.get_xdata()) == [20, 40, 60]
    assert list(first.get_ydata()) == [3, 2, 1]
    assert list(second.get_ydata()) == [5, 4, 3]
    third = panels[0].lines[2]
    assert list(third.get_ydata()) == [13, 12, 11]
    assert [len(ax.lines) for ax in panels] == [5, 5]


def test_the_gradients_differ_in_colour_and_dash(panels):
    styles = [(x.get_color(), x.get_linestyle()) for x in panels[1].lines]
    right, wrong, dotted = (THIRD, "-"), (BACKWARD, "--"), (NEUTRAL, ":")
    assert styles == [right, right, wrong, wrong, dotted]
    assert {x.get_linewidth() for x in panels[1].lines[:4]} == {1}


def test_guessing_is_marked(panels):
    assert {ax.lines[-1].get_ydata()[0] for ax in panels} == {0.7}


def test_what_the_axes_say(panels):
    assert [ax.get_title() or ax.get_title(loc="left") for ax in panels] == [
        "easy",
        "hard",
    ]
    assert [ax.get_xlabel() for ax in panels] == ["updates", "updates"]
    assert [ax.get_ylabel() for ax in panels] == ["loss (nats)", ""]
    assert {ax.get_ylim() for ax in panels} == {(0, 1)}
    assert tuple(panels[0].figure.get_size_inches()) == SIZE


def test_each_gradient_is_named_once(panels):
    legend = panels[0].get_legend()
    assert [t.get_text() for t in legend.get_texts()] == ["right", "wrong"]
    assert legend._loc == 7  # center right
    assert panels[1].get_legend() is None
    assert [panels[0].lines[i].get_label() for i in (0, 2)] == ["right", "wrong"]


def test_the_panels_stand_side_by_side_on_one_scale(panels):
    left, right = (ax.get_position() for ax in panels)
    assert left.x0 < right.x0 and left.y0 == right.y0
    assert panels[0].get_shared_y_axes().joined(*panels)
