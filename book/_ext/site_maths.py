"""Maths without JavaScript: every formula becomes MathML when the book is built."""

import re
from xml.etree.ElementTree import Element

from docutils import nodes
from mathml import FormulaError, serialise, to_mathml
from mathml_spacing import pieces
from site_symbols import link_symbols, list_symbols
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)

# What no line may begin with after a formula, or end with before one.
CLOSING = re.compile(r"(?:[.,;:!?)”-]|’\w*)+")
OPENING = re.compile(r"[(“]+$")


def draw(node):
    """Return the formula of a node as a tree; a warning names the one that fails."""
    tex = node.astext()
    try:
        return to_mathml(tex, display=isinstance(node, nodes.math_block))
    except FormulaError as error:
        logger.warning("no formula, %s: %s", error, tex.strip(), location=node)
        failed = Element("code")
        failed.text = tex
        return failed


def visit_math(translator, node):
    """Write a formula of a sentence, in pieces if it is a long one."""
    xml = translator.builder.name == "epub"
    parts = pieces(draw(node))
    kind = "math long" if len(parts) > 1 else "math"
    translator.body += [
        translator.starttag(node, "span", "", CLASS=f"{kind} notranslate nohighlight"),
        *[serialise(part, xml) for part in parts],
        "</span>",
    ]
    raise nodes.SkipNode


def keep_together(app, doctree, docname):
    """Keep the comma behind a formula on its line; browsers would part them."""
    for math in list(doctree.findall(nodes.math)):
        before, after = beside(math, -1), beside(math, 1)
        opening = OPENING.search(before) if before else None
        closing = CLOSING.match(after) if after else None
        if opening or closing:
            wrap(math, opening[0] if opening else "", closing[0] if closing else "")


def beside(math, step):
    """Return the text directly before or after a formula."""
    place = math.parent.index(math) + step
    text = math.parent[place] if 0 <= place < len(math.parent) else None
    return text if isinstance(text, nodes.Text) else None


def wrap(math, opening, closing):
    """Put a formula and the marks around it into one unbroken element."""
    before, after, line = beside(math, -1), beside(math, 1), math.parent
    place = line.index(math)
    # By place: two equal texts of a line are equal for `replace` too.
    if opening:
        line[place - 1] = nodes.Text(before.removesuffix(opening))
    if closing:
        line[place + 1] = nodes.Text(after.removeprefix(closing))
    line[place] = nodes.inline("", "", nodes.Text(opening), math, nodes.Text(closing))
    line[place]["classes"].append("unbroken")


def visit_displaymath(translator, node):
    """Write a formula of its own, with its number and the anchor that leads to it."""
    translator.body.append(
        translator.starttag(node, "div", CLASS="math notranslate nohighlight")
    )
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    translator.body += [*displayed(translator, draw(node)), "\n"]
    raise nodes.SkipNode


def displayed(translator, math):
    """Return the parts of a displayed formula: for the eye, ear and keyboard."""
    linked, met = link_symbols(translator, math)
    plain = serialise(math, xml=translator.builder.name == "epub")
    if linked.find(".//a") is None:
        return [plain, "</div>"]
    linked.set("aria-hidden", "true")  # a formula with links in it reads badly
    parts = [serialise(linked), f'<span class="heard">{plain}</span></div>']
    return [*parts, serialise(list_symbols(met))] if met else parts


def setup(app):
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_displaymath, None))
    app.connect("doctree-resolved", keep_together)
    app.add_css_file("maths.css")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
