"""Where lines may break in tables, and entries of the bibliography without numbers."""

import re

CELL = re.compile(r"<td>.*?</td>", re.S)
CODE = re.compile(r"(?<=<span class=\"pre\">)[^<]*")
LONG = re.compile(r"[\w.]{12,}")
JOINT = re.compile(r"(?<=\w)([._])(?=\w)")
SHAPE = re.compile(r"\((?:\w{0,2}, ?)+\w{0,2}\)")
# The text cites an author and a year, so a number would be a second name.
LABEL = re.compile(
    r"(<div class=\"citation\"[^>]*>\s*)<span class=\"label\">.*?\]</span></span>"
)


def narrow(cell):
    """Let a long name break after a dot or a low line, and keep shapes on one line."""
    cell = CODE.sub(lambda code: LONG.sub(joints, code[0]), cell)
    return SHAPE.sub(lambda shape: shape[0].replace(", ", ",\N{NO-BREAK SPACE}"), cell)


def joints(name):
    """Return a name with the places where it may break."""
    return JOINT.sub(r"\1<wbr/>", name[0])


def set_lines(app, pagename, templatename, context, doctree):
    """Set the tables and the bibliography of a page."""
    body = CELL.sub(lambda cell: narrow(cell[0]), context.get("body") or "")
    context["body"] = LABEL.sub(r"\1", body)


def setup(app):
    app.connect("html-page-context", set_lines)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
