"""Numbers in sentences: a wrong digit is found, a right one is not."""

from decimal import Decimal

import pytest
from claims import literal, rewrite, rewrite_notebook, values, values_for, wrong_claims
from prose import unsupported_numbers


def notebook(*printed, text="", caption=None):
    """A notebook whose cells printed these texts, with one sentence in front."""
    cells = [{"cell_type": "markdown", "source": text}]
    for lines in printed:
        output = {"output_type": "stream", "name": "stdout", "text": lines}
        cells.append({"cell_type": "code", "source": "", "outputs": [output]})
    if caption:
        cells[-1]["metadata"] = {"mystnb": {"figure": {"caption": caption}}}
    return {"cells": cells}


KNOWN = {"loss": Decimal("0.0377"), "steps": Decimal("2000"), "slope": Decimal("-1.25")}


def test_printed_lines_are_recorded():
    nb = notebook("loss = 0.0377\nslope = -1.25\n", "steps = 2000\n")
    assert values(nb) == KNOWN


def test_returned_text_is_recorded():
    nb = notebook("")
    nb["cells"][1]["outputs"] = [{"data": {"text/plain": "x = 3"}}]
    assert values(nb) == {"x": Decimal(3)}


@pytest.mark.parametrize(
    "line", ["loss: 1.0", "loss = [1.0]", " loss = 1.0", "a b = 1"]
)
def test_other_lines_are_not_recorded(line):
    assert values(notebook(line)) == {}


def test_a_name_printed_twice_is_not_recorded():
    assert values(notebook("loss = 1.0\n", "loss = 2.0\n")) == {}


@pytest.mark.parametrize(
    "text",
    [
        "[0.0377](run:loss)",
        "[0.04](run:loss)",
        "[2,000](run:steps)",
        "[-1.3](run:slope)",
    ],
)
def test_a_right_number_passes(text):
    assert wrong_claims(text, KNOWN) == []


@pytest.mark.parametrize(
    "text",
    [
        "[0.0378](run:loss)",
        "[0.03](run:loss)",
        "[2,001](run:steps)",
        "[1.3](run:slope)",
    ],
)
def test_one_wrong_digit_is_found(text):
    assert len(wrong_claims(text, KNOWN)) == 1


def test_more_digits_than_the_run_recorded_are_found():
    assert wrong_claims("[0.03770](run:loss)", KNOWN)


def test_an_unknown_name_is_found():
    assert "not recorded" in wrong_claims("[0.0377](run:lost)", KNOWN)[0]


@pytest.mark.parametrize("text", ["[a](run:loss b)", "[[1]](run:loss)", "x](run:loss)"])
def test_a_link_that_cannot_be_compared_is_found(text):
    assert wrong_claims(text, KNOWN)


def test_halves_round_up():
    assert literal("0.00", Decimal("0.125")) == "0.13"


def test_a_literal_keeps_its_form():
    assert literal("1,000.0", Decimal("12345.678")) == "12,345.7"
    assert literal("\N{MINUS SIGN}1.0", Decimal("-2.25")) == "\N{MINUS SIGN}2.3"


def test_rewriting_brings_the_sentence_up_to_date():
    assert rewrite("is [0.05](run:loss) now", KNOWN) == "is [0.04](run:loss) now"


def test_rewriting_leaves_unknown_names_alone():
    assert rewrite("[1](run:lost)", KNOWN) == "[1](run:lost)"


def test_rewriting_reaches_sentences_and_captions():
    nb = notebook("loss = 0.0377", text="[1.0](run:loss)", caption="[1.0](run:loss)")
    rewrite_notebook(nb, values(nb))
    assert nb["cells"][0]["source"] == "[0.0](run:loss)"
    assert (
        nb["cells"][1]["metadata"]["mystnb"]["figure"]["caption"] == "[0.0](run:loss)"
    )


def test_another_page_claims_with_the_name_of_the_chapter():
    notebooks = {"book/bptt.ipynb": notebook("loss = 0.5")}
    assert values_for("index.md", notebooks) == {"bptt/loss": Decimal("0.5")}


@pytest.mark.parametrize(
    "text",
    [
        "The loss is 0.5.",
        "It falls by .5 a step.",
        "It takes 5 steps.",
        "It takes 1,000 steps, or \u22125.",
        "It is \u00bd of the whole, or 1/2.",
        "This began in the 1990s.",
        "# The 5 steps",
        "- The 5 steps",
        "1. There are 5 steps",
        "| 5 | a table |",
        ":::{note}\nThe loss is 0.5.\n:::",
        ":::{admonition} The 5 steps\nOne by one.\n:::",
        ":::{glossary}\ngate\n  A number between 0 and 1.\n:::",
        "See {cite:p}`someone`. The loss is 0.5.",
        "See [the loss 0.5](#loss).",
        "With $T = 3$ it takes 5 steps.",
        "The loss is [0.5](run:loss) after 5 steps.",
    ],
)
def test_a_number_without_a_source_is_found(text):
    assert unsupported_numbers(text)


@pytest.mark.parametrize(
    "text",
    [
        "The loss is [0.5](run:loss).",
        "They found 0.5 {cite:p}`someone`.",
        "The text has [1.2 MB](https://example.org/a_(b)).",
        "Take $x = 0.5$ and `lr=0.1`.",
        "$$x = 0.5$$ (eq-x)",
        "```python\nx = 0.5\n```",
        "```\nmake 5\n```",
        "```{code-block} python\nx = 0.5\n```",
        "It takes five steps.",
        "1. First\n2. Second\n   1) Third",
        "**1. Shapes.** First.",
        "*Hint 2:* try it.",
        "::::{grid} 1 2 2 3\n:gutter: 2\n::::",
        ":::{exercise} Try it\n:label: ex-2\n:::",
        "(part-2)=\n# Title",
        "[the page](part-2.md)",
        '<img src="a.svg" width="300">',
        "GPT-2 and S4 use float64.",
        "<!-- 5 -->",
    ],
)
def test_a_number_with_a_source_passes(text):
    assert unsupported_numbers(text) == []
