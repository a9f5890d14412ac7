"""Search from a folder: the text around a hit comes from a script, not from a page.

A browser may not fetch a page by file://, so Sphinx's own summaries stay away there.
`search_text.js` holds the text of each place; `search_summaries.js` shows it.
"""

import json
import re
from html import unescape
from pathlib import Path

UNREAD = re.compile(
    r"<(svg|script|style|annotation)\b.*?</\1>|<a class=\"headerlink\".*?</a>|<[^>]+>",
    re.S,
)
# Sections, and what else a hit leads to: a term, a function, a module.
PLACE = re.compile(
    r"<(?:section\b[^>]*|dt\b[^>]*|span class=\"target\") id=\"([^\"]*)\"[^>]*>"
)
FILES = ("search_text.js", "search_summaries.js")


def plain(html):
    """Return the text of `html`, without its drawings."""
    return " ".join(unescape(UNREAD.sub(" ", html)).split())


def sections(body):
    """Return [[id, text]] of each section and entry of the page `body`, in order."""
    _, *parts = PLACE.split(body)
    both = zip(parts[::2], parts[1::2], strict=True)
    return [[name, plain(text)] for name, text in both]


def keep_text(app, pagename, templatename, context, doctree):
    """Keep the text of the page; give the search page the two scripts."""
    if doctree is not None:
        app.env.search_text[pagename] = sections(context["body"])
    if templatename == "search.html":
        for name in FILES:
            app.add_js_file(name)


def write_text(app, error):
    """Write the text of all pages beside the search index."""
    if error is None and app.builder.name == "html":
        data = json.dumps(app.env.search_text, sort_keys=True, separators=(",", ":"))
        file = Path(app.outdir, "_static", FILES[0])
        file.write_text(f"const SEARCH_TEXT = {data};\n", encoding="utf-8")


def start(app):
    """Begin with no text, and leave out the summaries that need the network."""
    app.env.search_text = {}
    app.config.html_show_search_summary = False


def setup(app):
    app.connect("builder-inited", start)
    app.connect("html-page-context", keep_text)
    app.connect("build-finished", write_text)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": False}
