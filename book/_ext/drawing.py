"""Drawings made small: matplotlib's SVG without what a page does not need."""

import re
from xml.etree import ElementTree

from rnn_tutorial.plotting import style

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
VARIABLES = {
    style.FORWARD: "--fig-forward",
    style.BACKWARD: "--fig-backward",
    style.THIRD: "--fig-third",
    style.NEUTRAL: "--fig-neutral",
    style.INK: "--fig-ink",
    style.GRID: "--fig-grid",
    style.PAPER: "--fig-paper",
    "#000000": "--fig-ink",
}
COLOUR = re.compile(r"((?:fill|stroke):)(#[0-9a-f]{6})")
REFERENCE = re.compile(r"#([\w.-]+)")
NUMBER = re.compile(r"-?\d+\.\d+")
UNWANTED = {f"{SVG}metadata", f"{SVG}style"}
# The page has its own font. The other two are what SVG does anyway.
SIZE = re.compile(r"(?<=font-size:)[\d.]+(?=px)")
DEFAULTS = ("font-family:", "stroke-linejoin:", "stroke-linecap: butt")


def slim(text, prefix):
    """Return the view box and the inside of an SVG file, in short form."""
    root = ElementTree.fromstring(text)
    drop_unwanted(root)
    for element in root.iter():
        shorten(element)
    rename_ids(root, prefix)
    share_styles(root)
    unwrap(root)
    return root.get("viewBox"), "".join(map(write, root))


def drop_unwanted(root):
    """Take out the metadata, the file's own style, and the paper behind the figure."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in UNWANTED or child.get("id") == "patch_1":
                parent.remove(child)


def shorten(element):
    """Round the coordinates of an element, and name its colours by their meaning."""
    for name in set(element.keys()) & {"d", "x", "y", "points", "width", "height"}:
        element.set(name, shorter(element.get(name)))
    if "style" in element.keys():
        element.set("style", themed(element.get("style")))
    if element.tag == f"{SVG}tspan" and "style" in element.keys():
        element.set("style", SIZE.sub(legible, element.get("style")))
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]
    if LINK in element.keys():
        element.set("href", element.attrib.pop(LINK))


def legible(size):
    """Return a tenth more than the size of an index: it is small on a phone."""
    number = float(size[0])
    return f"{1.1 * number:.1f}" if number < 0.9 * style.FONT else size[0]


def shorter(path):
    """Return a path or a coordinate to a tenth of a point, finer than the eye."""
    path = NUMBER.sub(lambda number: f"{float(number[0]):.1f}", path)
    path = re.sub(r"\.0\b", "", path)
    return re.sub(r"\s*([A-Za-z])\s*", r"\1", path).strip()


def themed(css):
    """Return a style with the palette's colours as the variables of the theme."""
    kept = [part for part in css.split("; ") if not part.startswith(DEFAULTS)]
    css = ";".join(part.replace(": ", ":") for part in kept)

    def name(colour):
        variable = VARIABLES.get(colour[2])
        return f"{colour[1]}var({variable})" if variable else colour[0]

    return COLOUR.sub(name, css)


def rename_ids(root, prefix):
    """Keep only the ids that something refers to, short and with the prefix."""
    values = [v for e in root.iter() for k, v in e.items() if k != "id" and "#" in v]
    used = {name for value in values for name in REFERENCE.findall(value)}
    ids = [i for i in (element.get("id") for element in root.iter()) if i in used]
    names = {old: f"{prefix}-{number}" for number, old in enumerate(ids)}
    for element in root.iter():
        for key, value in list(element.items()):
            if key == "id" and value not in names:
                del element.attrib[key]
            elif key == "id":
                element.set(key, names[value])
            elif "#" in value:
                new = REFERENCE.sub(lambda m: f"#{names.get(m[1], m[1])}", value)
                element.set(key, new)


def share_styles(root):
    """Give a group the style that all its children have in common."""
    for group in reversed(list(root.iter(f"{SVG}g"))):
        styles = {child.get("style") for child in group}
        css = styles.pop() if len(styles) == 1 else None
        # Opacity is not inherited: on the group it would mean something else.
        if css and not group.get("style") and not re.search(r"(^|;)opacity", css):
            group.set("style", css)
            for child in group:
                del child.attrib["style"]


def unwrap(parent):
    """Put the content of a group without attributes in the group's place."""
    for child in list(parent):
        unwrap(child)
        if child.tag == f"{SVG}g" and not child.attrib:
            at = list(parent).index(child)
            parent[at : at + 1] = list(child)


def write(element):
    """Return an element as text for an HTML page."""
    for part in element.iter():
        part.tag = part.tag.removeprefix(SVG)
        part.tail = part.tail if (part.tail or "").strip() else None
        part.text = part.text if (part.text or "").strip() else None
    return ElementTree.tostring(element, encoding="unicode")
