"""What the site adds to Jupyter Book: one module for each thing it adds."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

PARTS = (
    "site_figures",
    "site_claims",
    "site_search",
    "site_maths",
    "site_symbols",
    "site_explorables",
    "site_reference",
    "site_api",
    "site_chapters",
    "site_meta",
    "site_speed",
)


def name_the_list(app, pagename, templatename, context, doctree):
    """Give the references a role that browsers know, and hidden cells their name."""
    body = context.get("body")
    if body:
        body = body.replace('role="doc-biblioentry"', 'role="listitem"')
        context["body"] = body.replace(' aria-label="Toggle hidden content"', "")


def setup(app):
    for part in PARTS:
        app.setup_extension(part)
    app.connect("html-page-context", name_the_list)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
