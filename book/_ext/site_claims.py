"""Claims: a number in a sentence, `[0.04](run:name)`, leads to its printed line.

The directive `{claims}` lists all of them: sentence, recorded value, links to both.
"""

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import claim_list
import nbformat
from claims import NUMBER, values
from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.transforms import SphinxTransformer
from sphinx.transforms.post_transforms import ReferencesResolver
from toc import pages

OUTPUT = re.compile(r"<div class=\"output .*?</pre>", re.S)
RECORD = re.compile(
    rf"^(?P<before>.*<pre>(?:<span></span>)?)?(?P<line>(?P<name>\w+) = {NUMBER})$", re.M
)


class ListOfClaims(nodes.General, nodes.Element):
    """Stands for the list until every page has been read."""


class Claims(Directive):
    """Put the list of all claims here; the content follows its first sentence."""

    has_content = True

    def run(self):
        place = ListOfClaims()
        self.state.nested_parse(self.content, self.content_offset, place)
        return [place]


def claims_of(doctree):
    """Yield (reference, chapter, name) of every claim of a page, and number them."""
    seen = Counter()
    for claim in doctree.findall(nodes.reference):
        uri = claim.get("refuri", "")
        if uri.startswith("run:"):
            chapter, _, name = uri.removeprefix("run:").rpartition("/")
            key = nodes.make_id(f"claim-{chapter}-{name}")
            seen[key] += 1
            claim["ids"] = [key if seen[key] == 1 else f"{key}-{seen[key]}"]
            yield claim, chapter, name


def link_claims(app, doctree, docname):
    """Lead each claim to the line that recorded its number, here or in a chapter."""
    for claim, chapter, name in list(claims_of(doctree)):
        claim["refuri"] = f"{address(app, docname, chapter)}#run-{name}"
        claim["internal"] = True
        claim["classes"].append("claim")
    for place in list(doctree.findall(ListOfClaims)):
        first, *others = claim_list.build(all_claims(app, docname))
        place.replace_self([first, *place.children, *others])


def page_of(env, chapter):
    """Return the page whose file is named `chapter`."""
    return next(name for name in sorted(env.found_docs) if Path(name).name == chapter)


def address(app, docname, chapter):
    """Return the address of the page `chapter`, seen from the page `docname`."""
    if not chapter:
        return ""
    return app.builder.get_relative_uri(docname, page_of(app.env, chapter))


@lru_cache
def printed(path):
    """Return {name: value} of what the notebook at `path` printed."""
    return values(nbformat.read(path, as_version=4))


def all_claims(app, docname):
    """Return [(title, address, claims)] of every page with claims, in order."""
    groups = []
    for page in pages(app.env):
        here = app.builder.get_relative_uri(docname, page)
        found = [
            describe(app, docname, page, *claim)
            for claim in claims_of(read(app.env, page))
        ]
        if found:
            groups.append((app.env.titles[page], here, found))
    return groups


def read(env, page):
    """Return a copy of a page whose references have their text."""
    doctree, env.temp_data["docname"] = env.get_doctree(page), page
    transformer = SphinxTransformer(doctree)
    transformer.set_environment(env)
    transformer.add_transform(ReferencesResolver)
    transformer.apply_transforms()
    del env.temp_data["docname"]
    return doctree


def describe(app, docname, page, claim, chapter, name):
    """Return what the list says of one claim."""
    proof = page_of(app.env, chapter) if chapter else page
    return claim_list.Claim(
        claim,
        f"{name} = {printed(app.env.doc2path(proof))[name]}",
        f"{app.builder.get_relative_uri(docname, page)}#{claim['ids'][0]}",
        f"{app.builder.get_relative_uri(docname, proof)}#run-{name}",
    )


def anchor_records(body):
    """Return `body` with an anchor around each printed line `name = value`."""
    seen = set()

    def anchor(match):
        if match["name"] in seen:
            return match[0]
        seen.add(match["name"])
        before = match["before"] or ""
        return (
            f'{before}<span class="run" id="run-{match["name"]}">{match["line"]}</span>'
        )

    return OUTPUT.sub(lambda output: RECORD.sub(anchor, output[0]), body)


def finish_page(app, pagename, templatename, context, doctree):
    """Put an anchor around every recorded value of the page."""
    if context.get("body"):
        context["body"] = anchor_records(context["body"])


def setup(app):
    app.add_node(ListOfClaims)
    app.add_directive("claims", Claims)
    # Early: what others do to formulas and code, they do in the list too.
    app.connect("doctree-resolved", link_claims, priority=400)
    app.connect("html-page-context", finish_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
