"""The figures of the chapter on speed draw what they are given."""

import matplotlib
import pytest

matplotlib.use("Agg")

from rnn_tutorial.plotting import fast_numpy as figures  # noqa: E402

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def test_batches_stand_beside_what_proportion_would_be():
    proportion, measured = figures.plot_batches([1, 2, 4], [1, 1.2, 1.9]).lines
    assert list(proportion.get_ydata()) == [1, 2, 4]
    assert list(measured.get_ydata()) == [1, 1.2, 1.9]
    axes = measured.axes
    for labels in axes.get_xticklabels(), axes.get_yticklabels():
        assert [text.get_text() for text in labels] == ["1", "2", "4"]


def test_gains_read_from_top_to_bottom():
    """The first trick stands on top; a bar spans the range of its gain."""
    one = {"low": 1.0, "median": 2.0, "high": 3.0}
    two = {"low": 4.0, "median": 5.0, "high": 6.0}
    ax = figures.plot_gains({size: {"x": one, "y": two} for size in ("s", "b")})
    marks = ax.lines[0]
    assert list(marks.get_xdata()) == [2, 5]
    assert marks.get_ydata()[0] > marks.get_ydata()[1]
    assert [text.get_text() for text in ax.get_yticklabels()] == ["x", "y"]
    (first, _) = ax.collections[0].get_segments()
    assert list(first[:, 0]) == [1, 3]


def test_each_ratio_stands_in_its_panel_and_row():
    rows = [
        {"workload": f"{w}: text", "cell": c, "of_torch": 0.5 + i, "of_floor": 2.0 + i}
        for i, (w, c) in enumerate([("a", "rnn"), ("a", "lstm"), ("b", "gru")])
    ]
    left, right = figures.plot_beside(rows)
    assert [list(line.get_xdata()) for line in left.lines[:3]] == [[0.5], [1.5], [2.5]]
    assert list(right.lines[2].get_xdata()) == [4.0]
    assert left.lines[0].get_ydata()[0] > left.lines[2].get_ydata()[0]


def test_cells_with_one_ratio_do_not_cover_each_other():
    """They stand a little apart, nearer to their own row than to the next."""
    cells = "rnn", "lstm", "gru"
    row = {"workload": "a: text", "of_torch": 1.0, "of_floor": 1.0}
    left, _ = figures.plot_beside([row | {"cell": cell} for cell in cells])
    heights = [line.get_ydata()[0] for line in left.lines[:3]]
    assert len(set(heights)) == 3 and max(map(abs, heights)) < 0.4
    (legend,) = left.figure.legends
    assert [text.get_text() for text in legend.texts] == ["RNN", "LSTM", "GRU"]


def test_every_way_has_its_curve():
    ways = {name: [1.0, 4.0] for name in "abcd"}
    ax = figures.plot_lengths([16, 64], ways)
    assert [line.get_label() for line in ax.lines] == list("abcd")
    assert ax.get_ylabel().endswith("T = 16")


def test_the_best_model_that_counts_has_its_line():
    counted = {"4": 2.4, "5": 2.2, "6": 2.1, "7": 2.15}
    ax = figures.plot_against_counting([1, 2, 3], [2.6, 2.3, 2.0], counted)
    assert [line.get_ydata()[0] for line in ax.lines] == [2.4, 2.1, 2.6]
    assert "counting 6 symbols at a time" in [text.get_text() for text in ax.texts]
