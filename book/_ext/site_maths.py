"""Maths without JavaScript: every formula becomes MathML when the book is built."""

from html import escape

from docutils import nodes
from mathml import FormulaError, serialise, to_mathml
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)

FONT = "fonts/maths/stix-two-math.woff2"
# Text that no line may begin or end with beside a formula: a formula is a box there.
CLOSING, OPENING = ".,;:!?)’”-–", "(“"
NO_BREAK = "&#8288;"


def mathml_of(translator, node, display):
    """Return the formula of a node as text; a warning names the one that fails."""
    tex = node.astext()
    try:
        math = to_mathml(tex, display)
    except FormulaError as error:
        logger.warning("no formula, %s: %s", error, tex.strip(), location=node)
        return f"<code>{escape(tex)}</code>"
    return serialise(math, xml=translator.builder.name == "epub")


def visit_math(translator, node):
    """Write a formula of a sentence; no line breaks between it and a comma."""
    before, after = beside(node, -1), beside(node, 1)
    translator.body += [
        NO_BREAK if before and before[-1] in OPENING else "",
        translator.starttag(node, "span", "", CLASS="math notranslate nohighlight"),
        mathml_of(translator, node, display=False),
        "</span>",
        NO_BREAK if after and after[0] in CLOSING else "",
    ]
    raise nodes.SkipNode


def beside(node, step):
    """Return the text directly before or after a formula."""
    place = node.parent.index(node) + step
    known = 0 <= place < len(node.parent)
    text = node.parent[place] if known else None
    return text.astext() if isinstance(text, nodes.Text) else ""


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
    translator.body += [mathml_of(translator, node, display=True), "</div>\n"]
    raise nodes.SkipNode


def setup(app):
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_displaymath, None))
    app.add_css_file("maths.css")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
