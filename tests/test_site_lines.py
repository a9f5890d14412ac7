"""In a table a line breaks where a reader expects it."""

import pytest
from site_lines import LABEL, LITERAL, narrow, together

SPACE = "\N{NO-BREAK SPACE}"


def code(text):
    return f'<td><code><span class="pre">{text}</span></code></td>'


@pytest.mark.parametrize(
    "name, broken",
    [
        ("batch_first=True", "batch_first=True"),
        ("return_sequences", "return_<wbr/>sequences"),
        ("h_prev", "h_prev"),
        ("keras.layers.GRU", "keras.<wbr/>layers.<wbr/>GRU"),
        ("...", "..."),
        ("0", "0"),
    ],
)
def test_a_long_name_breaks_after_a_dot_or_a_low_line(name, broken):
    assert narrow(code(name)) == code(broken)


def test_a_dot_in_a_sentence_or_in_an_address_is_left_alone():
    cell = '<td><a href="api.html#a.b_c">see a.b</a></td>'
    assert narrow(cell) == cell


@pytest.mark.parametrize("shape", ["(T, B, D)", "(H,)", "(B, 1)"])
def test_a_shape_stays_on_one_line(shape):
    assert (
        narrow(f"<td>a {shape}</td>")
        == f"<td>a {shape.replace(', ', ',' + SPACE)}</td>"
    )


def test_a_remark_in_brackets_may_break():
    cell = "<td>means (of one hour, of one day)</td>"
    assert narrow(cell) == cell


def test_an_entry_has_no_number():
    bracket = '<span class="fn-bracket">{}</span>'
    number = bracket.format("[") + "1" + bracket.format("]")
    label = f'<span class="label">{number}</span>'
    entry = '<div class="citation" id="id1" role="listitem">\n'
    assert LABEL.sub(r"\1", f"{entry}{label}\n<p>A</p>") == f"{entry}\n<p>A</p>"


def sentence(*words):
    spans = " ".join(f'<span class="pre">{word}</span>' for word in words)
    return f'<p><code class="docutils literal notranslate">{spans}</code></p>'


@pytest.mark.parametrize("words", [("(T,", "B,", "D)"), ("(H,)",), ("(1,", "H)")])
def test_a_shape_in_a_sentence_stays_on_one_line(words):
    joined = sentence(SPACE.join(words))
    assert LITERAL.sub(together, sentence(*words)) == joined


def test_longer_code_in_a_sentence_may_break():
    html = sentence("np.zeros((T,", "H))") + sentence("a", "@", "b")
    assert LITERAL.sub(together, html) == html
