"""Figures in the theme's colours: a figure's SVG goes into the page itself."""

import re
from html import escape
from pathlib import Path

from docutils import nodes
from drawing import slim

# The theme lets a box of this class scroll, and the keyboard reach it when it does.
BOX = "book-figure pst-scrollable-table-container"


def inline_svg(text, alt, prefix):
    """Return the SVG file `text` as an element of the page, its ids made unique."""
    box, body = slim(text, prefix)
    return (
        f'<div class="{BOX}"><svg role="img" aria-label="{escape(alt)}" '
        f'viewBox="{box}" style="--width: {box.split()[2]}px">{body}</svg></div>'
    )


def inline_figures(app, doctree, docname):
    """Put every SVG of a page into the page."""
    if app.builder.format != "html":
        return
    page = re.sub(r"\W+", "-", docname.rpartition("/")[2])
    images = [i for i in doctree.findall(nodes.image) if i["uri"].endswith(".svg")]
    for number, image in enumerate(images, 1):
        text = Path(app.srcdir, image["uri"]).read_text(encoding="utf-8")
        html = inline_svg(text, image.get("alt", ""), f"{page}-{number}")
        image.replace_self(nodes.raw("", html, format="html"))


def setup(app):
    app.connect("doctree-resolved", inline_figures)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
