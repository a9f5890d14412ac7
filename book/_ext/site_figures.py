"""Figures in the theme's colours: a figure's SVG goes into the page itself."""

import re
from html import escape
from pathlib import Path

from docutils import nodes

from rnn_tutorial.plotting import style

VARIABLES = {
    style.FORWARD: "--fig-forward",
    style.BACKWARD: "--fig-backward",
    style.THIRD: "--fig-third",
    style.NEUTRAL: "--fig-neutral",
    style.INK: "--fig-ink",
    style.GRID: "--fig-grid",
    style.PAPER: "--fig-paper",
    "#000000": "--fig-ink",
}
# Only colours of a style: an id or a text may look like one too.
COLOUR = re.compile(r"((?:fill|stroke): )(#[0-9a-f]{6})")
SVG = re.compile(r"<svg[^>]*viewBox=\"0 0 ([\d.]+) ([\d.]+)\"[^>]*>(.*)</svg>", re.S)
UNWANTED = re.compile(r"<metadata>.*?</metadata>|<style.*?</style>", re.S)
PAPER = re.compile(r"<g id=\"patch_1\">.*?</g>", re.S)
REFERENCE = re.compile(r"(\bid=\"|href=\"#|url\(#)")
# The theme lets a box of this class scroll, and the keyboard reach it when it does.
BOX = "book-figure pst-scrollable-table-container"


def themed(match):
    """Return a colour of the palette as the CSS variable that follows the theme."""
    variable = VARIABLES.get(match[2])
    return f"{match[1]}var({variable})" if variable else match[0]


def inline_svg(text, alt, prefix):
    """Return the SVG file `text` as an element of the page, its ids made unique."""
    width, height, body = SVG.search(text).groups()
    body = PAPER.sub("", UNWANTED.sub("", body), count=1)
    body = COLOUR.sub(themed, REFERENCE.sub(rf"\g<1>{prefix}-", body))
    return (
        f'<div class="{BOX}"><svg role="img" aria-label="{escape(alt)}" '
        f'viewBox="0 0 {width} {height}" style="--width: {width}px">{body}</svg></div>'
    )


def inline_figures(app, doctree, docname):
    """Put every SVG of a page into the page."""
    if app.builder.format != "html":
        return
    page = re.sub(r"\W+", "-", docname)
    images = [i for i in doctree.findall(nodes.image) if i["uri"].endswith(".svg")]
    for number, image in enumerate(images, 1):
        text = Path(app.srcdir, image["uri"]).read_text(encoding="utf-8")
        html = inline_svg(text, image.get("alt", ""), f"{page}-{number}")
        image.replace_self(nodes.raw("", html, format="html"))


def setup(app):
    app.connect("doctree-resolved", inline_figures)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
