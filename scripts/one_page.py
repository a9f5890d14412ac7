"""The built book as one HTML page: its articles in order, with links inside the page.

Each page keeps its text, equations and figures as they were built. Its ids get the
page's name in front, and its links to other pages become links within the one page.
"""

import posixpath
import re
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

ARTICLE = re.compile(r"<article class=\"bd-article\">(.*?)</article>", re.S)
SECTION = re.compile(
    r"<section\b[^>]*\bid=\"([^\"]*)\"[^>]*>\s*"
    r"(?:<span[^>]*></span>\s*)*<h([12])\b[^>]*>(.*?)</h\2>",
    re.S,
)
LINK = re.compile(r"(?<=<a )([^>]*?)\bhref=\"([^\"]*)\"")
SOURCE = re.compile(r"(<img\b[^>]*?\bsrc=\")(?!data:|https?:)([^\"]*)")
ID = re.compile(r"(<[^<>]*?\s(?:id|for|aria-labelledby|aria-describedby)=\")([^\"]*)")
DRAWN = re.compile(r"(<use\b[^>]*?href=\"#|url\(#)")
CLOSED = re.compile(r"<details\b(?![^>]*\bopen\b)")
FOLDED = re.compile(r"<summary>\s*<p [^>]*>Show code cell (\w+)</p>.*?</summary>", re.S)
# Buttons and scripts do nothing on paper; two ids stand in every exercise.
UNPRINTED = re.compile(
    r"<script\b.*?</script>|<a class=\"headerlink\".*?</a>|<button\b.*?</button>"
    r"|(?<=<section) id=\"(?:exercise|solution)-content\"",
    re.S,
)
# Where the built pages lie, seen from the one page.
SITE = "../html"
UNLINKED = re.compile(r"</?a\b[^>]*>| id=\"[^\"]*\"")
UNREAD = re.compile(r"<annotation\b.*?</annotation>|<[^>]+>", re.S)
FOREIGN = re.compile(r"[a-z][a-z+.-]*:|//")


class Page(NamedTuple):
    """One page of the book: the part that it opens, its name and its article."""

    part: str
    name: str
    body: str

    def headings(self):
        """Return (id, level, HTML) of the title and of each section."""
        return SECTION.findall(self.body)


def contents(toc):
    """Return (part, name) of each page of `toc`; only a part's first page names it."""
    entries = [("", toc["root"])]
    for part in toc["parts"]:
        names = [chapter["file"] for chapter in part["chapters"]]
        entries.append((part.get("caption", ""), names[0]))
        entries.extend(("", name) for name in names[1:])
    return entries


def anchor(name, fragment=""):
    """Return the id that `fragment` of the page `name` has in the one page."""
    page = name.replace("/", "-")
    return f"{page}--{fragment}" if fragment else page


def inside(href, name, names):
    """Return the link `href` of the page `name` as an attribute in the one page."""
    if FOREIGN.match(href):
        return f'href="{href}"'
    path, _, fragment = href.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
    page = target.removesuffix(".html") if path else name
    # A link to a file that is not in the book, such as a download, leads nowhere.
    return f'href="#{anchor(page, fragment)}"' if page in names else ""


def gathered(body, name, names):
    """Return the article `body` of the page `name` as a part of the one page."""

    def source(match):
        file = posixpath.join(posixpath.dirname(name), match[2])
        return f"{match[1]}{SITE}/{posixpath.normpath(file)}"

    body = FOLDED.sub(r"<summary>The \1</summary>", UNPRINTED.sub("", body))
    body = ID.sub(lambda m: m[1] + anchor(name, m[2]), body)
    body = DRAWN.sub(lambda m: m[1] + anchor(name) + "--", body)
    body = LINK.sub(lambda m: m[1] + inside(m[2], name, names), body)
    return CLOSED.sub('<details open="open"', SOURCE.sub(source, body))


def plain(html):
    """Return the text of `html`."""
    return " ".join(unescape(UNREAD.sub("", html)).split())


def read_pages(site, toc):
    """Return the pages of the built `site` in the order of `toc`."""
    entries = contents(toc)
    names = {name for _, name in entries}
    pages = []
    for part, name in entries:
        html = Path(site, f"{name}.html").read_text(encoding="utf-8")
        body = gathered(ARTICLE.search(html)[1], name, names)
        pages.append(Page(part, name, body))
    return pages
