"""The figures of the chapter on optimisers draw what they say."""

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

from rnn_tutorial.plotting import optimisers as figures  # noqa: E402

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def drawn(ax, number):
    return [np.asarray(axis).tolist() for axis in ax.lines[number].get_data()]


def test_a_dot_marks_the_time_constant_where_one_over_e_is_left():
    ages = np.arange(3)
    ax = figures.memories(ages, {0.5: 0.5**ages})
    assert drawn(ax, 0) == [[0, 1, 2], [1, 0.5, 0.25]]
    (tau,), (left,) = drawn(ax, 1)
    assert 0.5**tau == pytest.approx(left) == pytest.approx(np.exp(-1))


def test_steps_are_counted_from_one_in_learning_rates():
    ax = figures.step_lengths({"a": np.array([0.2, 0.1])}, 0.1, 1)
    np.testing.assert_allclose(drawn(ax, 0), [[1, 2], [2, 1]])
    assert drawn(ax, 1)[0] == [1, 1]
    assert [text.get_text() for text in ax.texts] == ["a"]


@pytest.mark.parametrize("updates, ticks", [(99, [0]), (100, [0, 100])])
def test_every_hundredth_step_is_marked(updates, ticks):
    ax = figures.step_lengths({"a": 0.99 ** np.arange(updates)}, 1.0, 1)
    assert list(ax.get_xticks()) == ticks
    assert ax.texts[0].xy == (updates, pytest.approx(0.99 ** (updates - 1)))


def test_shrinking_weights_have_a_legend():
    ax = figures.shrinking({"a": np.array([1.0, 0.5]), "b": np.array([1.0, 0.2])})
    assert [drawn(ax, k)[1] for k in (0, 1)] == [[1, 0.5], [1, 0.2]]
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["a", "b"]


def test_every_family_has_a_panel_and_the_line_of_guessing():
    rates, curve = np.array([0.1, 1.0]), np.array([0.3, 0.4])
    families = [{"a": curve, "b": curve + 1}, {"c": curve}, {"d": curve}]
    axes = figures.valleys(rates, families, 0.69)
    assert len(axes) == 3
    assert drawn(axes[0], 1) == [[0.1, 1], [1.3, 1.4]]
    assert drawn(axes[1], 0) == [[0.1, 1], [0.3, 0.4]]
    assert [drawn(ax, -1)[1] for ax in axes] == [[0.69, 0.69]] * 3
    assert axes[0].get_xscale() == "log"


def test_a_dot_stands_for_each_rate_that_works():
    row = {"one": np.array([True, False]), "two": np.array([True, True])}
    ax = figures.working_rates([0.1, 1.0], {"sgd": row, "adam": row})
    assert [drawn(ax, k)[0] for k in range(4)] == [[0.1], [0.1, 1.0]] * 2
    heights = [drawn(ax, k)[1][0] for k in range(4)]
    assert heights == sorted(heights, reverse=True)
    assert [t.get_text() for t in ax.get_yticklabels()] == ["sgd", "adam"]
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["one", "two"]


def test_the_bound_is_the_spread_times_the_share_before():
    before, after = 0.1 ** np.arange(6.0), 0.2 ** np.arange(6.0)
    ax = figures.shares(before, after, 10.0)
    np.testing.assert_allclose(drawn(ax, 0)[1], 10 * before)
    assert drawn(ax, 1)[1] == before.tolist()
    assert drawn(ax, 2)[1] == after.tolist()
    assert [text.get_text() for text in ax.texts] == ["bound", "gradient", "scaled"]


@pytest.mark.parametrize("lags, ticks", [(9, [0]), (10, [0, 10])])
def test_every_tenth_step_back_is_marked(lags, ticks):
    share = 0.5 ** np.arange(lags)
    assert list(figures.shares(share, share, 1.0).get_xticks()) == ticks
