"""The directive `{rosetta}`: the table of layouts, from a run of the ports."""

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList

from rnn_tutorial.ports.rosetta import rows

HEAD = ["in", "called", "gates, in order", "weights", "biases"]
HEAD += ["reset", "z = 1 keeps"]


class Rosetta(Directive):
    """Put the table here."""

    def run(self):
        place = nodes.Element()
        self.state.nested_parse(StringList(lines(), source="rosetta"), 0, place)
        return place.children


def lines():
    """Return the lines of the table in Markdown, this book's rows in bold."""
    table = [HEAD, ["---"] * len(HEAD)]
    for row in rows():
        own = row.framework == "this book"
        place = f"**{row.framework}**" if own else row.framework
        table.append([place, f"`{row.call}`", *map(joined, row[3:])])
    return [f"| {' | '.join(cells)} |" for cells in table]


def joined(text):
    """Return a text with minus signs as they are printed."""
    return text.replace("-", "\N{MINUS SIGN}")


def setup(app):
    app.add_directive("rosetta", Rosetta)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
