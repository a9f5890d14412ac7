"""What the site adds to Jupyter Book: figures in the theme's colours, and claims.

A figure's SVG goes into the page itself, so that the theme's CSS can colour it. A
number in a sentence, written `[0.04](run:name)`, leads to the line that printed it.
"""

import re
import sys
from html import escape
from pathlib import Path

from docutils import nodes

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from claims import NUMBER  # noqa: E402

from rnn_tutorial.plotting import style  # noqa: E402

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
OUTPUT = re.compile(r"<div class=\"output .*?</pre>", re.S)
RECORD = re.compile(
    rf"^(?P<before>.*<pre>(?:<span></span>)?)?(?P<line>(?P<name>\w+) = {NUMBER})$", re.M
)
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


def link_claims(app, doctree, docname):
    """Lead each claim to the line that recorded its number, here or in a chapter."""
    for claim in doctree.findall(nodes.reference):
        uri = claim.get("refuri", "")
        if uri.startswith("run:"):
            chapter, _, name = uri.removeprefix("run:").rpartition("/")
            claim["refuri"] = f"{address(app, docname, chapter)}#run-{name}"
            claim["internal"] = True
            claim["classes"].append("claim")


def address(app, docname, chapter):
    """Return the address of the page `chapter`, seen from the page `docname`."""
    if not chapter:
        return ""
    target = next(name for name in app.env.found_docs if Path(name).name == chapter)
    return app.builder.get_relative_uri(docname, target)


def anchor_records(body):
    """Return `body` with an anchor around each printed line `name = value`."""
    seen = set()

    def anchor(match):
        if match["name"] in seen:
            return match[0]
        seen.add(match["name"])
        before = match["before"] or ""
        return (
            f'{before}<span class="run" id="run-{match["name"]}">{match["line"]}</span>'
        )

    return OUTPUT.sub(lambda output: RECORD.sub(anchor, output[0]), body)


def finish_page(app, pagename, templatename, context, doctree):
    """Anchor the recorded values; give the reference list a role that browsers know."""
    body = context.get("body")
    if body:
        body = body.replace('role="doc-biblioentry"', 'role="listitem"')
        context["body"] = anchor_records(body)


def setup(app):
    app.connect("doctree-resolved", link_claims)
    app.connect("doctree-resolved", inline_figures)
    app.connect("html-page-context", finish_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
