"""The description of a page: its first sentences, and no more."""

from docutils.core import publish_doctree
from site_meta import LIMIT, first_paragraph, shorten


def test_a_short_text_stays_whole():
    assert shorten("How  does\nit learn?") == "How does it learn?"


def test_a_long_text_ends_after_a_whole_word():
    text = shorten("word " * 100)
    assert text.endswith("word …")
    assert len(text) <= LIMIT + 2


def test_the_first_paragraph_is_not_that_of_a_box():
    page = "Title\n=====\n\n.. note:: In a box.\n\nThe text.\n\nSub\n---\n\nMore.\n"
    tree = publish_doctree(page, settings_overrides={"doctitle_xform": False})
    assert first_paragraph(tree) == "The text."
