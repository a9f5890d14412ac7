"""Numbers in sentences: each is a link `[0.0377](run:name)` to a recorded value.

A code cell records a value by printing a line `name = value`. The literal in the
sentence is that value, rounded to the literal's own number of decimals.
`run:chapter/name` names a value that another chapter recorded.
"""

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

NUMBER = r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?"
RECORD = re.compile(rf"^([A-Za-z_]\w*) = ({NUMBER})$", re.MULTILINE)
CLAIM = re.compile(r"\[([^\[\]]*)\]\(run:([^()\s]*)\)")
LITERAL = re.compile(r"-?\d[\d,]*(?:\.(?P<decimals>\d+))?")


def texts(notebook):
    """Yield the plain text that each code cell of `notebook` printed or returned."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            text = output.get("text", output.get("data", {}).get("text/plain", ""))
            yield "".join(text)


def records(notebook):
    """Return the recorded (name, value) pairs of `notebook`, in order."""
    return [
        (name, Decimal(value))
        for text in texts(notebook)
        for name, value in RECORD.findall(text)
    ]


def values(notebook):
    """Return {name: value} of the names that `notebook` records exactly once."""
    pairs = records(notebook)
    times = Counter(name for name, _ in pairs)
    return {name: value for name, value in pairs if times[name] == 1}


def values_for(path, notebooks):
    """Return the values that the page `path` may claim: its own, and chapter/name."""
    own = {}
    for other, notebook in notebooks.items():
        for name, value in values(notebook).items():
            own[f"{Path(other).stem}/{name}"] = value
            if other == path:
                own[name] = value
    return own


def literal(old, value):
    """Return `value` rounded to the decimals of the literal `old`, in its form."""
    match = LITERAL.fullmatch(old.replace("\N{MINUS SIGN}", "-"))
    wanted = len(match["decimals"] or "") if match else 4
    # Never more decimals than the run recorded.
    decimals = min(wanted, max(0, -value.as_tuple().exponent))
    step = Decimal(1).scaleb(-decimals)
    rounded = value.quantize(step, rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in old else f"{rounded:f}"
    return text.replace("-", "\N{MINUS SIGN}") if "\N{MINUS SIGN}" in old else text


def rewrite(text, known):
    """Return `text` with every claim's literal replaced by its recorded value."""

    def replace(match):
        old, name = match.groups()
        new = literal(old, known[name]) if name in known else old
        return f"[{new}](run:{name})"

    return CLAIM.sub(replace, text)


def wrong_claims(text, known):
    """Return one message for each claim of `text` that its run does not support."""
    found = []
    for old, name in CLAIM.findall(text):
        if name not in known:
            found.append(f"run:{name} is not recorded by one line `{name} = value`")
        elif literal(old, known[name]) != old:
            found.append(f"[{old}](run:{name}) but the run recorded {known[name]}")
    # A run: link of any other form would escape the comparison.
    if text.count("(run:") != len(CLAIM.findall(text)):
        found.append("a run: link must read [number](run:name)")
    return found


def prose_fields(cell):
    """Yield (mapping, key) of each prose text of a cell: its source or its caption."""
    if cell["cell_type"] == "markdown":
        yield cell, "source"
    figure = cell.get("metadata", {}).get("mystnb", {}).get("figure", {})
    if "caption" in figure:
        yield figure, "caption"


def prose(notebook):
    """Return the texts of `notebook` that a reader reads as sentences."""
    fields = (field for cell in notebook["cells"] for field in prose_fields(cell))
    return ["".join(mapping[key]) for mapping, key in fields]


def rewrite_notebook(notebook, known):
    """Rewrite in place the claims in the sentences and captions of `notebook`."""
    for cell in notebook["cells"]:
        for mapping, key in prose_fields(cell):
            mapping[key] = rewrite("".join(mapping[key]), known)
