"""The list of all claims, as nodes: each in its sentence, with what the run printed."""

import re
from typing import NamedTuple

from docutils import nodes

END = re.compile(r"(?<=[.!?])\s+(?=\S)")
KEPT = (nodes.math, nodes.literal, nodes.emphasis, nodes.strong)


class Claim(NamedTuple):
    """One number in a sentence, and where it and its proof are."""

    reference: nodes.reference  # the number, in its page
    record: str  # the line that proves it, as printed
    sentence: str  # address of the number
    proof: str  # address of the printed line


def build(groups):
    """Return the first sentence, and a section for each (title, address, claims)."""
    total = sum(len(claims) for _, _, claims in groups)
    text = (
        f"This book makes {total} claims in numbers, on {len(groups)} of its pages. "
        "Each is compared with what its cell printed whenever the book is tested."
    )
    return [nodes.paragraph("", text), *(section(*group) for group in groups)]


def section(title, address, claims):
    """Return the claims of one page below its title, which leads to the page."""
    name = nodes.make_id(f"claims-of-{title.astext()}")
    heading = nodes.title("", "", link(address, nodes.Text(title.astext())))
    count = nodes.paragraph("", f"Claims: {len(claims)}", classes=["claims-count"])
    items = nodes.bullet_list("", *map(item, claims), classes=["claims"])
    return nodes.section("", heading, count, items, ids=[name])


def item(claim):
    """Return one entry: the sentence, and below it the line that proves it."""
    proof = link(claim.proof, nodes.literal("", claim.record))
    return nodes.list_item(
        "",
        nodes.paragraph("", "", *sentence(claim)),
        nodes.paragraph("", "", proof, classes=["claims-proof"]),
    )


def link(address, *content):
    """Return a link within the book."""
    return nodes.reference("", "", *content, refuri=address, internal=True)


def sentence(claim):
    """Return the sentence around a claim; in a table, its row."""
    found = claim.reference.parent
    while isinstance(found, nodes.Inline):
        found = found.parent
    if isinstance(found.parent, nodes.entry):
        return plain(row(found.parent.parent), claim)
    parts = next(p for p in split(found) if any(holds(n, claim.reference) for n in p))
    return [copy for part in parts for copy in plain(part, claim)]


def row(cells):
    """Return the content of a table's row, its cells set apart by dots."""
    content = nodes.inline()
    for cell in cells:
        content.children += [nodes.Text(" · "), *cell.children]
    content.children = content.children[1:]
    return content


def split(block):
    """Return the sentences of a block, each a list of nodes."""
    found = [[]]
    for child in block.children:
        if not isinstance(child, nodes.Text):
            found[-1].append(child)
            continue
        first, *others = END.split(child.astext())
        found[-1].append(nodes.Text(first))
        found += [[nodes.Text(text)] for text in others]
    return found


def holds(node, claim):
    """Tell whether `node` is the claim, or has it inside."""
    return node is claim or any(holds(child, claim) for child in node.children)


def plain(node, claim):
    """Return copies of a node and its content; the claim alone stays a link."""
    if node is claim.reference:
        return [nodes.strong("", "", link(claim.sentence, nodes.Text(node.astext())))]
    if isinstance(node, nodes.Text):
        return [nodes.Text(node.astext())]
    content = [copy for child in node.children for copy in plain(child, claim)]
    return [type(node)("", "", *content)] if isinstance(node, KEPT) else content
