"""Fast pages: the rules in use written into each, and scripts that block nothing."""

import posixpath
import re
from functools import cache
from pathlib import Path

from stylesheet import moved, read_rules, used_rules, used_variables, write_rules

# All rules of the site in one file, which the PDF reads; a page holds its own share.
BUNDLE = "_static/site.css"
CODE = re.compile(r'<div class="highlight">.*?</pre>', re.S)
# Signatures have one look for names, colons and blanks: no element for each.
SIGNATURE = re.compile(r'<dt class="sig\b.*?</dt>', re.S)
PART = re.compile(r'<span class="(?:pre|n|p|w)">([^<]*)</span>')
TOKEN = re.compile(r'<span class="(\w+)">([^<]*)</span>')
# The book's own style sheet does what these do.
REPLACED = {
    "_static/pygments.css",
    "_static/togglebutton.css",
    "_static/copybutton.css",
}
STYLE = re.compile(r"\s*<link\b(?=[^>]*rel=\"stylesheet\")[^>]*href=\"([^\"?]+)[^>]*>")
SCRIPT = re.compile(r"<script\b([^>]*) src=\"([^\"?]+)([^>]*)></script>")
NAMED = re.compile(r"\b(?:class|id)=\"([^\"]*)\"")
WORD = re.compile(r"--[\w-]+|[A-Za-z_][\w-]*")
# scripts/site.js does what these do.
DROPPED = {
    "clipboard.min.js",
    "copybutton.js",
    "design-tabs.js",
    "sphinx-book-theme.js",
    "togglebutton.js",
}
# Later scripts, inside the page too, read this one at once.
SETTINGS = "documentation_options.js"
# A reader who comes to the top of a page gets its sections one after the other, from
# scripts/site.js. Who comes by a link into the page, or back, needs its true heights.
LATER = """<script>
{
  const [visit] = performance.getEntriesByType("navigation");
  if (visit?.type === "navigate" && !location.hash)
    document.documentElement.classList.add("sections-later");
}
</script>
"""


def local(page, address):
    """Return the path in the site that a page means by a relative address."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), address))


def bundle(site, pages):
    """Return the rules of all style sheets that the pages can use."""
    sources = {local(p, href): None for p in pages for href in STYLE.findall(pages[p])}
    names = names_used(site, pages)
    rules = []
    for source in [name for name in sources if name not in REPLACED]:
        css = (site / source).read_text(encoding="utf-8")
        rules += moved(used_rules(read_rules(css), names), source, BUNDLE)
    # The theme's icon font: the book draws its icons itself.
    rules = [rule for rule in rules if "fontawesome/webfonts" not in str(rule)]
    return used_variables(rules, names)


def share(site, rules, page, html):
    """Return the rules that one page can use, with addresses right for it."""
    names = names_used(site, {page: html})
    used = used_variables(used_rules(rules, names), names)
    return write_rules(moved(used, BUNDLE, page))


def names_used(site, pages):
    """Return every class and id in the pages, and every word in their scripts."""
    names = set()
    for html in pages.values():
        names.update(" ".join(NAMED.findall(html)).split())
        names.update(re.findall(r"var\((--[\w-]+)", html))
    loaded = {local(p, s[1]) for p in pages for s in SCRIPT.findall(pages[p])}
    for script in loaded:
        if posixpath.basename(script) not in DROPPED:
            names |= words(site / script)
    return names


@cache
def words(script):
    """Return every word in a script, each of which may name a class."""
    return frozenset(WORD.findall(script.read_text(encoding="utf-8")))


def lighter(html, css, settings):
    """Return a page with its rules inside, plainer code, and scripts put off."""
    html = STYLE.sub("<style/>", html)
    html = html.replace("<style/>", f"\n  <style>\n{css}</style>", 1)
    html = html.replace("<style/>", "")
    html = CODE.sub(lambda code: TOKEN.sub(plainer(css), code[0]), html)
    # Twice: a name stands in two elements, one inside the other.
    for _ in range(2):
        html = SIGNATURE.sub(lambda signature: PART.sub(r"\1", signature[0]), html)
    if "scripts/site.js" in html:
        html = html.replace("</head>", f"{LATER}</head>", 1)
    return SCRIPT.sub(put_off(settings), html)


def plainer(css):
    """Return a function that frees a token of code from a class without a colour."""
    lines = [line for line in css.splitlines() if ".highlight" in line]
    coloured = set(re.findall(r"\.(\w+)", "".join(lines)))
    return lambda token: token[0] if token[1] in coloured else token[2]


def put_off(settings):
    """Return a function that drops a script, writes it out, or makes it wait."""

    def later(script):
        name = posixpath.basename(script[2])
        if name == SETTINGS:
            return f"<script>{settings}</script>"
        if name in DROPPED:
            return ""
        return script[0].replace("<script", "<script defer", "defer" not in script[0])

    return later


def finish_site(app, exception):
    """Make every page lighter, when the whole site is written."""
    if exception or app.builder.name != "html":
        return
    site = Path(app.outdir)
    files = [f for f in sorted(site.rglob("*.html")) if "_static" not in f.parts]
    pages = {f.relative_to(site).as_posix(): f.read_text("utf-8") for f in files}
    rules = bundle(site, pages)
    (site / BUNDLE).write_text(write_rules(rules), encoding="utf-8")
    settings = (site / "_static" / SETTINGS).read_text(encoding="utf-8")
    for page, html in pages.items():
        text = lighter(html, share(site, rules, page, html), settings)
        (site / page).write_text(text, encoding="utf-8")


def setup(app):
    # After every other module, so that it sees the pages as they stay.
    app.connect("build-finished", finish_site, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
