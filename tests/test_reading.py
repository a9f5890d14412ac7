"""Every way to read: the printed book, the EPUB, the search from a folder."""

import zipfile
from pathlib import Path

import build_epub
import build_pdf
import pytest
import reproducible
from add_downloads import add_downloads
from one_page import Page, contents, gathered, plain

ROOT = Path(__file__).resolve().parents[1]
NAMES = {"index", "book/one/first", "book/two/second"}
HEADING = "<h1>First &amp; <em>best</em></h1>"
BODY = f'<section id="a">{HEADING}<section id="b"><h2>B</h2></section></section>'


def one(body):
    return gathered(body, "book/one/first", NAMES)


def test_the_pages_come_in_the_order_of_the_contents():
    chapters = [{"file": "book/one/first"}, {"file": "book/two/second"}]
    toc = {"root": "index", "parts": [{"caption": "One", "chapters": chapters}]}
    assert contents(toc) == [
        ("", "index"),
        ("One", "book/one/first"),
        ("", "book/two/second"),
    ]


@pytest.mark.parametrize(
    "link, within",
    [
        ("#b", "#book-one-first--b"),
        ("../two/second.html#c", "#book-two-second--c"),
        ("../../index.html", "#index"),
        ("https://example.org/a.html#b", "https://example.org/a.html#b"),
    ],
)
def test_a_link_leads_to_its_place_in_the_one_page(link, within):
    assert one(f'<a class="x" href="{link}">') == f'<a class="x" href="{within}">'


def test_a_link_to_what_is_not_in_the_book_is_no_link():
    assert "href" not in one('<a class="x" href="../../_sources/first.ipynb">')


def test_an_id_and_what_names_it_carry_the_page():
    drawn = '<b id="a"></b><use xlink:href="#a"/><path clip-path="url(#a)"/>'
    assert one(drawn).count("book-one-first--a") == 3


def test_an_image_is_found_from_beside_the_site():
    assert one('<img src="../../_images/x.png">') == '<img src="../html/_images/x.png">'


def test_nothing_folds_and_nothing_runs_on_paper():
    folded = '<details class="d"><button>x</button></details><script>1</script>'
    assert one(folded) == '<details open="open" class="d"></details>'


def test_a_folded_output_says_what_it_is():
    hint = '<p class="collapsed">Show code cell output</p><p>Hide code cell output</p>'
    assert one(f"<summary>{hint}</summary>") == "<summary>The output</summary>"


def test_the_text_of_a_heading_has_a_formula_once():
    formula = "<math><mi>h</mi><annotation>h_t</annotation></math>"
    assert plain(f"<b>A</b> &amp; {formula}") == "A & h"


def test_the_contents_name_the_printed_page():
    page = Page("One", "book/one/first", BODY)
    listed = build_pdf.contents_list([page], {"a": 7})
    assert "<span>First &amp; <em>best</em></span><span>7</span>" in listed


def test_the_pages_of_the_targets_are_read_from_the_pdf(tmp_path):
    pdf = tmp_path / "a.pdf"
    sheets = b"4 0 obj\n<</Type /Page\n>>\n9 0 obj\n<</Type /Page\n>>\n"
    pdf.write_bytes(sheets + b"<</one--a [9 0 R /XYZ 0 1 0]\n/two [4 0 R /XYZ 0 1 0]>>")
    assert build_pdf.printed_on(pdf) == {"one--a": 2, "two": 1}


def test_the_time_of_printing_leaves_the_pdf(tmp_path):
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(b"/CreationDate (D:20300102030405+00'00')")
    build_pdf.fix_dates(pdf, "2026-11-23")
    assert pdf.read_bytes() == b"/CreationDate (D:20261123000000+00'00')"


def test_a_page_of_the_epub_links_to_files():
    page = Page("", "index", BODY + '<p><a href="#book-one-first--b">x</a></p>')
    assert 'href="book-one-first.xhtml#book-one-first--b"' in build_epub.text_page(page)


def test_a_figure_of_the_epub_has_colours_of_its_own():
    figure = '<svg><path d="M0 0" style="fill: var(--fig-paper)"/><path/></svg>'
    page = build_epub.text_page(Page("", "index", BODY + figure))
    assert 'xmlns="http://www.w3.org/2000/svg"' in page
    assert "fill: #ffffff" in page and "<path/>" not in page


def test_a_formula_of_the_epub_holds_no_link():
    formula = '<math><mi><a href="#x"><math><mi>h</mi></math></a></mi></math>'
    page = build_epub.text_page(Page("", "index", BODY + formula))
    assert "<mrow><mi>h</mi></mrow></math>" in page


def test_a_page_that_is_no_xml_is_refused():
    with pytest.raises(SystemExit, match="not well-formed"):
        build_epub.text_page(Page("", "index", BODY + "<br>"))


def test_the_epub_begins_with_its_type(tmp_path):
    files = [tmp_path / "a.epub", tmp_path / "b.epub"]
    for file in files:
        build_epub.write({"a.txt": "text"}, file)
    with zipfile.ZipFile(files[0]) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("change", ["other", None])
def test_another_byte_and_a_missing_file_are_differences(tmp_path, change):
    for side, text in (("one", "same"), ("two", change)):
        (tmp_path / side / "folder").mkdir(parents=True)
        (tmp_path / side / "folder" / "kept").write_text("same")
        if text:
            (tmp_path / side / "folder" / "page").write_text(text)
    found = reproducible.differences(tmp_path / "one", tmp_path / "two")
    assert found == ["folder/page"]


def test_a_published_site_links_to_its_downloads(tmp_path):
    (tmp_path / "book").mkdir()
    page = tmp_path / "book" / "reading.html"
    page.write_text(
        '<code class="c"><span>book.pdf</span></code> <code>book.txt</code>'
    )
    pdf = tmp_path / "made" / "book.pdf"
    pdf.parent.mkdir()
    pdf.write_text("printed")
    add_downloads(tmp_path, [pdf])
    assert (tmp_path / "book.pdf").read_text() == "printed"
    assert page.read_text().startswith('<a href="../book.pdf"><code class="c">')
    assert page.read_text().count("<a") == 1


def test_the_search_reads_each_section_without_its_drawings(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "book" / "_ext")
    from site_search import sections

    svg = "<svg><text>axis</text></svg>"
    found = sections(f'<section id="a"><h1>A</h1>{svg}<section id="b">b</section>')
    assert found == [["a", "A"], ["b", "b"]]
    terms = '<dl><dt id="t">T</dt><dd>t</dd><dt class="x">U</dt></dl>'
    assert sections(f'<section id="a">A{terms}') == [["a", "A"], ["t", "T t U"]]


def test_every_page_leads_to_a_report_of_its_errors():
    template = (ROOT / "book/_templates/report.html").read_text(encoding="utf-8")
    assert "theme_repository_url" in template and "pagename" in template
