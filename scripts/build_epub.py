"""Write the built book into one EPUB: its pages, with drawn figures and equations.

Usage: python scripts/build_epub.py _build/html _build/epub/rnn-book.epub
"""

import re
import sys
import textwrap
import xml.etree.ElementTree as ElementTree
import zipfile
from html import escape
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import yaml
from epub_templates import CONTAINER, COVER, FRONT, PACKAGE, PAGE
from one_page import SITE, UNLINKED, anchor, plain, read_pages

from rnn_tutorial.plotting import style

ROOT = Path(__file__).resolve().parents[1]
PALETTE = {
    "forward": style.FORWARD,
    "backward": style.BACKWARD,
    "third": style.THIRD,
    "neutral": style.NEUTRAL,
    "ink": style.INK,
    "grid": style.GRID,
    "paper": style.PAPER,
}
NAMESPACES = {
    "svg": ' xmlns="http://www.w3.org/2000/svg"',
    "math": ' xmlns="http://www.w3.org/1998/Math/MathML"',
}
SYMBOL = re.compile(r"<(\w+)><a\b[^>]*><math\b[^>]*>(.*?)</math></a></\1>", re.S)
ROLE = re.compile(r"(<svg\b[^>]*) role=\"(?!img)\w+\"")
DRAWN = re.compile(r"<(svg|math)\b(?![^>]*\sxmlns=)")
# Matplotlib draws some paths of no points.
EMPTY = re.compile(r"<path\b(?![^>]*\sd=)[^>]*/>")
# What EPUB's MathML and SVG do not know: sizes of a fraction, links, other roles.
STYLED = re.compile(r"(?<=<mfrac)(?: (?:displaystyle|scriptlevel)=\"\w*\")+")
COLOUR = re.compile(r"var\(--fig-(\w+)\)")
LINK = re.compile(r"(<a\b[^>]*?\bhref=\")#([^\"]*?)(--[^\"]*)?\"")
SIZE = re.compile(r"(?<=\s)(?:width|height)=\"\d+\"")
TYPES = {".png": "image/png", ".svg": "image/svg+xml", ".jpg": "image/jpeg"}
IMAGE = re.compile(rf"(?<=src=\"){SITE}/([^\"]*)")


def xhtml(title, body):
    """Return one page of the EPUB; text that is not well-formed raises an error."""
    page = PAGE.format(title=escape(title), body=body)
    try:
        ElementTree.fromstring(page)
    except ElementTree.ParseError as error:
        raise SystemExit(f"{title}: not well-formed, {error}") from None
    return page


def file_link(match):
    """Return a link within the one page as a link between the EPUB's files."""
    start, page, fragment = match.groups()
    target = f"#{page}{fragment}" if fragment else ""
    return f'{start}{page}.xhtml{target}"'


def text_page(page):
    """Return the page of the EPUB that holds the book's `page`."""
    body = STYLED.sub("", EMPTY.sub("", page.body))
    body = ROLE.sub(r"\1", SYMBOL.sub(r"<mrow>\2</mrow>", body))
    body = DRAWN.sub(lambda match: match[0] + NAMESPACES[match[1]], body)
    body = COLOUR.sub(lambda match: PALETTE[match[1]], body)
    body = IMAGE.sub(
        lambda match: match[1].replace("/", "-"), LINK.sub(file_link, body)
    )
    return xhtml(plain(page.headings()[0][2]), body)


def navigation(pages):
    """Return the table of contents, one level deep."""
    lines = []
    for page in pages:
        title = UNLINKED.sub("", page.headings()[0][2])
        lines.append(f'<li><a href="{anchor(page.name)}.xhtml">{title}</a></li>')
    body = f"<h1>Contents</h1><ol>{''.join(lines)}</ol>"
    return xhtml("Contents", f'<nav epub:type="toc">{body}</nav>')


def cover(config, drawing):
    """Return the cover: the title over the drawing of the network."""
    lines = enumerate(textwrap.wrap(config["title"], 22))
    title = [
        f'<text x="50" y="{120 + 56 * n}">{escape(line)}</text>' for n, line in lines
    ]
    return COVER.format(
        title="".join(title),
        author=escape(config["author"]),
        drawing=SIZE.sub("", drawing.strip()).removeprefix("<svg"),
        **PALETTE,
    )


def item(name, text):
    """Return the line of the package that declares the page `name`."""
    found = [kind for kind in ("svg", "mathml") if f"<{kind.replace('ml', '')}" in text]
    kinds = " ".join(["nav"] * (name == "nav") + found)
    properties = f' properties="{kinds}"' if kinds else ""
    return (
        f'<item id="{name}" href="{name}.xhtml" '
        f'media-type="application/xhtml+xml"{properties}/>'
    )


def package(texts, images, config, date):
    """Return the list of all files of the EPUB, and what the book is."""
    items = [item(name, text) for name, text in texts.items()]
    items += [
        f'<item id="{name}" href="{name}" media-type="{TYPES[Path(name).suffix]}"/>'
        for name in images
    ]
    return PACKAGE.format(
        uuid=uuid5(NAMESPACE_URL, config["repository"]["url"]),
        title=escape(config["title"]),
        author=escape(config["author"]),
        date=date,
        items="\n".join(items),
        spine="".join(f'<itemref idref="{name}"/>' for name in texts),
    )


def stylesheet(site):
    """Return the EPUB's style: its own, and the light colours of the code."""
    own = (ROOT / "book/_static/epub.css").read_text(encoding="utf-8")
    colours = (site / "_static/pygments.css").read_text(encoding="utf-8").splitlines()
    light = [line for line in colours if line.startswith('html[data-theme="light"]')]
    return "\n".join([own, *light]) + "\n"


def write(files, epub):
    """Write `files` into the archive `epub`, the same bytes for the same files."""
    epub.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(epub, "w", zipfile.ZIP_DEFLATED) as archive:
        # The first file tells a reader what the archive is: it is never compressed.
        start = zipfile.ZipInfo("mimetype")
        archive.writestr(start, "application/epub+zip", zipfile.ZIP_STORED)
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


def read(name):
    """Return what a YAML file of the repository holds."""
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def contents(site):
    """Return {name: data} of the files of the EPUB of the built `site`."""
    config, date = read("_config.yml"), read("CITATION.cff")["date-released"]
    pages = read_pages(site, read("_toc.yml"))
    images = {file for page in pages for file in IMAGE.findall(page.body)}
    pictures = {file.replace("/", "-"): site / file for file in sorted(images)}
    texts = {"cover": xhtml(config["title"], FRONT), "nav": navigation(pages)}
    texts |= {anchor(page.name): text_page(page) for page in pages}
    drawing = (site / "_static/cover.svg").read_text(encoding="utf-8")
    return {
        "META-INF/container.xml": CONTAINER,
        "book.opf": package(texts, pictures, config, date),
        "book.css": stylesheet(site),
        "cover.svg": cover(config, drawing),
        **{f"{name}.xhtml": text for name, text in texts.items()},
        **{name: file.read_bytes() for name, file in pictures.items()},
    }


if __name__ == "__main__":
    write(contents(Path(sys.argv[1])), Path(sys.argv[2]))
    print(sys.argv[2])
