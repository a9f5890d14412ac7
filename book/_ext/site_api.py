"""Links from code in sentences to the package, and from the package to chapters."""

import re

from code_names import canonical, uses
from docutils import nodes
from sphinx import addnodes
from toc import pages

CALL = re.compile(r"([\w.]+)(?:\(.*\))?", re.S)
SILENT = (nodes.title, nodes.reference, addnodes.desc_signature)


def names_of(env):
    """Return {name: (page, anchor)} of all that exactly one object is called."""
    found = {}
    for full, entry in env.get_domain("py").objects.items():
        parts = full.split(".")
        for start in range(len(parts)):
            name = ".".join(parts[start:])
            found.setdefault(name, set()).add((entry.docname, entry.node_id))
    return {name: min(places) for name, places in found.items() if len(places) == 1}


def link_code(app, doctree, docname):
    """Lead code in sentences to its entry, at its first place in each section."""
    names, seen = names_of(app.env), set()
    for code in list(doctree.findall(nodes.literal)):
        call = CALL.fullmatch(code.astext())
        place = names.get(call[1]) if call else None
        section = enclosing(code, nodes.section)
        if not place or place[0] == docname or (id(section), place) in seen:
            continue
        if not any(enclosing(code, kind) for kind in SILENT):
            seen.add((id(section), place))
            uri = app.builder.get_relative_uri(docname, place[0])
            link = nodes.reference("", "", internal=True, classes=["api"])
            link["refuri"] = f"{uri}#{place[1]}"
            code.replace_self(link)
            link += code


def enclosing(node, kind):
    """Return the nearest node of this kind around `node`, or None."""
    while node is not None and not isinstance(node, kind):
        node = node.parent
    return node


def code_of(env, page):
    """Yield (anchor, code) of each code cell of a page, in order."""
    for cell in env.get_doctree(page).findall(nodes.container):
        if "cell_input" in cell["classes"]:
            section = enclosing(cell, nodes.section)
            yield section["ids"][0], cell.astext()


def link_chapters(app, doctree, docname):
    """Say below each entry which chapters show its source, and which use it."""
    entries = [d for d in doctree.findall(addnodes.desc) if d["domain"] == "py"]
    if not entries:
        return
    found = {page: uses(code_of(app.env, page)) for page in pages(app.env)}
    for entry in entries:
        name = canonical(entry[0]["ids"][0])
        for label, kind in (("Explained in", 0), ("Used in", 1)):
            places = [(p, u[kind][name]) for p, u in found.items() if name in u[kind]]
            if places:
                links = [chapter(app, docname, *place) for place in places]
                entry[1] += listing(label, links)


def chapter(app, docname, page, anchor):
    """Return a link to a section of a page, with the page's title as its text."""
    uri = f"{app.builder.get_relative_uri(docname, page)}#{anchor}"
    title = app.env.titles[page].astext()
    return nodes.reference("", title, refuri=uri, internal=True)


def listing(label, links):
    """Return a paragraph: the label, then the links."""
    paragraph = nodes.paragraph("", f"{label}: ", classes=["api-chapters"])
    for number, link in enumerate(links):
        paragraph += [nodes.Text(", "), link] if number else [link]
    return paragraph


def add_links(app, doctree, docname):
    """Add both kinds of links; only pages of the site have addresses for them."""
    if app.builder.format == "html":
        link_code(app, doctree, docname)
        link_chapters(app, doctree, docname)


def flatten_sources(app, pagename, templatename, context, doctree):
    """Make the list of sources one list: viewcode puts lists beside list items."""
    if pagename == "_modules/index":
        head, *items = context["body"].split("<li>")
        items = [f"<li>{item.split('</li>')[0]}</li>" for item in items]
        context["body"] = f"{head}{''.join(items)}</ul>"


def setup(app):
    app.connect("doctree-resolved", add_links)
    app.connect("html-page-context", flatten_sources)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
