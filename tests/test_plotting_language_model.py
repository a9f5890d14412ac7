"""The figures of the chapter on the language model show what their captions say."""

import numpy as np
import pytest
from matplotlib.colors import to_rgba

from rnn_tutorial.plotting.language_model import (
    draw_next_symbol,
    learning_curve,
    surprise,
    temperature_panels,
)
from rnn_tutorial.plotting.style import NEUTRAL

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_each_step_is_scored_on_the_character_to_its_right():
    symbol, *_, cost, target = texts(draw_next_symbol("ab"))
    assert symbol == "'a'" and target == "'b'"
    assert "$b$" in cost and "$a$" not in cost


def test_the_last_character_is_grey_and_stands_alone():
    ax = draw_next_symbol("abc")
    assert texts(ax).count("$h_2$") == 1 and "$h_3$" not in texts(ax)
    assert ax.patches[-1].get_edgecolor() == to_rgba(NEUTRAL)


def test_the_learning_curve_names_every_baseline():
    ax = learning_curve([3.0, 1.0], {"uniform": 2.0, "unigram": 1.5}, "bits")
    assert texts(ax) == ["uniform", "unigram"]


def test_the_descenders_of_a_label_stand_above_its_line():
    ax = learning_curve([3.0, 1.0], {"gypsy": 2.0}, "bits")
    ax.figure.canvas.draw()
    middle = ax.transData.transform((1, 2.0))[1]
    half = ax.lines[-1].get_linewidth() / 2 * ax.figure.dpi / 72
    assert ax.texts[0].get_window_extent().y0 > middle + half


def test_the_learning_curve_starts_at_update_one():
    ax = learning_curve([3.0, 1.0], {}, "bits")
    assert list(ax.lines[0].get_xdata()) == [1, 2]


def test_every_character_has_a_bar_of_its_cost():
    ax = surprise("a b", [1.0, 2.0, 3.0])
    assert [bar.get_height() for bar in ax.patches] == [1.0, 2.0, 3.0]


def test_a_space_is_visible_below_its_bar():
    ax = surprise("a b", np.ones(3))
    labels = [label.get_text() for label in ax.get_xticklabels()]
    assert labels == ["a", "\u2423", "b"]


def test_the_symbols_below_the_bars_have_no_ticks():
    panels = temperature_panels("ab", np.zeros(2), (1.0, 2.0))
    for ax in (surprise("ab", np.ones(2)), *panels):
        lengths = [tick.tick1line.get_markersize() for tick in ax.xaxis.majorTicks]
        assert lengths == [0, 0]


def test_the_panels_show_the_ten_likeliest_symbols():
    ax = temperature_panels("abcdefghijkl", np.arange(12.0), (1.0, 2.0))[0]
    labels = [label.get_text() for label in ax.get_xticklabels()]
    assert "".join(labels) == "lkjihgfedc"


def test_the_panels_begin_with_the_likeliest_symbol():
    ax = temperature_panels("abc", np.array([0.0, 2.0, 1.0]), (1.0, 2.0))[0]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["b", "c", "a"]


def test_a_higher_temperature_lowers_the_tallest_bar():
    cold, hot = temperature_panels("ab", np.array([0.0, 2.0]), (0.5, 2.0))
    assert cold.patches[0].get_height() > hot.patches[0].get_height()
