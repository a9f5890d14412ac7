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
    "site_rosetta",
    "site_api",
    "site_chapters",
    "site_lines",
    "site_meta",
    "site_speed",
)


# What the extensions write into a page, and what belongs there: roles that browsers
# know, buttons named by the text they show, and no id that occurs twice.
MENDED = {
    'role="doc-biblioentry"': 'role="listitem"',
    ' aria-label="Toggle hidden content"': "",
    ' id="exercise-content"': "",
    ' id="solution-content"': "",
}


def mend_page(app, pagename, templatename, context, doctree):
    """Replace what the extensions get wrong in the body of a page."""
    for wrong, right in MENDED.items():
        context["body"] = context.get("body", "").replace(wrong, right)


def setup(app):
    for part in PARTS:
        app.setup_extension(part)
    app.connect("html-page-context", mend_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
