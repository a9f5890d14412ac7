"""Spaces in MathML as TeX sets them, where a browser's own rules give others."""

from xml.etree.ElementTree import Element

NONE, THIN, MEDIUM, THICK = "0", "0.167em", "0.222em", "0.278em"
SCRIPTS = ("msub", "msup", "msubsup", "munder", "mover", "munderover")
ROWS = ("math", "mrow", "mtd", "msqrt", "mstyle", "mphantom", "mpadded")
KINDS = {
    "bin": "+−±∓×⋅∘⊙⊗⊕∗÷∖∧∨∩∪",
    "open": "([{⟨⌈⌊",
    "close": ")]}⟩⌉⌋",
    "punct": ",;.",
    "bar": "|‖",
    "large": "∑∏∫⋃⋂",
    "dots": "…⋯",
    "mid": "∣:",
    "slash": "/!",
}
KIND = {sign: kind for kind, signs in KINDS.items() for sign in signs}
# What a sign follows when it belongs to the number behind it.
BEFORE_SIGN = (None, "bin", "rel", "mid", "open", "punct", "large", "name")
PRIMES = ("′", "″", "‴")
USUAL = "+−±∓"  # the browser's own spaces are right
SOLID = ("ord", "close", "group", "dots")


def space_rows(element, in_script=False):
    """Set the spaces inside `element`; there are none in a script."""
    if element.tag in ROWS:
        space_row(element, list(element), in_script)
    for number, child in enumerate(list(element)):
        script = number > 0 and element.tag in SCRIPTS
        space_rows(child, in_script or script)
        if child.tag == "mo" and (script or element.tag == "mfrac"):
            set_spaces(child, NONE, NONE)


def space_row(row, parts, in_script):
    """Set the spaces between the parts of a row."""
    parts = [part for part in parts if part.tag != "mspace"]
    kinds = [*kinds_of(parts), None]
    before = "start" if row.attrib.pop("data-start", None) else None
    for part, kind, after in zip(parts, kinds, kinds[1:], strict=False):
        left, right = spaces(before, kind, after, in_script)
        if left == MEDIUM and core(part).text in USUAL:
            left = right = None
        if core(part).tag == "mo":
            set_spaces(core(part), left, right)
            set_form(core(part), before, kind, after)
        elif kind == "name":
            surround(row, part, left, right)
        before = kind


def core(element):
    """Return what decides the kind of `element`: what its scripts or primes hang on."""
    primed = element.tag == "mrow" and len(element) == 2 and element[1].text in PRIMES
    return core(element[0]) if primed or element.tag in SCRIPTS else element


def kind_of(element):
    """Return TeX's kind of an element: ord, bin, rel, open, close, punct and so on."""
    text = element.text or ""
    if element.tag == "mi" and len(text) > 1 and text.isalpha():
        return "name"
    if text in PRIMES:
        return "close"
    if element.tag == "mrow" and len(element) and element[0].get("form") == "prefix":
        return "group"
    if element.tag != "mo":
        return "ord"
    return "name" if text.isalpha() else KIND.get(text, "rel")


def kinds_of(parts):
    """Return the kind of each part; bars open and close by turns."""
    kinds = [kind_of(core(part)) for part in parts]
    bars = [number for number, kind in enumerate(kinds) if kind == "bar"]
    for turn, number in enumerate(bars):
        kinds[number] = ("open", "close")[turn % 2]
    return kinds


def spaces(before, kind, after, in_script):
    """Return the space before and after a part; None leaves it to the browser."""
    if kind in ("ord", "open", "close", "group"):
        return None, None
    if in_script or kind == "slash":
        return NONE, NONE
    if kind == "bin":
        alone = before in BEFORE_SIGN or after in (None, "rel", "close", "punct")
        return (NONE, NONE) if alone else (MEDIUM, MEDIUM)
    if kind == "name":
        return THIN if before in SOLID else NONE, THIN if after == "ord" else NONE
    if kind == "dots":
        return THIN if before in SOLID else NONE, THIN if after in SOLID else NONE
    if kind == "large":
        lead = None if before in (*SOLID, "name") else NONE
        return lead, NONE if after == "open" else None
    if kind == "punct":
        return NONE, NONE if after in (None, "close") else THIN
    if kind == "mid":
        return THICK, THICK
    return NONE if before is None else None, NONE if after is None else None


def set_spaces(operator, left, right):
    """Write the spaces of an operator, where they are not the browser's own."""
    for name, space in (("lspace", left), ("rspace", right)):
        if space is not None:
            operator.set(name, space)


def set_form(operator, before, kind, after):
    """Say what an operator is where its place in the row would mislead the browser."""
    if kind == "bin" and before in BEFORE_SIGN:
        operator.set("form", "prefix")
    elif kind in ("open", "close") and operator.text in KINDS["bar"]:
        operator.set("form", "prefix" if kind == "open" else "postfix")
        set_spaces(operator, NONE, NONE)
    elif kind in ("bin", "rel", "mid", "punct") and (
        before in (None, "start") or after is None
    ):
        operator.set("form", "infix")


def surround(row, part, left, right):
    """Put the spaces of a name such as tanh around it: it is no operator."""
    for place, space in ((1, right), (0, left)):
        if space != NONE:
            row.insert(list(row).index(part) + place, Element("mspace", width=space))


def pieces(math, most=24):
    """Return a long formula as several: no browser breaks a formula into lines."""
    kinds = kinds_of(math)
    if math.tag != "math" or len("".join(math.itertext())) <= most:
        return [math]
    found, depth = [Element("math")], 0
    for part, kind in zip(list(math), kinds, strict=True):
        depth += (kind == "open") - (kind == "close")
        found[-1].append(part)
        if depth == 0 and kind in ("bin", "rel") and part.get("form") != "prefix":
            part.set("form", "infix")
            found.append(Element("math"))
    return [piece for piece in found if len(piece)]
