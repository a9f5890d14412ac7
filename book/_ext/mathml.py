"""TeX formulas as MathML: what latex2mathml draws, checked and mended for browsers."""

import re
from html import unescape
from xml.etree.ElementTree import Element, tostring

from latex2mathml.converter import convert_to_element
from mathml_spacing import PRIMES, ROWS, SCRIPTS, space_rows

# The environments that the book may use, under the names that latex2mathml knows.
ENVIRONMENTS = {
    "aligned": "align*",
    "align*": "align*",
    "split": "split",
    "cases": "cases",
    "array": "array",
    "smallmatrix": "smallmatrix",
    **{f"{kind}matrix": f"{kind}matrix" for kind in ("", "p", "b", "B", "v", "V")},
}
ALIGNED = ("align*", "split")
ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^}]*)\}")
UPRIGHT = re.compile(r"\\mathrm\s*\{([A-Za-z]+)\}")
CHILDREN = {"msubsup": 3, "munderover": 3}
CHILDREN |= dict.fromkeys(("mfrac", "msub", "msup", "munder", "mover", "mroot"), 2)
LETTERS = ("∂", "⊤", "∞")  # latex2mathml takes them for operators
OPERATORS = {"±": "±", "∓": "∓", ":": ":", "*": "∗", "·": "⋅"}
LIMITS = ("max", "min", "sup", "inf", "lim", "arg\u2009max", "arg\u2009min")
UNDER = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
UNDER |= {tag: tag for tag in UNDER.values()}
ACCENTS = {"^": "ˆ", "~": "˜", "‾": "¯"}
BARS = ("|", "‖", "∣")
DROPPED = ("xmlns", "columnspacing", "rowspacing", "fence")


class FormulaError(ValueError):
    """A formula that cannot be drawn as it is written."""


def to_mathml(tex, display=False):
    """Return the formula `tex` as a `math` element, or raise a FormulaError."""
    math = parse(prepare(tex), display)
    for element in math.iter():
        element.text = element.text and unescape(element.text)
    for element in math.iter():
        check(element)
        mend(element)
    flatten(math)
    space_rows(math)
    return math


def serialise(math, xml=False):
    """Return the element as text; only XML needs the name space."""
    if xml:
        math.set("xmlns", "http://www.w3.org/1998/Math/MathML")
    return tostring(math, encoding="unicode").replace(" />", "/>")


def prepare(tex):
    """Return `tex` with names that latex2mathml knows, its braces counted."""
    depth = 0
    for brace in re.sub(r"\\.", "", tex, flags=re.S):
        depth += (brace == "{") - (brace == "}")
        if depth < 0:
            raise FormulaError("a } without its {")
    if depth:
        raise FormulaError("a { without its }")
    return UPRIGHT.sub(r"\\text{\1}", ENVIRONMENT.sub(rename, tex)).strip()


def rename(match):
    """Return the start or end of an environment under latex2mathml's name."""
    if match[2] not in ENVIRONMENTS:
        raise FormulaError(f"unknown environment {match[2]}")
    return rf"\{match[1]}{{{ENVIRONMENTS[match[2]]}}}"


def parse(tex, display):
    """Return latex2mathml's tree with a class on every table."""
    names = iter([name for kind, name in ENVIRONMENT.findall(tex) if kind == "begin"])
    try:
        math = convert_to_element(tex, display="block" if display else "inline")
    except Exception as error:  # latex2mathml's errors share no other class
        name = type(error).__name__.removesuffix("Error")
        raise FormulaError(re.sub(r"\B(?=[A-Z])", " ", name).lower()) from error
    if not display:
        del math.attrib["display"]
    for table in math.iter("mtable"):
        name = next(names, "matrix")
        table.set("class", "aligned" if name in ALIGNED else name)
    return math


def check(element):
    """Raise a FormulaError for what latex2mathml lets pass."""
    text = element.text or ""
    if text.startswith("\\") and len(text) > 1:
        raise FormulaError(f"unknown command {text}")
    if element.tag == "mi" and text in ("&", "}", "#", "\\"):
        raise FormulaError(f"{text} in the wrong place")
    if element.tag == "mo" and not text:
        raise FormulaError("the name of an operator has letters only")
    if element.get("linebreak"):
        raise FormulaError(r"\\ outside an aligned block")
    if len(element) != CHILDREN.get(element.tag, len(element)):
        raise FormulaError("a command without all of its arguments")
    if element.get("mathvariant", "normal") != "normal":
        raise FormulaError("browsers know no font but \\mathbf{x} for single letters")


def mend(element):
    """Change the tags and attributes that browsers read otherwise than TeX."""
    for name in DROPPED:
        element.attrib.pop(name, None)
    if element.text in LETTERS or is_name(element):
        element.tag = "mo" if element.get("movablelimits") else "mi"
    elif element.text in OPERATORS:
        element.tag, element.text = "mo", OPERATORS[element.text]
    elif element.get("minsize"):
        element.set("stretchy", "true")
    elif element.tag == "mo" and element.text in BARS and not element.get("form"):
        element.set("stretchy", "false")
    elif element.tag == "mtable":
        align_cells(element)
    elif len(element):
        mend_script(element)


def mend_script(element):
    """Put limits under their name, and an accent close to its letter."""
    if element.tag in UNDER and element[0].text in LIMITS:
        element.tag = UNDER[element.tag]
        element[0].set("movablelimits", "true")
    elif element.tag == "mover" and element[1].text in ACCENTS:
        element.set("accent", "true")
        element[1].text = ACCENTS[element[1].text]


def is_name(element):
    """Say whether the element is an operator like `max` or `diag`."""
    return element.tag == "mo" and re.fullmatch(r"[A-Za-z\u2009]+", element.text)


def align_cells(table):
    """Turn the alignment of cells, which browsers ignore, into classes."""
    for cell in table.iter("mtd"):
        side = cell.attrib.pop("columnalign", None)
        if table.get("class") == "aligned":
            start = [part for part in cell if part.tag == "mi" and not part.text]
            cell[:] = [part for part in cell if part not in start]
            cell.attrib.update({"data-start": "true"} if start else {})
        elif side in ("left", "right"):
            cell.set("class", side)


def flatten(element):
    """Take out the rows that hold one thing, or are all that a row holds."""
    join_numbers(element)
    element[:] = [part for part in element if "negative" not in part.get("width", "")]
    for child in element:
        flatten(child)
    if element.tag in ROWS and len(element) == 1 and element[0].tag == "mrow":
        element[:] = list(element[0])
    element[:] = [single(child) for child in element]
    if element.tag in SCRIPTS and element[0].get("minsize"):
        element[0] = row_of(element[0])  # alone in a row it takes its size
    if element.tag == "msup" and element[1].text in PRIMES:
        element.tag = "mrow"  # the font's primes are high up already


def row_of(child):
    """Return a row that holds `child`."""
    row = Element("mrow")
    row.append(child)
    return row


def join_numbers(row):
    """Make one number of 61{,}362, which comes as three."""
    parts = list(row)
    for left, comma, right in zip(parts, parts[1:], parts[2:], strict=False):
        if (left.tag, comma.tag, right.tag) == ("mn", "mrow", "mn"):
            if "".join(comma.itertext()) == ",":
                right.text = f"{left.text},{right.text}"
                row.remove(left)
                row.remove(comma)


def single(child):
    """Return the only thing in a row, or the row; a style of one thing is its own."""
    if child.tag not in ("mrow", "mstyle") or len(child) != 1:
        return child
    child[0].attrib.update(child.attrib)
    return child[0]
