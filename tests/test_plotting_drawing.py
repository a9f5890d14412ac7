"""Labels at the ends of curves do not touch, and those of arrows stand beside them."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnn_tutorial.plotting.drawing import apart, arrow_label, label_end, part_ends
from rnn_tutorial.plotting.style import FONT

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def test_heights_far_apart_stay():
    heights = np.array([30.0, 0.0, 15.0])
    assert np.allclose(apart(heights, 15), heights)


@pytest.mark.parametrize("seed", range(5))
def test_heights_are_a_gap_apart_and_in_their_order(seed):
    heights = np.random.default_rng(seed).uniform(0, 60, 5)
    moved = apart(heights, 10)
    assert np.array_equal(np.argsort(moved), np.argsort(heights))
    assert np.diff(np.sort(moved)).min() > 10 - 1e-9


def test_two_equal_heights_part_evenly():
    assert sorted(apart(np.array([5.0, 5.0]), 4)) == [3, 7]


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_labels_at_one_point_part_on_any_axis(scale):
    ax = plt.subplots()[1]
    ax.set(yscale=scale, ylim=(1, 100))
    for _ in range(2):
        label_end(ax, 1, 50, "name", "black")
    part_ends(ax)
    low, high = sorted(text.xyann[1] for text in ax.texts)
    assert high - low == pytest.approx(1.15 * FONT)


def test_a_label_stands_above_a_flat_or_diagonal_arrow_and_right_of_a_steep_one():
    ax = plt.subplots()[1]
    ends = (3, 2), (-3, 2), (2, -2), (2, 3), (2, -3)
    labels = [arrow_label(ax, (0, 0), end, "w", "black") for end in ends]
    above, right = ("center", "bottom", (0, 4)), ("left", "center", (5, 0))
    placed = [(text.get_ha(), text.get_va(), text.xyann) for text in labels]
    assert placed == [above, above, above, right, right]
