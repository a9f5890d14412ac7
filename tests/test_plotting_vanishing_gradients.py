"""The figures of the chapter on vanishing gradients draw what they say."""

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

from matplotlib import pyplot as plt  # noqa: E402

from rnn_tutorial.plotting import vanishing_gradients as figures  # noqa: E402
from rnn_tutorial.plotting.drawing import label_end  # noqa: E402
from rnn_tutorial.plotting.style import FONT  # noqa: E402

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def test_a_learning_curve_ends_at_the_mean_of_the_last_losses():
    losses = np.arange(30.0)
    ax = figures.learning_curves({"a": losses}, guessing=1.0)
    updates, drawn = ax.lines[0].get_data()
    assert (updates[-1], drawn[-1]) == (30, pytest.approx(losses[-10:].mean()))


def test_powers_of_ten_are_inside_the_axis():
    _, ax = plt.subplots()
    figures.powers_of_ten(ax, -4, 4, 2)
    low, high = ax.get_ylim()
    assert low < 1e-4 and high > 1e4
    assert list(ax.get_yticks()) == pytest.approx([1e-4, 1e-2, 1, 1e2, 1e4])


def test_powers_of_ten_part_the_labels_at_the_ends():
    _, ax = plt.subplots()
    for name in ("first", "second"):
        ax.plot([0.1, 1.0])
        label_end(ax, 1, 1.0, name, "black")
    figures.powers_of_ten(ax, -1, 0, 1)
    assert len(ax.get_yticks(minor=True)) == 0
    low, high = sorted(text.xyann[1] for text in ax.texts)
    assert high - low > FONT


def test_each_network_has_a_product_below_its_bound():
    products = {"a": 0.4 ** np.arange(30), "b": 1.1 ** np.arange(30)}
    limits = {"a": 0.5 ** np.arange(30), "b": 1.3 ** np.arange(30)}
    for ax, name in zip(figures.bounds(products, limits), "ab", strict=True):
        dotted, solid = ax.lines
        np.testing.assert_array_equal(dotted.get_ydata(), limits[name])
        np.testing.assert_array_equal(solid.get_ydata(), products[name])


def test_a_line_marks_one_only_if_something_grows():
    shrinking = {"a": 0.5 ** np.arange(10)}
    growing = {**shrinking, "b": 1.05 ** np.arange(10)}
    counts = [len(figures.against_lag(n).lines) for n in (shrinking, growing)]
    assert counts == [1, 3]


def test_the_line_at_one_ends_before_the_labels():
    *_, line = figures.against_lag({"a": 2.0 ** np.arange(11)}).lines
    assert list(line.get_xdata()) == [0, 10]


def test_a_descent_at_the_cliff_is_named_at_its_last_weight():
    w, start = np.linspace(0, 3, 7), (1.0, 2.0)
    paths = {
        name: tuple(np.array([at, at + step, at + 3 * step]) for at in start)
        for name, step in (("clipped", 0.1), ("not clipped", 0.5))
    }
    ax = figures.cliff(w, w**2, paths, {"clipped": (9, 5), "not clipped": (-9, 6)})
    places = {text.get_text(): text.xy for text in ax.texts}
    ends = {name: (x[-1], y[-1]) for name, (x, y) in paths.items()}
    assert places == {**ends, "start": start}
    assert [len(line.get_xdata()) for line in ax.lines] == [7, 3, 3]
