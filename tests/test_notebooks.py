"""The guard of the book: every chapter is run, described, short and supported."""

import json
import re
from pathlib import Path

import nbformat
import pytest
import yaml
from claims import prose, values_for, wrong_claims
from execute_notebooks import KERNELSPEC, VALID_ID
from prose import unsupported_numbers

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "book").rglob("*.ipynb"))
PAGES = [ROOT / "index.md", *sorted((ROOT / "book").rglob("*.md"))]
MACHINE_PATH = re.compile(r"(?:/(?:home|Users|tmp|root|work|opt)/|[A-Z]:\\\\)\w")
EMBEDDED = re.compile(r"base64,[A-Za-z0-9+/=\s\\]*")
ESCAPES = re.compile(r"NBVAL|PYTEST_VALIDATE|raises-exception|skip-execution", re.I)


def load(path):
    return nbformat.read(path, as_version=4)


def code(path):
    return [cell for cell in load(path).cells if cell.cell_type == "code"]


def images(cell):
    return [
        kind
        for output in cell.outputs
        for kind in output.get("data", {})
        if kind.startswith("image/")
    ]


def figures(path):
    return [cell for cell in code(path) if images(cell)]


def in_toc(toc):
    """Yield every file that the table of contents names."""
    if isinstance(toc, dict):
        yield from (value for key, value in toc.items() if key in ("file", "root"))
        toc = list(toc.values())
    if isinstance(toc, list):
        for item in toc:
            yield from in_toc(item)


def sentences_of(path):
    if path.suffix == ".md":
        return [path.read_text(encoding="utf-8")]
    return prose(load(path))


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture(params=NOTEBOOKS + PAGES, ids=lambda path: path.stem)
def page(request):
    return request.param


@pytest.fixture(scope="module")
def notebooks():
    return {path: load(path) for path in NOTEBOOKS}


def test_there_are_notebooks():
    assert NOTEBOOKS


def test_every_page_is_in_the_table_of_contents():
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    pages = {str(p.relative_to(ROOT).with_suffix("")) for p in NOTEBOOKS + PAGES}
    assert sorted(in_toc(toc)) == sorted(pages)


def test_notebook_is_in_canonical_form(path):
    nb = load(path)
    nbformat.validate(nb)
    assert nb.metadata == {
        "kernelspec": KERNELSPEC,
        "language_info": {"name": "python"},
    }
    assert path.read_text(encoding="utf-8") == nbformat.writes(nb).rstrip() + "\n"


def test_cell_ids_are_valid_and_unique(path):
    ids = [cell.id for cell in load(path).cells]
    assert all(VALID_ID.fullmatch(name) for name in ids)
    assert len(set(ids)) == len(ids)


def test_every_cell_was_run_in_order(path):
    counts = [cell.execution_count for cell in code(path)]
    assert counts == list(range(1, len(counts) + 1))


def test_no_cell_escapes_the_comparison(path):
    for cell in code(path):
        text = cell.source + json.dumps(cell.metadata)
        assert not ESCAPES.search(text), cell.id


def test_outputs_hold_no_error_and_no_warning(path):
    for cell in code(path):
        for output in cell.outputs:
            assert output.output_type != "error", cell.id
            assert output.get("name") != "stderr", cell.id


def test_figures_are_svg(path):
    assert {kind for cell in figures(path) for kind in images(cell)} <= {
        "image/svg+xml"
    }


def test_figures_are_drawn_in_the_style_of_the_book(path):
    assert not figures(path) or "use_book_style()" in code(path)[0].source


def test_every_figure_has_alt_text_and_a_caption(path):
    for cell in figures(path):
        assert len(images(cell)) == 1, f"{cell.id}: one figure a cell"
        about = cell.metadata.get("mystnb", {})
        assert len(about.get("image", {}).get("alt", "")) >= 20, cell.id
        assert len(about.get("figure", {}).get("caption", "")) >= 20, cell.id
        assert about["figure"].get("name", "").startswith("fig-"), cell.id


def test_cells_are_short_and_tidy(path):
    for cell in code(path):
        assert cell.source.strip(), cell.id
        assert len(cell.source.splitlines()) <= 25, cell.id
        assert not cell.source.rstrip().endswith(";"), cell.id


def test_page_names_no_machine_path(page):
    text = EMBEDDED.sub("", page.read_text(encoding="utf-8"))
    assert not MACHINE_PATH.search(text), MACHINE_PATH.search(text)


def test_every_claim_is_what_the_run_recorded(page, notebooks):
    known = values_for(page, notebooks)
    wrong = [w for text in sentences_of(page) for w in wrong_claims(text, known)]
    assert not wrong, "\n".join(wrong)


def test_every_number_in_a_sentence_has_a_source(page):
    """Claim it, cite it, or write a plain constant as a formula or as code."""
    found = [s for text in sentences_of(page) for s in unsupported_numbers(text)]
    assert not found, "\n".join(found)
