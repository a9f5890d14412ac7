"""The figures of the chapter on the GRU draw what they say."""

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

from rnn_tutorial.plotting import BACKWARD, FORWARD, NEUTRAL  # noqa: E402
from rnn_tutorial.plotting import gru as figures  # noqa: E402

CURVE = 0.9 ** np.arange(21)

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def numbers(ax, colour):
    return [t.get_text() for t in ax.texts if t.get_color() == colour]


def test_a_step_shows_each_value_in_blue_and_each_gradient_in_orange():
    names = list(figures.PLACES)
    values = {name: 0.1 * n for n, name in enumerate(names)}
    gradients = {name: -2 - 0.1 * n for n, name in enumerate(names)}
    ax = figures.draw_step(values, gradients)
    assert numbers(ax, FORWARD) == [f"{values[n]:.3f}" for n in names]
    minus = [f"\N{MINUS SIGN}{-gradients[n]:.3f}" for n in names]
    assert numbers(ax, BACKWARD) == minus


def test_every_wire_of_a_step_joins_two_known_places():
    assert set(figures.WIRES.split()) == {*figures.PLACES, *figures.POINTS}


def test_states_are_drawn_from_step_zero_on():
    ax = figures.codes({"P": np.array([0.0, 0.5, 0.7]), "Q": np.array([0, 0.4, 0.1])})
    assert ax.lines[1].get_xydata().tolist() == [[0, 0], [1, 0.4], [2, 0.1]]
    assert [text.xy for text in ax.texts] == [(2, 0.7), (2, 0.1)]
    assert ax.get_xlim() == (0, 2.24)


def test_a_difference_is_drawn_in_per_cent_from_step_one_on():
    ax = figures.differences({"a": np.array([0.0, 0.25, 0.5])}, {"a": 0})
    assert ax.lines[0].get_xydata().tolist() == [[1, 0], [2, 25], [3, 50]]
    assert ax.texts[0].xy == (3, 50)


def test_the_carousel_is_dotted_beside_the_whole_gradient():
    axes = figures.carousel({"a": CURVE, "b": CURVE}, {"a": CURVE**2, "b": CURVE**2})
    dotted, solid = axes[0].lines
    np.testing.assert_array_equal(dotted.get_ydata(), CURVE**2)
    assert (solid.get_color(), dotted.get_linestyle()) == (BACKWARD, ":")


def test_half_lives_measured_are_dots():
    ax = figures.half_lives([0, 1, 2, 3, 4], [1, 3, 8, 16, 44], [1, 2, 5, 14, 38])
    predicted, measured = ax.lines
    assert measured.get_linestyle() == "None"
    np.testing.assert_array_equal(measured.get_ydata(), [1, 3, 8, 16, 44])
    np.testing.assert_array_equal(predicted.get_ydata(), [1, 2, 5, 14, 38])
    assert [text.xy for text in ax.texts] == [(3, 14), (2, 8)]


def test_each_cell_is_named_at_its_curve():
    ax = figures.three_cells({"RNN": CURVE, "GRU": CURVE**2}, {"RNN": 3})
    assert [t.get_text() for t in ax.texts] == ["RNN", "GRU"]
    assert ax.get_xlim() == (0, 25)


def test_a_run_that_is_not_solved_is_grey_and_dashed():
    runs = {"A": [(CURVE, CURVE, True)], "B": [(CURVE, CURVE, False)]}
    solved, unsolved = (ax.lines[1] for ax in figures.before_and_after(runs))
    assert (solved.get_color(), solved.get_linestyle()) == (BACKWARD, "-")
    assert (unsolved.get_color(), unsolved.get_linestyle()) == (NEUTRAL, "--")


def test_counting_starts_at_the_first_event():
    ax = figures.counting({"a": np.array([1.0, 0.5, 0.2])})
    assert ax.lines[0].get_xydata().tolist() == [[1, 1], [2, 0.5], [3, 0.2]]
    assert ax.texts[0].xy == (3, 0.2)


@pytest.mark.parametrize(("events", "marked"), [(9, [0, 5]), (10, [0, 5, 10])])
def test_every_fifth_event_is_marked_up_to_the_last(events, marked):
    ax = figures.counting({"a": CURVE[:events]})
    assert ax.get_xticks().tolist() == marked
    assert ax.get_xlim() == (0, 1.3 * events)


def test_a_mean_over_ten_updates_stands_in_their_middle():
    panels = {"A": {"as it starts": [[0.7, 0.6]]}, "B": {"open": [[0.7]]}}
    axes = figures.recall_curves(panels, np.log(2))
    np.testing.assert_array_equal(axes[0].lines[0].get_xdata(), [5, 15])
    assert axes[0].lines[0].get_color() == NEUTRAL
    assert axes[1].lines[0].get_color() == FORWARD


def test_the_line_of_the_text_is_the_middle_of_the_seeds():
    seeds = np.array([[4.0, 3.0], [3.0, 2.0], [3.5, 2.8]])
    left, right = figures.text_curves({"A": seeds}, {"A": [2.1, 2.2]})
    np.testing.assert_array_equal(left.lines[0].get_xdata(), [10, 30])
    np.testing.assert_array_equal(left.lines[0].get_ydata(), [3.5, 2.8])
    band = left.collections[0].get_paths()[0].vertices[:, 1]
    assert (band.min(), band.max()) == (2.0, 4.0)
    np.testing.assert_array_equal(right.lines[0].get_ydata(), [2.1, 2.2])


def test_the_curves_of_the_text_get_three_fifths_of_the_width():
    left, _ = figures.text_curves({"A": np.array([[4.0, 3.0]])}, {"A": [2.1]})
    assert left.get_gridspec().get_width_ratios() == (3, 2)
