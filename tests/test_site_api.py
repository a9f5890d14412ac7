"""The package on the site: all of it, and links between it and the text."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from code_names import canonical, uses
from docutils import nodes
from site_api import flatten_sources, link_code, names_of
from site_reference import fields, hide_objects, modules, tidy
from test_package import ORDER

from rnn_tutorial.cells.rnn import RNNParams

PAGE = Path(__file__).resolve().parents[1] / "book" / "back" / "api.md"
IMPORTS = "from rnn_tutorial import optim\nfrom rnn_tutorial.cells import rnn\n"
OBJECTS = ["p.rnn.forward", "p.lm.forward", "p.optim.sgd", "p.rnn"]


def app():
    """A site whose page `api` documents OBJECTS."""
    objects = {n: SimpleNamespace(docname="api", node_id=n) for n in OBJECTS}
    env = SimpleNamespace(get_domain=lambda _: SimpleNamespace(objects=objects))
    builder = SimpleNamespace(get_relative_uri=lambda here, there: f"{there}.html")
    return SimpleNamespace(env=env, builder=builder)


def links(*content, page="chapter"):
    """Where the code in a section leads to."""
    document = nodes.section("", nodes.section("", *content))
    link_code(app(), document, page)
    return [node["refuri"] for node in document.findall(nodes.reference)]


def code(text):
    return nodes.paragraph("", "", nodes.literal("", text))


def test_the_reference_lists_every_module_in_the_order_of_reading():
    body = re.search(r"\{package\} rnn_tutorial\n(.*?)\n:::", PAGE.read_text(), re.S)
    assert body[1].split() == ORDER


def test_a_package_is_followed_by_its_modules():
    first, *inside = modules("rnn_tutorial.cells")
    assert first == "rnn_tutorial.cells"
    assert "rnn_tutorial.cells.rnn" in inside and inside == sorted(inside)


def test_fields_show_their_shapes():
    assert fields(RNNParams)[0] == "- ``W_xh``: (D, H)"


def test_a_parameter_and_its_description_are_set_apart():
    lines = ["Parameters", "tol : the bound of |x|"]
    tidy(None, "function", "f", len, None, lines)
    assert lines == ["Parameters", "tol", "    the bound of \\|x\\|"]


def test_a_name_is_known_if_it_is_unique():
    names = names_of(app().env)
    assert names["sgd"] == names["optim.sgd"] == ("api", "p.optim.sgd")
    assert "rnn.forward" in names
    assert "forward" not in names


@pytest.mark.parametrize("text", ["optim.sgd", "sgd", "sgd(lr=0.1)", "sgd(...)"])
def test_code_in_a_sentence_leads_to_its_entry(text):
    assert links(code(text)) == ["api.html#p.optim.sgd"]


@pytest.mark.parametrize("text", ["forward", "lr", "sgd + 1", "my.sgd"])
def test_other_code_leads_nowhere(text):
    assert links(code(text)) == []


def test_only_the_first_place_in_a_section_is_a_link():
    assert len(links(code("sgd"), code("optim.sgd"))) == 1
    assert len(links(code("sgd"), nodes.section("", code("sgd")))) == 2


def test_headings_and_links_keep_their_code():
    title = nodes.title("", "", nodes.literal("", "sgd"))
    link = nodes.reference("", "", nodes.literal("", "sgd"), refuri="x")
    assert links(title, nodes.paragraph("", "", link)) == ["x"]


def test_the_reference_does_not_link_to_itself():
    assert links(code("sgd"), page="api") == []


def test_a_name_from_elsewhere_is_traced_to_its_module():
    name = canonical("rnn_tutorial.plotting.use_book_style")
    assert name == "rnn_tutorial.plotting.style.use_book_style"


def test_what_a_chapter_shows_is_told_from_what_it_uses():
    cells = [("a", IMPORTS), ("b", "optim.sgd(0.1)"), ("c", "show_source(rnn.step)")]
    shown, used = uses(cells)
    assert shown == {"rnn_tutorial.cells.rnn.step": "c"}
    assert used == {"rnn_tutorial.optim.sgd": "b"}


def test_the_list_of_sources_is_one_list():
    context = {"body": "<h1>A</h1><ul><li>b</li><ul><li>c</li></ul></ul>"}
    flatten_sources(None, "_modules/index", "page.html", context, None)
    assert context["body"] == "<h1>A</h1><ul><li>b</li><li>c</li></ul>"


@pytest.mark.parametrize("item", ["<function A.<lambda>>", "<function f at 0x7f01>"])
def test_a_default_without_a_text_has_no_address(item):
    signature = hide_objects(None, "", "", None, None, f"(f={item}, x=1)", "int")
    assert signature == ("(f=..., x=1)", "int")
