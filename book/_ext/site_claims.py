"""Claims: a number in a sentence, `[0.04](run:name)`, leads to its printed line."""

import re
from pathlib import Path

from claims import NUMBER
from docutils import nodes

OUTPUT = re.compile(r"<div class=\"output .*?</pre>", re.S)
RECORD = re.compile(
    rf"^(?P<before>.*<pre>(?:<span></span>)?)?(?P<line>(?P<name>\w+) = {NUMBER})$", re.M
)


def link_claims(app, doctree, docname):
    """Lead each claim to the line that recorded its number, here or in a chapter."""
    for claim in doctree.findall(nodes.reference):
        uri = claim.get("refuri", "")
        if uri.startswith("run:"):
            chapter, _, name = uri.removeprefix("run:").rpartition("/")
            claim["refuri"] = f"{address(app, docname, chapter)}#run-{name}"
            claim["internal"] = True
            claim["classes"].append("claim")


def address(app, docname, chapter):
    """Return the address of the page `chapter`, seen from the page `docname`."""
    if not chapter:
        return ""
    target = next(name for name in app.env.found_docs if Path(name).name == chapter)
    return app.builder.get_relative_uri(docname, target)


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
    app.connect("doctree-resolved", link_claims)
    app.connect("html-page-context", finish_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
