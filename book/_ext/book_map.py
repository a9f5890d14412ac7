"""The map of the book as SVG: pages from top to bottom, an arc for each need."""

from html import escape
from textwrap import wrap

WIDTH, LEFT, PAD = 360, 76, 10  # the arcs lie left of LEFT
TITLE, LINE, GAP, CAPTION = 17, 15, 12, 30
TITLE_LETTERS, LETTERS = 32, 40  # that fit on a line


def anchor(place):
    """Return the id of a page on the map."""
    return "map-" + place.page.rpartition("/")[2].replace("_", "-")


def draw(places, uris, chapters):
    """Return the map as one SVG element; every page on it is a link."""
    boxes, marks, y, part = {}, [], 0, None
    for place, uri in zip(places, uris, strict=True):
        if place.part != part:
            y, part = y + CAPTION, place.part
            marks.append(f'<text class="map-part" x="{LEFT}" y="{y - 9}">{part}</text>')
        lines = texts(place, chapters[place.page]["gives"])
        height = 2 * PAD + TITLE * len(lines[0]) + LINE * len(lines[1]) - 4
        marks.append(node(place, uri, lines, y, height))
        boxes[place.page] = (y, height)
        y += height + GAP
    marks += arcs(boxes, [place.page for place in places], chapters)
    name = "Map of the book: an arc leads from each page to the pages that need it"
    return (
        f'<svg class="book-map" role="group" aria-label="{name}" '
        f'viewBox="0 0 {WIDTH} {y}">{"".join(marks)}</svg>'
    )


def texts(place, gives):
    """Return the lines of a page's title and of what it gives."""
    title = f"{place.number}. {place.title}" if place.number else place.title
    return wrap(title, TITLE_LETTERS), wrap(gives, LETTERS)


def node(place, uri, lines, y, height):
    """Return the box of one page: a link."""
    x, row, written = LEFT + PAD, y + PAD + 10, []
    for kind, step, group in zip(("title", "gives"), (TITLE, LINE), lines, strict=True):
        for line in group:
            written.append(
                f'<text class="map-{kind}" x="{x}" y="{row}">{escape(line)}</text>'
            )
            row += step
    return (
        f'<a href="{uri}" id="{anchor(place)}"><rect x="{LEFT}" y="{y}" '
        f'width="{WIDTH - LEFT - 2}" height="{height}" rx="5"/>{"".join(written)}</a>'
    )


def arcs(boxes, order, chapters):
    """Return one arc for each need, from the page needed to the page that needs it."""
    drawn = []
    for page in order:
        sources = sorted(chapters[page]["needs"], key=order.index, reverse=True)
        for number, source in enumerate(sources):
            start = boxes[source][0] + 0.62 * boxes[source][1]
            end = boxes[page][0] + 10 + 8 * number
            drawn.append(arc(start, end, order.index(page) - order.index(source)))
    return drawn


def arc(start, end, steps):
    """Return a curve on the left that ends in an arrow; longer ones reach further."""
    reach = LEFT - min(22 + 20 * (steps - 1), 1.25 * LEFT)
    return (
        f'<path class="map-arc" d="M{LEFT} {start:.1f}C{reach:.1f} {start:.1f} '
        f'{reach:.1f} {end:.1f} {LEFT - 5} {end:.1f}"/><path class="map-head" '
        f'd="M{LEFT} {end:.1f}l-7 -3.5v7z"/>'
    )
