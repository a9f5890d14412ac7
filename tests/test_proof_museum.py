"""The cards of the bug museum, and what its chapter says of them."""

from pathlib import Path

import nbformat
import numpy as np
import pytest

from rnn_tutorial.proof import museum
from rnn_tutorial.proof.bugs import BUGS

CHAPTER = Path(__file__).resolve().parents[1] / "book" / "proof" / "bug_museum.ipynb"
RECORD = {
    "limit": 50,
    "rivals": {"wrapped_index": "right", "clip_each": "right"},
    "costs": {"clip_each": {"label": "hard", "wrong": [51, 51, 9], "right": [8, 6]}},
    "tasks": {
        "easy": {
            "right": {"updates": [10, 20, 60]},
            "wrapped_index": {"updates": [51, 50, 60]},
            "clip_each": {"updates": [2, 4]},
        },
        "delay": {
            "right": {"updates": [1, 3, 5, 7]},
            "wrapped_index": {"updates": [1, 2, 3, 51]},
            "clip_each": {"updates": [3, 5]},
        },
    },
}


def test_a_card_prints_a_table_with_lines_below():
    rows = {"W_hh": ("ok", "0.50")}
    table = ["       T=1  len   T=2   T=6   B=1 again  len", "W_hh    ok 0.50"]
    card = museum.Card(rows, ("below", "last"))
    assert repr(card).splitlines() == [*table, "", "below", "last"]
    assert repr(museum.Card(rows, ())).splitlines() == table


def test_the_columns_are_the_sizes_and_the_second_call():
    assert museum.COLUMNS == {
        "T=1": (1, 3, 1),
        "T=2": (2, 3, 1),
        "T=6": (6, 3, 1),
        "B=1": (6, 1, 1),
        "again": (6, 3, 2),
    }


def test_the_card_of_an_exhibit():
    card = museum.card(3, RECORD)
    assert card.rows == {
        "W_xh": ("ok",) * 7,
        "W_hh": ("-0.33", "0.82", "0.73", "0.96", "0.58", "0.96", "0.87"),
        "b_h": ("ok",) * 7,
        "xs": ("ok",) * 7,
        "h_0": ("ok",) * 7,
    }
    assert card.lines == (
        "easy: 1 of 3, >50 updates (right 2, 20)",
        "delay: 3 of 4, 2 updates (right 4, 4)",
    )


def test_an_exhibit_that_no_task_shows_has_a_line_of_its_own():
    assert museum.outcome("clip_each", RECORD) == [
        "easy: 2 of 2, 3 updates (right 2, 20)",
        "delay: 2 of 2, 4 updates (right 4, 4)",
        "hard: 1 of 3, >50 updates (right 2, 7)",
    ]


@pytest.mark.parametrize(
    ("number", "lengths", "steps"),
    [
        (1, "0.87 1.01 1.33 1.03 0.93", "1 2 3 4 5"),
        (5, "1.20 0.89 0.93 0.91 1.34", "1"),
        (12, "1.10 1.28 1.32 1.68 1.08", "1 2 3 4 5 6"),
        (15, "ok ok ok 1.03 ok", "1 2 3 4 5"),
    ],
)
def test_a_report_tells_lengths_and_steps(number, lengths, steps):
    bug = museum.exhibit(number)
    card = museum.report(bug.kind, bug.wrong, bug.right)
    assert [cells[-1] for cells in card.rows.values()] == lengths.split()
    assert card.lines == (f"xs wrong at steps {steps} of 6",)


def test_a_right_pass_has_a_card_of_ok():
    right = museum.exhibit(1).right
    card = museum.report("cell", right, right)
    assert set(card.rows.values()) == {("ok",) * 7} and card.lines == ()


def test_the_cards_do_not_look_at_the_gradient_of_the_last_state():
    def deaf(params, cache, dhs, dh_T):
        return museum.exhibit(1).right(params, cache, dhs, 0 * dh_T)

    card = museum.report("cell", deaf, museum.exhibit(1).right)
    assert set(card.rows.values()) == {("ok",) * 7}


def test_a_factor_shows_as_a_length():
    bug = museum.exhibit(16)
    card = museum.report(bug.kind, bug.wrong, bug.right)
    assert card.lines == ()
    assert card.rows == {"logits": ("ok", "ok", *["1.00"] * 4, "6.00")}


def test_the_output_gates_bias_is_the_shortest_array_of_exhibit_ten():
    bug = museum.exhibit(10)
    pairs = museum.differing(bug.kind, bug.wrong, bug.right, 6, 3, 2)
    ratios = {k: np.linalg.norm(a) / np.linalg.norm(b) for k, (a, b) in pairs.items()}
    assert min(ratios, key=ratios.get) == "b_o"
    assert ratios["b_o"] < 0.25


@pytest.mark.parametrize(
    ("number", "cosine", "length"), [(2, "0.96", "1.28"), (6, "-0.48", "1.00")]
)
def test_the_first_length_tells_a_lost_slope_from_a_lost_transpose(
    number, cosine, length
):
    bug = museum.exhibit(number)
    rows = museum.report(bug.kind, bug.wrong, bug.right).rows
    assert rows.pop("h_0")[:2] == (cosine, length)
    assert {cells[:2] for cells in rows.values()} == {("ok", "ok")}


def test_an_array_differs_in_the_last_call_at_the_sizes_that_are_asked_for():
    bug = museum.exhibit(13)
    assert museum.differing(bug.kind, bug.wrong, bug.right, 2, 3, 1) == {}
    pairs = museum.differing(bug.kind, bug.wrong, bug.right, 2, 3, 2)
    found, true = pairs["logits"]
    assert found.shape == true.shape == (2, 3, 7)


def test_a_planted_line_is_reported_as_the_exhibit_is():
    for number, line, wrong in (
        (3, "hs[t - 1] if t else h_0", "hs[t - 1]"),
        (10, "do = dh * tanh_cs[t + 1]", "do = dh * tanh_cs[t + 1] * o * (1 - o)"),
        (11, "dh * z + dms", "dms"),
        (16, "targets.size", "targets.shape[1]"),
    ):
        bug = museum.exhibit(number)
        expected = museum.report(bug.kind, bug.wrong, bug.right)
        assert museum.plant(bug.kind, line, wrong) == expected


def test_a_line_is_planted_only_where_it_stands_once():
    for line in ("dh", "no such line"):
        with pytest.raises(ValueError, match=f"line must occur once.*got '{line}'"):
            museum.plant("cell", line, "pass")
    kinds = "cell, projection, stack, lstm, gru, loss, embedding"
    with pytest.raises(ValueError, match=f"kind must be one of {kinds}, got 'clip"):
        museum.plant("clipping", "norm", "1")


def test_cosines_are_those_of_the_arrays_that_fail():
    assert museum.cosines(4) == {"W_hh": pytest.approx(-0.35, abs=0.005)}
    assert set(museum.cosines(1)) == set(museum.exhibit(1).caught)


def test_exhibits_are_counted_from_one():
    assert museum.exhibit(1) is BUGS[0]
    assert museum.exhibit(20) is BUGS[19]
    for number in (0, 21):
        with pytest.raises(ValueError, match=f"between 1 and 20, got {number}"):
            museum.exhibit(number)


def test_a_median_above_the_limit_is_no_number():
    assert museum.count([1, 2, 9], 8) == (2, "2")
    assert museum.count([1, 8], 8) == (2, "4")
    assert museum.count([8, 8], 8) == (2, "8")
    assert museum.count([1, 9, 9], 8) == (1, ">8")


def test_a_repair_is_a_short_diff():
    assert museum.repair(17).splitlines() == [
        '     """Inputs, and the symbol that follows each: ids (T + 1, B) -> two of '
        '(T, B)."""',
        "-    inputs, targets = ids[:-1], ids[:-1]",
        "+    inputs, targets = ids[:-1], ids[1:]",
        "     return inputs, targets",
    ]
    assert museum.repair(17, context=0).splitlines()[0].startswith("-    inputs")


# The chapter.


def prose():
    cells = nbformat.read(CHAPTER, as_version=4).cells
    return "\n".join(c.source for c in cells if c.cell_type == "markdown")


WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen "
WORDS += "fourteen fifteen sixteen seventeen eighteen nineteen twenty"


@pytest.mark.parametrize(("number", "word"), list(enumerate(WORDS.split(), start=1)))
def test_the_chapter_prints_the_repair_of_every_exhibit(number, word):
    start = f":::{{dropdown}} Diagnosis of exhibit {word}\n"
    _, _, rest = prose().partition(start)
    assert f"```diff\n{museum.repair(number)}\n```\n:::" in rest[:1500]


def test_the_chapter_shows_the_card_of_every_checked_exhibit():
    cells = nbformat.read(CHAPTER, as_version=4).cells
    shown = [c.source for c in cells if c.source.startswith("museum.card(")]
    assert shown == [f"museum.card({number}, record)" for number in range(1, 17)]


def test_the_chapter_never_names_an_exhibit():
    cells = nbformat.read(CHAPTER, as_version=4).cells
    text = "\n".join(cell.source for cell in cells)
    names = [bug.name for bug in BUGS if "_" in bug.name]
    assert len(names) > 10
    assert [name for name in names if name in text] == []
