"""Moving figures: the stored runs go into the page, in front of the static figure.

`book/explorables/<name>.json` names its figure; `_static/explorables/<name>.js` draws
it. Without JavaScript, in print and in other formats the static figure stays.
"""

import json
from pathlib import Path

from docutils import nodes

FOLDER = Path(__file__).resolve().parents[1] / "explorables"
DEFER = {"defer": "defer"}


def stored(folder=FOLDER):
    """Return {figure: (name, the text of its file)} of all moving figures."""
    files = sorted(folder.glob("*.json"))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in files}
    return {json.loads(text)["figure"]: (name, text) for name, text in texts.items()}


def element(name, figure, text):
    """Return the element of one moving figure: its script fills it."""
    data = text.replace("\n", "").replace("<", "\\u003c")  # no tag may end the script
    return (
        f'<div class="explorable" id="explore-{figure}" data-explorable="{name}">'
        f'<script type="application/json">{data}</script></div>'
    )


def insert(app, doctree, docname):
    """Put each moving figure of a page in front of its static one."""
    if app.builder.name != "html":
        return
    known = stored()
    for figure in list(doctree.findall(nodes.figure)):
        for name in known.keys() & figure["ids"]:
            html = element(known[name][0], name, known[name][1])
            figure.insert(0, nodes.raw("", html, format="html"))
            figure["classes"].append("has-explorable")


def load_scripts(app, pagename, templatename, context, doctree):
    """Load the scripts of the moving figures that are on the page, and no others."""
    body = context.get("body") or ""
    names = [n for n, _ in stored().values() if f'data-explorable="{n}"' in body]
    if names:
        app.add_css_file("explorables/explorables.css")
    for name in ["common", *names] if names else []:
        app.add_js_file(f"explorables/{name}.js", **DEFER)


def setup(app):
    app.connect("doctree-resolved", insert)
    app.connect("html-page-context", load_scripts)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
