"""Where lines may break in tables and shapes, and a bibliography without numbers."""

import re

CELL = re.compile(r"<td>.*?</td>", re.S)
CODE = re.compile(r"(?<=<span class=\"pre\">)[^<]*")
LONG = re.compile(r"[\w.]{12,}")
JOINT = re.compile(r"(?<=\w)([._])(?=\w)")
SHAPE = re.compile(r"\((?:\w{0,2}, ?)+\w{0,2}\)")
# How a sentence's code is written: each of its words in an element of its own.
LITERAL = re.compile(r"(?<=literal notranslate\">)<span class=\"pre\">.*?(?=</code>)")
GAP = '</span> <span class="pre">'
# The text cites an author and a year, so a number would be a second name.
LABEL = re.compile(
    r"(<div class=\"citation\"[^>]*>\s*)<span class=\"label\">.*?\]</span></span>"
)


def narrow(cell):
    """Let a long name break after a dot or a low line, and keep shapes on one line."""
    cell = CODE.sub(lambda code: LONG.sub(joints, code[0]), cell)
    return SHAPE.sub(lambda shape: shape[0].replace(", ", ",\N{NO-BREAK SPACE}"), cell)


def together(literal):
    """Keep a shape in a sentence on one line."""
    joined = literal[0].replace(GAP, "\N{NO-BREAK SPACE}")
    text = joined.removeprefix('<span class="pre">').removesuffix("</span>")
    shape = SHAPE.fullmatch(text.replace("\N{NO-BREAK SPACE}", " "))
    return joined if shape else literal[0]


def joints(name):
    """Return a name with the places where it may break."""
    return JOINT.sub(r"\1<wbr/>", name[0])


def set_lines(app, pagename, templatename, context, doctree):
    """Set the tables and the bibliography of a page."""
    body = CELL.sub(lambda cell: narrow(cell[0]), context.get("body") or "")
    body = LITERAL.sub(together, body)
    context["body"] = LABEL.sub(r"\1", body)


def setup(app):
    app.connect("html-page-context", set_lines)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
