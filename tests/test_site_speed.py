"""Pages that load fast: one style sheet, and scripts that block nothing."""

from site_speed import bundle, lighter

HEAD = (
    '<link rel="stylesheet" href="../_static/a.css?v=1" />'
    '<link href="../_static/b.css" rel="stylesheet" />'
    '<link rel="icon" href="../_static/favicon.svg"/>'
)


def light(html, css=""):
    return lighter("book/page.html", html, css, "const S = 1;")


def test_one_style_sheet_takes_the_place_of_all():
    html = light(HEAD)
    assert html.count('rel="stylesheet"') == 1
    assert 'href="../_static/site.css?v=00000000"' in html
    assert 'rel="icon"' in html


def test_a_script_waits_for_the_page():
    assert light('<script src="a.js?v=1"></script>') == (
        '<script defer src="a.js?v=1"></script>'
    )


def test_a_script_that_waits_already_is_left_alone():
    html = '<script defer="defer" src="a.js"></script>'
    assert light(html) == html


def test_a_script_that_the_book_replaces_goes():
    assert light('<script src="../_static/copybutton.js?v=1"></script>') == ""


def test_settings_that_the_page_reads_at_once_are_written_into_it():
    html = '<script src="../_static/documentation_options.js?v=1"></script>'
    assert light(html) == "<script>const S = 1;</script>"


def test_code_keeps_only_the_tokens_that_have_a_colour():
    tokens = '<span class="k">if</span><span class="n">x</span>'
    html = f'<div class="highlight"><pre>{tokens}</pre>'
    css = ".highlight :is(.k, .s){color:red}"
    assert light(html, css).endswith('<pre><span class="k">if</span>x</pre>')


def test_the_bundle_holds_what_pages_and_scripts_use(tmp_path):
    static = tmp_path / "_static"
    static.mkdir()
    (static / "a.css").write_text(".page{top:0}.made{top:1px}.never{top:2px}")
    (static / "a.js").write_text('element.className = "made";')
    page = '<link rel="stylesheet" href="_static/a.css"><p class="page"></p>'
    pages = {"index.html": page + '<script src="_static/a.js"></script>'}
    assert bundle(tmp_path, pages) == ".page{top:0}\n.made{top:1px}\n"
