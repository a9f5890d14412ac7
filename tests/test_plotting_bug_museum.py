"""The figures of the bug museum draw what they say."""

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_hex

matplotlib.use("Agg")


from rnn_tutorial.plotting import BACKWARD, FORWARD, NEUTRAL, THIRD  # noqa: E402
from rnn_tutorial.plotting import bug_museum as figures  # noqa: E402

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def test_a_mean_stands_in_the_middle_of_its_updates():
    assert list(figures.middles([7, 7, 7], 10)) == [5, 15, 25]


def test_curves_that_look_alike_have_one_colour_and_no_name():
    ax = figures.alike({"a": [1.5, 0.5], "b": [1.4, 0.6]}, 10, guessing=1.79)
    first, second, guess = ax.lines
    assert [line.get_color() for line in (first, second)] == [FORWARD, FORWARD]
    assert [line.get_linestyle() for line in ax.lines] == ["-", "-", ":"]
    assert first.get_linewidth() == 1
    assert list(first.get_xdata()) == [5, 15]
    assert list(second.get_ydata()) == [1.4, 0.6]
    assert guess.get_ydata()[0] == 1.79 and guess.get_color() == NEUTRAL
    assert ax.get_ylim()[0] == 0
    assert ax.get_title(loc="left") == "2 programs; dotted: guessing"
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("updates", "loss (nats)")
    assert not ax.texts


def test_named_curves_have_their_names_at_their_ends():
    curves = {name: [0.9, 0.5, i / 4] for i, name in enumerate("abcd")}
    ax = figures.named(curves, 20)
    assert [line.get_color() for line in ax.lines] == [
        FORWARD,
        BACKWARD,
        THIRD,
        NEUTRAL,
    ]
    assert [line.get_linestyle() for line in ax.lines] == ["-", "--", "-.", ":"]
    assert [text.get_text() for text in ax.texts] == list("abcd")
    assert [text.xy for text in ax.texts] == [(50, i / 4) for i in range(4)]
    assert list(ax.lines[0].get_xdata()) == [10, 30, 50]
    assert list(ax.lines[3].get_ydata()) == [0.9, 0.5, 0.75]
    assert ax.get_xlim() == (0, pytest.approx(78))
    assert ax.get_ylim() == (-0.15, 1)
    assert list(ax.get_xticks()) == [0, 20, 40, 60]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("updates", "loss (nats)")


def test_labels_that_would_touch_are_parted():
    ax = figures.named({name: [0.5] for name in "abcd"}, 20)
    heights = [text.xyann[1] for text in ax.texts]
    assert np.diff(heights) == pytest.approx(np.diff(heights)[0]) and heights[0] != 0


def test_the_angle_of_an_arrow_is_that_of_the_gradient():
    ax = figures.compass({"3": {"W_hh": 0.6}, "8": {"xs": -1.0}}, ["xs", "W_hh"])
    drawn = {text.xyann: (text.xy, text.arrow_patch) for text in ax.texts}
    tips = {start: tip for start, (tip, _) in drawn.items()}
    assert tips[(0, 0)] == pytest.approx((0.42, 0))
    assert tips[(0, 1)] == pytest.approx((0.42 * 0.6, 1 - 0.42 * 0.8))
    assert tips[(1, 0)] == pytest.approx((1 - 0.42, 0))
    assert tips[(1, 1)] == pytest.approx((1.42, 1))
    colours = {s: to_hex(patch.get_edgecolor()) for s, (_, patch) in drawn.items()}
    assert colours == {
        (0, 0): FORWARD,
        (0, 1): BACKWARD,
        (1, 0): BACKWARD,
        (1, 1): FORWARD,
    }
    assert all(patch.shrinkA == patch.shrinkB == 0 for _, patch in drawn.values())
    assert [t.get_text() for t in ax.get_xticklabels()] == ["3", "8"]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["xs", "W_hh"]
    assert list(ax.get_xticks()) == list(ax.get_yticks()) == [0, 1]
    assert ax.get_xlim() == (-0.5, 2) and ax.get_ylim() == (1.5, -0.5)
    assert ax.get_aspect() == 1 and ax.get_xlabel() == "exhibit"
    assert not ax.get_xgridlines()[0].get_visible()
    assert all(text.get_annotation_clip() is False for text in ax.texts)
    assert list(ax.figure.get_size_inches()) == pytest.approx([6.0, 3.2])
