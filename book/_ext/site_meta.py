"""A description of each page, for search engines: its first paragraph as plain text."""

from html import escape

from docutils import nodes

LIMIT = 160


def shorten(text):
    """Return the first words of `text` that fit in the limit."""
    text = " ".join(text.split())
    if len(text) <= LIMIT:
        return text
    return text[:LIMIT].rsplit(" ", 1)[0] + " …"


def first_paragraph(doctree):
    """Return the text of the first paragraph that stands in no box, or nothing."""
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            return paragraph.astext()
    return ""


def describe_page(app, pagename, templatename, context, doctree):
    """Add the description to the page's head, unless the page brings its own."""
    tags = context.get("metatags") or ""
    text = shorten(first_paragraph(doctree) if doctree else "") or (
        f"{context.get('title', '')}: {app.config.html_title or app.config.project}"
    )
    if 'name="description"' not in tags:
        context["metatags"] = (
            f'{tags}\n<meta name="description" content="{escape(text)}" />'
        )


def setup(app):
    app.connect("html-page-context", describe_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
