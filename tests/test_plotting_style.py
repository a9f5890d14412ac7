"""Every figure speaks the one visual language, and is the same in every run."""

import io

import matplotlib
import pytest

matplotlib.use("Agg")

from matplotlib import pyplot as plt  # noqa: E402

from rnn_tutorial.plotting import show_source, style  # noqa: E402

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def three_curves():
    ax = plt.subplots()[1]
    for name in "abc":
        ax.plot([1, 2], [3, 4], label=name)
    return ax, ax.legend(ncols=2)


def test_a_letter_on_a_phone_is_11_pixels_high():
    width = style.SIZE[0] * 72  # points
    assert 358 * style.FONT / width == pytest.approx(11, abs=0.5)


def test_curves_differ_without_colour():
    ax, _ = three_curves()
    dashes = [line.get_linestyle() for line in ax.lines]
    assert dashes == ["-", "--", "-."]


def test_the_grid_is_behind_the_curves_and_thinner():
    ax, _ = three_curves()
    assert ax.get_axisbelow() is True
    grid, curve = ax.get_xgridlines()[0], ax.lines[0]
    assert grid.get_linewidth() < curve.get_linewidth()


def test_a_figure_makes_room_for_its_legend_which_takes_little():
    ax, legend = three_curves()
    assert ax.figure.get_layout_engine() is not None
    assert max(legend.labelspacing, legend.borderpad) < 0.5  # of a letter


def test_an_image_is_blue_unless_told_otherwise():
    assert plt.imshow([[0, 1]]).get_cmap() == style.FORWARD_MAP
    assert plt.get_cmap("diverging") == style.DIVERGING_MAP


def svg():
    file = io.StringIO()
    three_curves()[0].figure.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()


def test_two_drawings_are_the_same_file_with_its_text_as_text():
    first, second = svg(), svg()
    assert first == second and ">a</text>" in first


@pytest.mark.filterwarnings("ignore:Overwriting the cmap")
def test_a_notebook_is_given_svg_without_a_date(monkeypatch):
    asked = []
    note = lambda *names, **more: asked.append((names, more["metadata"]))  # noqa: E731
    monkeypatch.setattr(style, "set_matplotlib_formats", note)
    monkeypatch.setattr(style, "get_ipython", lambda: "a notebook")
    style.use_book_style()
    assert asked == [(("svg",), {"Date": None, "Creator": None})]


def test_the_source_shown_is_the_functions_own():
    shown = show_source(svg, three_curves).data
    assert shown.startswith("```python\ndef svg():\n    file")
    assert "getvalue()\n\ndef three_curves():" in shown and shown.endswith("\n```")
