"""Symbols of displayed formulas lead to their row in the notation page's tables."""

import re
from copy import deepcopy
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from docutils import nodes
from mathml import to_mathml
from mathml_spacing import SCRIPTS
from sphinx.addnodes import pending_xref

PAGE = "book/back/notation"
TIMES = ("t", "k", "T")


class Symbol(NamedTuple):
    """A symbol of the notation page: its formula, its row and what the row says."""

    tex: str
    parts: tuple
    anchor: str
    title: str


def tables(doctree, first):
    """Yield the body rows of every table whose first column is called `first`."""
    for table in doctree.findall(nodes.table):
        head, body = next(table.findall(nodes.thead)), next(table.findall(nodes.tbody))
        names = [cell.astext() for cell in head[0]]
        if names[0] == first:
            yield from (dict(zip(names, row, strict=True)) for row in body)


def formulas(cell):
    """Return the formulas of a cell."""
    return [math.astext() for math in cell.findall(nodes.math)]


def anchor(tex):
    """Return the name of the row whose first formula is `tex`."""
    return "symbol-" + re.sub(r"[^A-Za-z0-9]+", "-", tex).strip("-")


def name_rows(app, doctree):
    """Give each row of the notation tables the anchor that formulas lead to."""
    if app.env.docname == PAGE:
        for row in tables(doctree, "symbol"):
            for tex in formulas(row["symbol"])[:1]:
                row["symbol"].parent["ids"].append(anchor(tex))


def read_symbols(doctree):
    """Return the symbols of the notation page, in the order of the search."""
    found = {}
    for row in tables(doctree, "symbol"):
        texs = formulas(row["symbol"])
        for tex in texs:
            parts = tuple(map(shape, to_mathml(tex)))
            found[tex] = Symbol(tex, parts, anchor(texs[0]), title_of(row))
    return sorted(found.values(), key=rank)


def rank(symbol):
    """Return the place of a symbol in the search: $h_0$ comes before any $h_t$."""
    return -len(symbol.parts), symbol.tex.endswith("_t")


def title_of(row):
    """Return what a row says of its symbol, in words."""
    meaning = row["meaning"].deepcopy()
    for math in list(meaning.findall(nodes.math)):
        plain = math.astext().replace("{", "(").replace("}", ")")
        math.replace_self(nodes.Text(plain.replace(r"\partial ", "∂")))
    size = row["shape"].astext() if "shape" in row else ""
    return f"{meaning.astext()}; {size}" if size else meaning.astext()


def read_exceptions(doctree):
    """Return the symbols that mean something else, each with its page."""
    return {
        (tex, reference["reftarget"].lstrip("/"))
        for row in tables(doctree, "letter")
        for tex in formulas(row["letter"])
        for reference in row["chapter"].findall(pending_xref)
    }


def shape(element):
    """Return what makes two formulas the same: tags and texts, not attributes."""
    return (element.tag, element.text, *map(shape, element))


def matches(part, found):
    """Say whether a shape is the part of a symbol, maybe at another step of time."""
    if part[0] != "msub" or found[0] not in ("msub", "msubsup"):
        return found == part
    same_index = found[3] == part[3] or (part[3][1] == "t" and is_time(found[3]))
    return found[2] == part[2] and same_index


def is_time(index):
    """Say whether an index is a step: t, k, T or a number, or begins with one."""
    first = index[2] if index[0] == "mrow" else index
    return first[0] == "mn" or first[1] in TIMES


def link_row(row, symbols, write, in_fraction=False):
    """Make links of the symbols in a row. In a fraction, d is no part of a name."""
    in_fraction = in_fraction or row.tag == "mfrac"
    place = 0
    while place < len(row):
        symbol = find(row, place, symbols, 1 if in_fraction else len(row))
        if symbol:
            write(row, place, symbol)
        elif row[place].tag not in SCRIPTS:
            link_row(row[place], symbols, write, in_fraction)
        place += 1


def find(row, place, symbols, most):
    """Return the longest symbol, of at most so many parts, that begins at a place."""
    for symbol in symbols:
        found = map(shape, row[place : place + len(symbol.parts)])
        if len(symbol.parts) <= min(most, len(row) - place):
            if all(map(matches, symbol.parts, found)):
                return symbol
    return None


def link_symbols(translator, math):
    """Return the formula with links for the mouse, and the symbols new to the page."""
    builder, linked, met = translator.builder, deepcopy(math), []
    page = builder.current_docname
    if builder.name == "epub" or not page:
        return math, []
    symbols, exceptions = notation(builder)
    known = [s for s in symbols if (s.tex, page) not in exceptions]
    address = "" if page == PAGE else builder.get_relative_uri(page, PAGE)

    def write(row, place, symbol):
        end = place + len(symbol.parts)
        link = {"class": "symbol", "href": f"{address}#{symbol.anchor}"}
        link |= {"title": symbol.title}
        met.append((link, row[place:end]))
        row[place:end] = [as_token(link | {"tabindex": "-1"}, row[place:end])]

    link_row(linked, known, write)
    seen = vars(translator).setdefault("symbols_seen", set())
    return linked, [pair for pair in met if is_new(pair[0]["href"], seen)]


def is_new(item, seen):
    """Say whether an item was not seen before, and remember it."""
    new = item not in seen
    seen.add(item)
    return new


def as_token(link, elements):
    """Return the elements as a link: MathML takes one inside a token alone."""
    token = Element("mi")  # an mtext would count as space beside an operator
    SubElement(SubElement(token, "a", link), "math").extend(elements)
    return token


def list_symbols(met):
    """Return links to the symbols in HTML, for the keyboard and for screen readers."""
    line = Element("p", {"class": "symbols"})
    line.text = "Symbols: "
    for link, elements in met:
        anchor = SubElement(line, "a", {"href": link["href"]})
        SubElement(anchor, "math").extend(deepcopy(elements))
        anchor[0].tail, anchor.tail = f" {link['title']}", " "
    return line


def notation(builder):
    """Return the symbols and the exceptions of the notation page, read once."""
    if not hasattr(builder, "notation"):
        doctree = builder.env.get_doctree(PAGE)
        builder.notation = read_symbols(doctree), read_exceptions(doctree)
    return builder.notation


def setup(app):
    app.connect("doctree-read", name_rows)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
