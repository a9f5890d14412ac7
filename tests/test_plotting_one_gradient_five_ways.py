"""The figures of the chapter on five ways draw what they say."""

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

from matplotlib.colors import to_hex  # noqa: E402
from matplotlib.patches import FancyArrowPatch  # noqa: E402

from rnn_tutorial.plotting import one_gradient_five_ways as figures  # noqa: E402
from rnn_tutorial.plotting.style import BACKWARD, FORWARD  # noqa: E402
from rnn_tutorial.proof.autodiff import Variable  # noqa: E402
from rnn_tutorial.proof.ways import WAYS  # noqa: E402

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def boxes(ax):
    return [(p.get_x(), p.get_y(), p.get_width(), p.get_height()) for p in ax.patches]


def test_every_bracket_is_drawn_to_scale():
    left, right, column = figures.draw_brackets(H=2, P=5)
    assert boxes(left) == [(0, -1, 2, 1), (6, -1, 2, 1), (12, -1, 2, 1), (18, -1, 5, 1)]
    assert boxes(right) == [
        (0, -2, 5, 2), (6, -2, 5, 2), (12, -2, 5, 2), (18, -1, 5, 1)
    ]  # fmt: skip
    assert boxes(column) == [
        (0, -2, 1, 2), (6, -2, 1, 2), (12, -2, 1, 2), (18, -1, 1, 1)
    ]  # fmt: skip
    for ax, colour in zip((left, right, column), "bff", strict=True):
        assert {to_hex(p.get_facecolor()) for p in ax.patches} == {
            {"b": BACKWARD, "f": FORWARD}[colour]
        }
        assert {p.get_alpha() for p in ax.patches} == {0.5}
        assert (ax.get_xlim(), ax.get_ylim()) == ((0, 24), (-6, 0))
        assert ax.get_aspect() == 1 and not ax.axison


def test_every_bracket_says_what_it_holds():
    left, right, column = figures.draw_brackets(H=2, P=5)
    assert [ax.get_title(loc="left") or ax.get_title() for ax in (left, column)] == [
        "from the left: rows",
        "from the right, one column of P",
    ]
    texts = [text.get_text() for text in right.texts]
    assert texts[:2] == ["$D_1$\nH×P", "$J_2D_1$\nH×P"]
    assert [text.get_position() for text in right.texts][:2] == [(0, -3), (6, -3)]
    assert left.texts[2].get_text() == "$e_3J_3J_2$\n1×H"
    assert [ax.texts[3].get_text() for ax in (left, column)] == [
        "product\n1×P",
        "product\n1×1",
    ]
    assert list(left.figure.get_size_inches()) == [6.0, 4.8]


def test_the_default_brackets_have_three_times_as_many_parameters_as_units():
    _, right, _ = figures.draw_brackets()
    assert boxes(right)[0] == (0, -3, 9, 3)


def test_an_arrow_leads_to_each_parent():
    tape = []
    a, b = Variable(tape, np.array(1.0)), Variable(tape, np.array(2.0))
    c = a * b
    c + a
    ax = figures.draw_tape(tape, ["a", "b", "c", "d"])
    assert [text.get_text() for text in ax.texts] == ["a", "b", "c", "d"]
    assert [text.get_position() for text in ax.texts] == [(n, 0) for n in range(4)]
    arrows = [p for p in ax.patches if isinstance(p, FancyArrowPatch)]
    ends = [[round(x) for x, y in patch._posA_posB] for patch in arrows]
    assert ends == [[2, 0], [2, 1], [3, 2], [3, 0]]
    assert {to_hex(patch.get_edgecolor()) for patch in arrows} == {BACKWARD}
    assert {patch.get_connectionstyle().rad for patch in arrows} == {0.5}
    assert {patch.get_mutation_scale() for patch in arrows} == {7}
    assert ax.get_xlim() == (-0.5, 3.5) and ax.get_ylim() == (-0.5, 2.5)


def test_each_way_has_its_curve_its_colour_and_its_name():
    ways = {name: [1.0 + n, 4.0 + n, 9.0 + n] for n, name in enumerate(WAYS)}
    ax = figures.plot_growth([16, 32, 64], ways, "bytes")
    for line, (name, values) in zip(ax.lines, ways.items(), strict=True):
        assert list(line.get_xdata()) == [16, 32, 64]
        assert list(line.get_ydata()) == values
        assert (line.get_color(), line.get_linestyle()) == figures.STYLES[name]
        assert (line.get_marker(), line.get_markersize()) == ("o", 4)
    assert [text.get_text() for text in ax.texts] == list(ways)
    assert [text.xy for text in ax.texts] == [(64, v[-1]) for v in ways.values()]
    assert [to_hex(text.get_color()) for text in ax.texts] == [
        figures.STYLES[name][0] for name in ways
    ]
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("steps T", "bytes")
    assert ax.get_xlim() == (16, 6 * 64)
    assert [text.get_text() for text in ax.get_xticklabels()] == ["16", "32", "64"]
    assert list(ax.xaxis.get_minorticklocs()) == []
    assert list(ax.figure.get_size_inches()) == [6.0, 4.0]


def test_labels_do_not_touch():
    ax = figures.plot_growth([16, 64], {name: [1, 10] for name in WAYS}, "time")
    heights = sorted(text.xyann[1] for text in ax.texts)
    assert min(np.diff(heights)) > 13


def test_what_walks_back_is_orange_and_what_walks_forward_is_blue():
    back = {name for name, (colour, _) in figures.STYLES.items() if colour == BACKWARD}
    assert back == {"double sum", "recursion", "tape"}
    assert {colour for colour, _ in figures.STYLES.values()} == {BACKWARD, FORWARD}
    assert len(set(figures.STYLES.values())) == len(WAYS)
