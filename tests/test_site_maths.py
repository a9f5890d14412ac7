"""Formulas become MathML that browsers draw well, or the build fails and says why."""

import json
import re
from pathlib import Path

import pytest
from build_maths_font import FOLDER, italic
from docutils import nodes
from fontTools.ttLib import TTFont
from markdown_it import MarkdownIt
from mathml import FormulaError, serialise, to_mathml
from mathml_spacing import pieces
from mdit_py_plugins.dollarmath import dollarmath_plugin
from site_maths import keep_together
from site_symbols import Symbol, link_row, matches, rank, shape
from sphinx.application import Sphinx
from sphinx.errors import SphinxWarning
from sphinx.util.docutils import docutils_namespace

ROOT = Path(__file__).resolve().parents[1]
BROKEN = {
    r"\unheard x": r"unknown command \unheard",
    r"\frac{1": "a { without its }",
    "1}": "a } without its {",
    r"\frac1": "without all of its arguments",
    r"\begin{foo}x\end{foo}": "unknown environment foo",
    r"\left( x": "missing right",
    r"x \\ y": "outside an aligned block",
    "x & y": "& in the wrong place",
    r"\mathbf{xy}": "single letters",
    "": "no available tokens",
}


NOTATION = """# Notation

| symbol | meaning |
|---|---|
| $h_t$ | state |
| $H$ | size |

| letter | chapter | meaning there |
|---|---|---|
| $H$ | {doc}`/index` | Hessian |
"""
PAGE = "# Title\n\n$$h_1 = H$$\n\n$$h_2 = 0$$\n"


def build(folder, pages):
    """Build a small book whose warnings are errors."""
    for name, text in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "conf.py").write_text(
        "extensions = ['myst_parser', 'site_maths', 'site_symbols']\n"
        "myst_enable_extensions = ['dollarmath']\nhtml_math_renderer = 'mathml'\n"
    )
    out = str(folder / "out")
    with docutils_namespace():
        Sphinx(
            folder, folder, out, out, "html", status=None, warningiserror=True
        ).build()


def markdown(path):
    """The text of a page, or of a notebook's Markdown cells."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return text
    cells = [c for c in json.loads(text)["cells"] if c["cell_type"] == "markdown"]
    return "\n\n".join("".join(cell["source"]) for cell in cells)


def formulas():
    """Every formula of the book, and whether it stands alone."""
    parser = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin)
    pages = [*(ROOT / "book").rglob("*.md"), *(ROOT / "book").rglob("*.ipynb")]
    for path in sorted(p for p in pages if ".ipynb_checkpoints" not in p.parts):
        for token in parser.parse(markdown(path)):
            for part in [token, *(token.children or [])]:
                if part.type.startswith("math"):
                    yield part.content, part.type != "math_inline"


def drawn(math):
    """The characters that a browser draws: a lone letter is an italic one."""
    for element in math.iter():
        alone = element.tag == "mi" and len(element.text or "") == 1
        yield from (italic(c) if alone else c for c in element.text or "")


def text_of(tex):
    return serialise(to_mathml(tex))


def named(tex, symbols):
    """The symbols that `link_row` finds in a formula, in order."""
    found, math = [], to_mathml(tex, display=True)
    known = [Symbol(s, tuple(map(shape, to_mathml(s))), "", "") for s in symbols]
    link_row(math, sorted(known, key=rank), lambda row, at, s: found.append(s.tex))
    return found


@pytest.fixture(scope="module")
def characters():
    """The characters of the font that the site sends."""
    font = TTFont(FOLDER / "stix-two-math.woff2")
    assert "MATH" in font
    return set(map(chr, font.getBestCmap()))


def test_every_character_of_every_formula_is_in_the_font(characters):
    found = [(tex, set(drawn(to_mathml(tex, block)))) for tex, block in formulas()]
    assert len(found) > 1000
    assert {tex: left for tex, used in found if (left := used - characters)} == {}


def test_the_font_is_small():
    assert (FOLDER / "stix-two-math.woff2").stat().st_size < 80_000


@pytest.mark.parametrize("tex", BROKEN)
def test_a_broken_formula_says_what_is_wrong(tex):
    with pytest.raises(FormulaError) as error:
        to_mathml(tex)
    assert BROKEN[tex] in str(error.value)


def test_a_page_with_a_broken_formula_stops_the_build(tmp_path):
    with pytest.raises(SphinxWarning, match=r"index.md.*unknown command \\unheard"):
        build(tmp_path, {"index.md": "# Title\n\nSee $\\unheard x$.\n"})


@pytest.fixture(scope="module")
def linked_page(tmp_path_factory):
    """A page with two formulas, beside a notation page with two symbols."""
    folder = tmp_path_factory.mktemp("book")
    notation = {"book/back/notation.md": "---\norphan: true\n---\n" + NOTATION}
    build(folder, {"index.md": PAGE, **notation})
    return (folder / "out" / "index.html").read_text(encoding="utf-8")


def test_a_symbol_leads_to_its_row_but_not_by_the_tab_key(linked_page):
    links = re.findall(r'<a class="symbol"[^>]*>', linked_page)
    assert len(links) == 2  # not H, which means something else here
    assert all('href="book/back/notation.html#symbol-h-t"' in link for link in links)
    assert all('tabindex="-1"' in link for link in links)


def test_a_screen_reader_hears_the_formula_without_its_links(linked_page):
    heard = re.findall(r'<span class="heard">(.*?)</span>', linked_page)
    assert len(heard) == linked_page.count('aria-hidden="true"><mi><a') == 2
    assert not any("<a" in formula for formula in heard)


def test_the_keyboard_meets_each_symbol_once(linked_page):
    lines = re.findall(r'<p class="symbols">(.*?)</p>', linked_page)
    assert [line.count("<a ") for line in lines] == [1]
    assert "state</a>" in lines[0]


@pytest.mark.parametrize("tex", ["-x", "a = -x", "(-x)", "[1, -x]", r"\tanh -x"])
def test_a_sign_stands_at_its_number(tex):
    assert '<mo lspace="0" rspace="0" form="prefix">−</mo>' in text_of(tex)


def test_a_difference_keeps_the_spaces_of_the_browser():
    assert "<mo>−</mo>" in text_of("a - x")


def test_a_script_has_no_spaces():
    assert '<mo lspace="0" rspace="0">−</mo>' in text_of("h_{t-1}")


def test_a_name_is_set_off_from_a_letter_but_not_from_a_bracket():
    space = '<mspace width="0.167em"/>'
    assert f"<mi>tanh</mi>{space}<mi>x</mi>" in text_of(r"\tanh x")
    assert f"<mi>tanh</mi>{space}" not in text_of(r"\tanh(x)")


def test_an_aligned_block_has_the_class_that_the_style_sheet_knows():
    text = text_of(r"\begin{aligned} a &= b \\ &= c \end{aligned}")
    assert 'class="aligned"' in text
    assert text.count('<mo form="infix">=</mo>') == 2


def test_a_number_with_a_comma_is_one_number():
    assert "<mn>61,362</mn>" in text_of("61{,}362")


def test_a_long_formula_breaks_after_its_operators():
    long = pieces(to_mathml(" + ".join(["1000"] * 7) + " = (2 + 5)"))
    assert len(long) == 8
    assert "".join(long[-1].itertext()) == "(2+5)"
    assert len(pieces(to_mathml("1 + 2"))) == 1


def test_a_symbol_is_found_at_other_steps_of_time():
    assert named("h_{t-1} + h_k + h_T^2 + h_3", ["h_t"]) == ["h_t"] * 4
    assert named("h_i + p_c + w_t + H^2", ["h_t", "p_t", "H"]) == []


def test_a_row_of_its_own_comes_before_a_step_of_time():
    assert named("h_0 + h_1", ["h_t", "h_0"]) == ["h_0", "h_t"]


def test_a_gradient_is_no_symbol_inside_a_fraction():
    assert named("dh_t", ["dh_t"]) == ["dh_t"]
    assert named(r"\frac{dh_t}{dw}", ["dh_t"]) == []


def test_a_transposed_matrix_is_the_same_symbol():
    (whole,) = to_mathml(r"W_{hh}^\top")
    (part,) = to_mathml("W_{hh}")
    assert matches(shape(part), shape(whole))


def test_a_comma_stays_behind_its_own_formula():
    x, h = nodes.math("", "x"), nodes.math("", "h")
    parts = [x, ", ", nodes.literal("", "xs"), ", ", h, ", ", nodes.literal("", "hs")]
    line = nodes.paragraph("", "")
    line += [nodes.Text(part) if isinstance(part, str) else part for part in parts]
    keep_together(None, line, "page")
    assert [part.astext() for part in line] == ["x,", " ", "xs", ", ", "h,", " ", "hs"]
