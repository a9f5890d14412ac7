"""Pages that load fast: one style sheet, and scripts that block nothing."""

from site_speed import LATER, bundle, lighter, share
from stylesheet import write_rules

HEAD = (
    '<link rel="stylesheet" href="../_static/a.css?v=1" />'
    '<link href="../_static/b.css" rel="stylesheet" />'
    '<link rel="icon" href="../_static/favicon.svg"/>'
)


def light(html, css=""):
    return lighter(html, css, "const S = 1;")


def test_the_rules_take_the_place_of_all_style_sheets():
    html = light(HEAD, ".a{top:0}")
    assert 'rel="stylesheet"' not in html
    assert html.count("<style>\n.a{top:0}</style>") == 1
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


def test_a_page_whose_script_shows_the_sections_in_turn_hides_them_at_first():
    html = '<head></head><script defer src="_static/scripts/site.js"></script>'
    assert light(html).startswith(f"<head>{LATER}</head>")
    assert LATER not in light("<head></head>")


def test_code_keeps_only_the_tokens_that_have_a_colour():
    tokens = '<span class="k">if</span><span class="n">x</span>'
    html = f'<div class="highlight"><pre>{tokens}</pre>'
    css = ".highlight :is(.k, .s){color:red}"
    assert light(html, css).endswith('<pre><span class="k">if</span>x</pre>')


def test_a_signature_keeps_only_the_elements_that_have_a_look():
    name = '<span class="sig-name"><span class="pre">f</span></span>'
    part = '<span class="n"><span class="pre">x</span></span><span class="w"> </span>'
    assert light(f'<dt class="sig py">{name}{part}</dt>{part}') == (
        f'<dt class="sig py"><span class="sig-name">f</span>x </dt>{part}'
    )


def two_pages(folder):
    static = folder / "_static"
    static.mkdir()
    css = ".page{top:0}.made{background:url(i.png)}.never{top:2px}"
    (static / "a.css").write_text(css)
    (static / "a.js").write_text('element.className = "made";')
    link = '<link rel="stylesheet" href="_static/a.css">'
    script = '<script src="../_static/a.js"></script>'
    return {"index.html": link + '<p class="page"></p>', "book/a.html": script}


def test_the_bundle_holds_what_pages_and_scripts_use(tmp_path):
    rules = bundle(tmp_path, two_pages(tmp_path))
    assert write_rules(rules) == ".page{top:0}\n.made{background:url(i.png)}\n"


def test_a_page_holds_its_own_share_with_addresses_right_for_it(tmp_path):
    pages = two_pages(tmp_path)
    rules = bundle(tmp_path, pages)
    shares = [share(tmp_path, rules, page, html) for page, html in pages.items()]
    made = ".made{background:url(../_static/i.png)}\n"
    assert shares == [".page{top:0}\n", made]
