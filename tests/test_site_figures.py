"""Figures in a page: small, in the theme's colours, and never in each other's way."""

import pytest
from drawing import slim

from rnn_tutorial.plotting import style


def inside(body, prefix="p"):
    svg = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"'
    return slim(f"<svg {svg}>{body}</svg>", prefix)[1]


def test_the_view_box_is_kept():
    assert slim('<svg viewBox="0 0 432 230.4"/>', "p")[0] == "0 0 432 230.4"


@pytest.mark.parametrize(
    "colour, variable",
    [(style.FORWARD, "--fig-forward"), (style.BACKWARD, "--fig-backward")],
)
def test_a_colour_of_the_palette_follows_the_theme(colour, variable):
    assert f"stroke:var({variable})" in inside(f'<path style="stroke: {colour}"/>')


def test_another_colour_stays():
    assert 'style="fill:#123456"' in inside('<path style="fill: #123456"/>')


def test_coordinates_are_rounded_to_a_tenth():
    assert 'd="M1.3 2L3 4z"' in inside('<path d="M 1.26 1.96 \nL 3 4.04 \nz\n"/>')


def test_a_scale_is_not_rounded():
    body = '<path transform="scale(0.0123)"/>'
    assert 'transform="scale(0.0123)"' in inside(body)


def test_an_id_that_is_used_is_named_for_its_figure():
    body = inside('<path id="m"/><use href="#m"/><g clip-path="url(#m)"/>', "page-1")
    assert 'id="page-1-0"' in body
    assert 'href="#page-1-0"' in body
    assert "url(#page-1-0)" in body


def test_an_id_that_is_not_used_goes():
    assert "id=" not in inside('<path id="line2d_1"/>')


def test_the_paper_behind_the_figure_goes():
    assert inside('<g id="patch_1"><path d="M0 0"/></g>') == ""


def test_a_style_that_all_children_share_moves_to_their_group():
    body = inside('<g><path style="fill: red"/><use style="fill: red"/></g>')
    assert body == '<g style="fill:red"><path /><use /></g>'


def test_opacity_stays_with_each_child():
    body = inside('<g clip-path="none"><path style="opacity: 0.5"/></g>')
    assert body == '<g clip-path="none"><path style="opacity:0.5" /></g>'


def test_text_in_pieces_stays_whole():
    body = inside("<text>a<tspan>b</tspan> c</text>")
    assert body == "<text>a<tspan>b</tspan> c</text>"


def test_an_index_is_drawn_a_tenth_larger():
    index = f"font-size: {0.7 * style.FONT}px"
    body = inside(f'<text><tspan style="{index}">t</tspan></text>')
    assert f"font-size:{0.77 * style.FONT:.1f}px" in body


def test_a_letter_keeps_its_size():
    body = inside(f'<text><tspan style="font-size: {style.FONT}px">h</tspan></text>')
    assert f"font-size:{style.FONT}px" in body
