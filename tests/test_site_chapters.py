"""The map and the chapters' heads: what they say is in the book, and in its order."""

from pathlib import Path

import book_map
import pytest
import yaml
from docutils import nodes
from reading_time import in_fives, minutes
from site_chapters import Place, chapters

ROOT = Path(__file__).resolve().parents[1]
PARTS = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))["parts"]
IN_ORDER = [item["file"] for part in PARTS for item in part["chapters"]]
NUMBERED = [
    item["file"] for part in PARTS if part.get("numbered") for item in part["chapters"]
]
PLACES = [Place("a/one", "One", "P", "1"), Place("a/two_b", "Two & more", "Q", "")]
ABOUT = {
    "a/one": {"gives": "x < y", "needs": {}},
    "a/two_b": {"gives": "more", "needs": {"a/one": "all"}},
}


def page(*content):
    return nodes.section("", *content)


def test_every_numbered_chapter_is_on_the_map():
    assert NUMBERED
    assert set(NUMBERED) <= set(chapters())


def test_every_page_on_the_map_is_in_the_table_of_contents():
    assert set(chapters()) <= set(IN_ORDER)


@pytest.mark.parametrize("name", chapters())
def test_a_page_needs_only_pages_before_it(name):
    """So there is no circle, and the order of reading is right."""
    before = IN_ORDER[: IN_ORDER.index(name)]
    assert set(chapters()[name]["needs"]) <= set(before) & set(chapters())


@pytest.mark.parametrize("name", NUMBERED)
def test_a_chapter_says_what_it_needs(name):
    about = chapters()[name]
    assert about["needs"] or about["assumes"]


def test_every_page_of_the_map_is_a_link_with_an_id():
    svg = book_map.draw(PLACES, ["one.html", "two.html"], ABOUT)
    assert '<a href="one.html" id="map-one">' in svg
    assert '<a href="two.html" id="map-two-b">' in svg


def test_the_map_has_one_arc_for_each_need():
    svg = book_map.draw(PLACES, ["one.html", "two.html"], ABOUT)
    assert svg.count('class="map-arc"') == 1


def test_an_arc_runs_from_what_is_needed_to_what_needs_it():
    (arc,) = book_map.arcs({"a/one": (0, 50), "a/two_b": (90, 50)}, [*ABOUT], ABOUT)
    assert arc.startswith('<path class="map-arc" d="M76 31.0C')
    assert "71 100.0" in arc


def test_the_longest_arc_stays_in_the_picture():
    control = float(book_map.arc(0, 100, 50).split("C")[1].split()[0])
    assert 0.25 * book_map.LEFT + 0.75 * control > 1


def test_names_on_the_map_are_escaped():
    svg = book_map.draw(PLACES, ["one.html", "two.html"], ABOUT)
    assert "Two &amp; more" in svg
    assert "x &lt; y" in svg


@pytest.mark.parametrize("time, shown", [(0, 0), (1, 5), (7, 5), (8, 10), (23, 25)])
def test_times_are_rounded_to_five_minutes(time, shown):
    assert in_fives(time) == shown


def test_words_equations_and_code_take_time():
    text = nodes.paragraph("", "word " * 2000)
    cell = nodes.container("", classes=["cell_input"])
    content = [nodes.math_block("", "x") for _ in range(10)]
    assert minutes(page(text)) == (10, 0)
    assert minutes(page(text, *content)) == (15, 0)
    assert minutes(page(text, *(cell.deepcopy() for _ in range(20)))) == (25, 0)


class exercise_node(nodes.Element):
    pass


class solution_node(nodes.Element):
    pass


def test_an_exercise_takes_time_and_its_solution_none():
    solution = solution_node("", nodes.paragraph("", "word " * 2000))
    exercises = [exercise_node() for _ in range(5)]
    assert minutes(page(*exercises, solution)) == (0, 30)
