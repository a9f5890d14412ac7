"""Where the reader is: a box at each chapter's top, and the map of the book.

Both are made from `book/chapters.yml`. The directive `{map}` draws the map.
"""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import book_map
import yaml
from code_names import uses
from docutils import nodes
from docutils.parsers.rst import Directive
from reading_time import minutes
from site_api import code_of, names_of
from sphinx import addnodes

DATA = Path(__file__).resolve().parents[1] / "chapters.yml"
MAP = "book/map"


class Place(NamedTuple):
    """Where a page stands in the book."""

    page: str
    title: str
    part: str
    number: str  # of a numbered chapter, as the page shows it; else empty


class Map(nodes.General, nodes.Element):
    """Stands for the map until every page has been read."""


class DrawMap(Directive):
    """Put the map of the book here."""

    def run(self):
        return [Map()]


@lru_cache
def chapters():
    """Return {page: what it gives, assumes and needs}."""
    return yaml.safe_load(DATA.read_text(encoding="utf-8"))


def places(env):
    """Return the place of every page of `chapters.yml`, in the order of reading."""
    found = []
    for toctree in env.get_doctree(env.config.root_doc).findall(addnodes.toctree):
        for _, page in toctree["entries"]:
            if page in chapters():
                number = env.toc_secnumbers.get(page, {}).get("", ())
                number = ".".join(map(str, number))
                title = env.titles[page].astext()
                found.append(Place(page, title, toctree["caption"] or "", number))
    return found


def link(app, docname, place):
    """Return a link to a page: its number and its title."""
    uri = app.builder.get_relative_uri(docname, place.page)
    number = f"{place.number}.\N{NO-BREAK SPACE}" if place.number else ""
    text = number + place.title
    return nodes.reference("", text, refuri=uri, internal=True)


def add_head(app, doctree, docname):
    """Put the box below the title of a numbered chapter."""
    known = places(app.env) if docname in chapters() else []
    numbered = [place for place in known if place.number]
    here = next((place for place in numbered if place.page == docname), None)
    if here:
        title = next(doctree.findall(nodes.title))
        section = title.parent
        section.insert(section.index(title) + 1, head(app, here, numbered))


def head(app, here, numbered):
    """Return the box: the place, the time, what comes next. The text says the needs."""
    rows = [
        ("You are here:", whereabouts(app, here, numbered)),
        ("Time:", [nodes.Text(duration(app.env, here.page))]),
        ("Next:", following(app, here, numbered)),
    ]
    items = [
        nodes.list_item("", nodes.paragraph("", "", nodes.strong("", label), *text))
        for label, text in rows
    ]
    return nodes.bullet_list("", *items, classes=["chapter-head"])


def whereabouts(app, here, numbered):
    """Return the part, the chapter's number of how many, and a link to the map."""
    count = f"{here.part}, chapter {here.number} of {len(numbered)} ("
    uri = app.builder.get_relative_uri(here.page, MAP) + f"#{book_map.anchor(here)}"
    text = nodes.reference("", "map", refuri=uri, internal=True)
    return [nodes.Text(f" {count}"), text, nodes.Text(")")]


def duration(env, page):
    """Return the estimated times to read the page and to do its exercises."""
    reading, exercises = minutes(env.get_doctree(page))
    text = f" about {reading} minutes"
    return f"{text}, and {exercises} for the exercises" if exercises else text


def needs(app, docname, page, known):
    """Return links to what a page needs, each with what is taken from there."""
    about, found = chapters()[page], []
    by_page = {place.page: place for place in known}
    for other, what in about["needs"].items():
        found += [nodes.Text("; " if found else " ")]
        found += [link(app, docname, by_page[other]), nodes.Text(f" ({what})")]
    if "assumes" in about:
        found += [nodes.Text(f"{'; ' if found else ' '}{about['assumes']}")]
    return found


def following(app, here, numbered):
    """Return the next chapter, and the others that build on this one."""
    after = numbered[numbered.index(here) + 1 :]
    later = [p for p in after[1:] if here.page in chapters()[p.page]["needs"]]
    if not after:
        return [nodes.Text(" this is the last numbered chapter")]
    text = [nodes.Text(" "), link(app, here.page, after[0])]
    for number, place in enumerate(later):
        text += [nodes.Text(", " if number else "; also built on this: ")]
        text += [link(app, here.page, place)]
    return text


def explained(app, docname, page):
    """Return links to the modules whose functions a page explains, in order."""
    full = uses(code_of(app.env, page))[0]
    modules = dict.fromkeys(name.rpartition(".")[0] for name in full)
    names, found = names_of(app.env), []
    for module in (module for module in modules if module in names):
        target, anchor = names[module]
        uri = f"{app.builder.get_relative_uri(docname, target)}#{anchor}"
        code = nodes.literal("", module.partition(".")[2])
        found += [nodes.Text(", " if found else " ")]
        found += [nodes.reference("", "", code, refuri=uri, internal=True)]
    return found


def draw_map(app, doctree, docname):
    """Put the map, as a picture and as a list, in its place."""
    for spot in list(doctree.findall(Map)):
        known = places(app.env)
        uris = [app.builder.get_relative_uri(docname, place.page) for place in known]
        picture = book_map.draw(known, uris, chapters())
        spot.replace_self(
            [nodes.raw("", picture, format="html"), as_list(app, docname, known)]
        )


def as_list(app, docname, known):
    """Return the map as a list of links: what each page gives, needs and explains."""
    items = []
    for place in known:
        first = [link(app, docname, place)]
        first += [nodes.Text(f": {chapters()[place.page]['gives']}.")]
        rows = [
            ("Needs:", needs(app, docname, place.page, known)),
            ("Explains:", explained(app, docname, place.page)),
        ]
        below = [nodes.list_item("", row(*content)) for content in rows if content[1]]
        item = nodes.list_item("", nodes.paragraph("", "", *first))
        item += [nodes.bullet_list("", *below)] if below else []
        items.append(item)
    return nodes.bullet_list("", *items, classes=["map-list"])


def row(label, content):
    """Return a paragraph that begins with its label."""
    return nodes.paragraph("", label, *content)


def setup(app):
    app.add_node(Map)
    app.add_directive("map", DrawMap)
    app.add_css_file("navigation.css")
    app.connect("doctree-resolved", add_head)
    app.connect("doctree-resolved", draw_map)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
