"""The list of claims: each in its own sentence, with links to both ends."""

import claim_list
import pytest
from docutils import nodes
from site_claims import anchor_records, claims_of

PRINTED = '<div class="output stream"><pre><span></span>loss = 0.5\n</pre>'


def claim(name="loss", text="0.5"):
    return nodes.reference("", text, refuri=f"run:{name}")


def sentence(reference):
    """The text of the claim's sentence in the list."""
    found = claim_list.Claim(reference, "loss = 0.5", "a.html#x", "a.html#y")
    return "".join(node.astext() for node in claim_list.sentence(found))


def test_a_claim_stands_in_its_own_sentence():
    reference = claim()
    nodes.paragraph("", "", nodes.Text("One. It is "), reference, nodes.Text(". Two."))
    assert sentence(reference) == "It is 0.5."


def test_a_claim_in_bold_type_is_found():
    reference = claim()
    bold = nodes.strong("", "", reference)
    nodes.paragraph("", "", nodes.Text("It is "), bold, nodes.Text("!"))
    assert sentence(reference) == "It is 0.5!"


def test_formulas_stay_in_the_sentence():
    reference, formula = claim(), nodes.math("", "x = 1. y")
    nodes.paragraph("", "", nodes.Text("With "), formula, nodes.Text(" "), reference)
    found = claim_list.Claim(reference, "loss = 0.5", "a.html#x", "a.html#y")
    kinds = [type(node) for node in claim_list.sentence(found)]
    assert kinds == [nodes.Text, nodes.math, nodes.Text, nodes.strong]


def test_a_claim_in_a_table_stands_in_its_row():
    reference = claim()
    cells = [nodes.paragraph("", "A"), nodes.paragraph("", "", reference)]
    nodes.row("", *(nodes.entry("", cell) for cell in cells))
    assert sentence(reference) == "A · 0.5"


def test_only_the_claim_itself_is_a_link():
    reference, other = claim(), nodes.reference("", "other", refuri="b.html")
    nodes.paragraph("", "", other, nodes.Text(" is "), reference)
    found = claim_list.Claim(reference, "loss = 0.5", "a.html#x", "a.html#y")
    copies = nodes.paragraph("", "", *claim_list.sentence(found))
    assert [n["refuri"] for n in copies.findall(nodes.reference)] == ["a.html#x"]


def test_the_first_sentence_counts_the_claims():
    reference = claim()
    nodes.paragraph("", "", reference)
    found = claim_list.Claim(reference, "loss = 0.5", "a.html#x", "a.html#y")
    first, *sections = claim_list.build([(nodes.title("", "T"), "a.html", [found] * 3)])
    assert "3 claims in numbers, on 1 of its pages" in first.astext()
    assert len(list(sections[0].findall(nodes.list_item))) == 3


def test_each_claim_of_a_page_has_an_anchor_of_its_own():
    page = nodes.section("", claim(), claim("b/loss"), claim())
    ids = [reference["ids"] for reference, _, _ in claims_of(page)]
    assert ids == [["claim-loss"], ["claim-b-loss"], ["claim-loss-2"]]


def test_a_claim_names_its_chapter_and_its_value():
    page = nodes.section("", claim("bptt/loss"), nodes.reference("", refuri="a.html"))
    assert [(chapter, name) for _, chapter, name in claims_of(page)] == [
        ("bptt", "loss")
    ]


def test_a_printed_line_gets_an_anchor():
    assert '<span class="run" id="run-loss">loss = 0.5</span>' in anchor_records(
        PRINTED
    )


@pytest.mark.parametrize("body", ["loss = 0.5", "<pre>loss = 0.5</pre>"])
def test_only_outputs_get_anchors(body):
    assert anchor_records(body) == body


def test_a_line_printed_twice_gets_one_anchor():
    assert anchor_records(PRINTED + PRINTED).count("id=") == 1
