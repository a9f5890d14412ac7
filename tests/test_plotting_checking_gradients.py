"""The figures of the chapter on checking gradients draw what they are given."""

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

from matplotlib.colors import same_color  # noqa: E402

from rnn_tutorial.plotting import checking_gradients as figures  # noqa: E402
from rnn_tutorial.plotting import style  # noqa: E402

EPS = 10.0 ** np.arange(-12, -0.9, 0.5)


pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def panels():
    measured = {
        "float64": {"one-sided": EPS, "central": EPS**2, "complex step": EPS**3},
        "float32": {"one-sided": 2 * EPS, "central": 3 * EPS},
    }
    predicted = {"float64": {"central": 5 * EPS}, "float32": {"one-sided": 7 * EPS}}
    return figures.step_errors(EPS, measured, predicted)


def test_a_panel_marks_what_is_measured_and_dots_what_is_predicted():
    left, right = panels()
    assert [line.get_linestyle() for line in left.lines] == ["None"] * 3 + [":"]
    assert [line.get_marker() for line in left.lines] == ["s", "o", "^", "None"]
    for line, drawn in zip(left.lines, (EPS, EPS**2, EPS**3, 5 * EPS), strict=True):
        np.testing.assert_array_equal(line.get_xdata(), EPS)
        np.testing.assert_array_equal(line.get_ydata(), drawn)
    drawn = [line.get_ydata()[0] / EPS[0] for line in right.lines]
    assert drawn == pytest.approx([2, 3, 7])
    colours = style.NEUTRAL, style.BACKWARD, style.THIRD, style.INK
    assert [line.get_color() for line in left.lines] == list(colours)
    assert right.lines[2].get_color() == style.INK
    assert {line.get_markersize() for line in left.lines[:3]} == {4}
    assert {line.get_markerfacecolor() for line in left.lines[:3]} == {"none"}


def test_the_panels_share_one_legend_and_the_scale_of_errors():
    left, right = panels()
    (legend,) = left.figure.legends
    names = [text.get_text() for text in legend.texts]
    assert names == ["one-sided", "central", "complex step"]
    assert legend._ncols == 3
    assert [ax.get_title(loc="left") for ax in (left, right)] == ["float64", "float32"]
    assert left.get_ylabel() == "relative error" and not right.get_ylabel()
    assert {ax.get_xlabel() for ax in (left, right)} == {"step ε"}
    assert left.get_ylim() == right.get_ylim()
    np.testing.assert_allclose(left.get_xticks(), [1e-12, 1e-8, 1e-4])
    assert {left.get_xscale(), left.get_yscale()} == {"log"}
    assert tuple(left.figure.get_size_inches()) == style.SIZE
    top, bottom = (ax.get_position() for ax in (left, right))
    assert top.y0 == bottom.y0 and top.x1 < bottom.x0


def test_the_density_is_half_a_normal_one_and_the_strip_is_the_tolerance():
    errors = np.abs(np.random.default_rng(0).normal(size=4000)) * 2
    ax = figures.errors_along_directions(errors, spread=2.0, tol=0.3)
    edges, density = ax.lines[0].get_data()
    assert (edges[0], edges[-1], len(edges)) == (errors.min(), errors.max(), 41)
    expected = np.exp(-(edges**2) / 8) * np.sqrt(2 / np.pi) / 2
    np.testing.assert_allclose(density, expected)
    *bars, strip = ax.patches
    assert sum(b.get_height() * b.get_width() for b in bars) == pytest.approx(1)
    assert (strip.get_x(), strip.get_width()) == (0, 0.3)
    assert same_color(strip.get_facecolor()[:3], style.FORWARD)
    assert same_color(bars[0].get_facecolor()[:3], style.BACKWARD)
    assert {p.get_alpha() for p in ax.patches} == {0.4}
    assert strip.get_linewidth() == 0
    assert ax.lines[0].get_linestyle() == ":"


def test_the_strip_is_named_above_the_bars():
    ax = figures.errors_along_directions(np.array([0.1, 1, 2]), spread=1.0, tol=0.1)
    (text,) = ax.texts
    peak = np.sqrt(2 / np.pi)
    assert text.get_text() == "passes"
    assert text.get_color() == style.FORWARD
    assert ax.lines[0].get_color() == style.INK
    assert text.get_position() == pytest.approx((0.2, 1.2 * peak))
    assert ax.get_xlim() == (0, 2)
    assert ax.get_ylim() == pytest.approx((0, 1.35 * peak))
    assert ax.get_xlabel() == "error along the direction"
    assert ax.get_ylabel() == "density"


def test_each_cause_has_its_labelled_curve():
    errors = {"a bug": 0.1 + 0 * EPS, "a kink": 0.09 + 0 * EPS, "right": EPS**2}
    ax = figures.errors_of_causes(EPS, errors)
    for line, text, (name, drawn) in zip(
        ax.lines, ax.texts, errors.items(), strict=True
    ):
        np.testing.assert_array_equal(line.get_xdata(), EPS)
        np.testing.assert_array_equal(line.get_ydata(), drawn)
        assert (text.get_text(), text.xy) == (name, (EPS[-1], drawn[-1]))
        assert text.get_color() == line.get_color()
    looks = [(line.get_marker(), line.get_linestyle()) for line in ax.lines]
    assert looks == [("o", "-"), ("^", "-."), ("s", "--")]
    colours = [line.get_color() for line in ax.lines]
    assert colours == [style.BACKWARD, style.THIRD, style.NEUTRAL]
    assert {line.get_markersize() for line in ax.lines} == {4}


def test_labels_of_equal_ends_are_parted_and_there_is_room_for_them():
    errors = {"a bug": 0.1 + 0 * EPS, "a kink": 0.1 + 0 * EPS, "right": EPS**2}
    ax = figures.errors_of_causes(EPS, errors)
    bug, kink, _ = (text.xyann[1] for text in ax.texts)
    assert abs(bug - kink) >= style.FONT
    np.testing.assert_allclose(ax.get_xlim(), (1e-12, 50))
    np.testing.assert_allclose(ax.get_xticks(), 10.0 ** np.arange(-12, -1, 2))
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("step ε", "relative error")
    assert {ax.get_xscale(), ax.get_yscale()} == {"log"}


def test_three_causes_are_drawn_and_no_other_number():
    with pytest.raises(ValueError, match="longer than"):
        figures.errors_of_causes(EPS, {"a bug": EPS, "right": EPS})
