"""What surrounds the book: the README, the version, the address, the workflows."""

import os
import re
import tomllib
from pathlib import Path

import pytest
import yaml

import rnn_tutorial

ROOT = Path(__file__).resolve().parents[1]
PAGES = ["README.md", "CONTRIBUTING.md"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
BUILT = re.compile(r"_build|node_modules|build|dist|__pycache__|.*\.egg-info|\.venv")
HIDDEN = re.compile(r"\.(?!github|ci)")
TEXT = {".cff", ".ipynb", ".json", ".md", ".mjs", ".py", ".toml", ".txt", ".yml"}
TARGET = re.compile(r"\bmake ([a-z][a-z-]*)")
LINK = re.compile(r"\]\((?!https?:|run:|#)([^)\s]+)\)")
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def commands(page):
    """The `make` targets inside the code of a page, not in its sentences."""
    code = re.findall(r"```.*?```|`[^`\n]+`", read(page), re.DOTALL)
    return set(TARGET.findall("\n".join(code)))


def text_files():
    """Every text file of the repository, without what was built or installed."""
    for folder, folders, names in os.walk(ROOT):
        kept = [f for f in folders if not BUILT.fullmatch(f) and not HIDDEN.match(f)]
        folders[:] = kept
        paths = (Path(folder, name) for name in names)
        yield from (path for path in paths if path.suffix in TEXT)


@pytest.mark.parametrize("page", PAGES)
def test_every_make_command_of_a_page_is_a_target(page):
    targets = set(re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.MULTILINE))
    assert commands(page)
    assert commands(page) <= targets


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_links_to_exists(page):
    missing = [name for name in LINK.findall(read(page)) if not (ROOT / name).exists()]
    assert missing == []


def test_the_readme_links_to_every_numbered_chapter():
    parts = yaml.safe_load(read("_toc.yml"))["parts"]
    numbered = [part["chapters"] for part in parts if part.get("numbered")]
    chapters = {f"{item['file']}.ipynb" for part in numbered for item in part}
    assert chapters
    assert chapters <= set(LINK.findall(read("README.md")))


def test_the_code_of_the_readme_runs():
    (code,) = re.findall(r"```python\n(.*?)```", read("README.md"), re.DOTALL)
    names = {}
    exec(code, names)
    assert names["grads"].W_hh.shape == names["params"].W_hh.shape


def test_one_line_holds_the_address_of_the_repository():
    address = yaml.safe_load(read("_config.yml"))["repository"]["url"]
    name = address.removeprefix("https://github.com/")
    found = {str(p.relative_to(ROOT)): p.read_text("utf-8") for p in text_files()}
    holding = {path: text.count(name) for path, text in found.items() if name in text}
    assert holding == {"_config.yml": 1}


def test_the_version_is_the_same_everywhere():
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert rnn_tutorial.__version__ == version
    assert yaml.safe_load(read("CITATION.cff"))["version"] == version
    assert re.search(rf"^## {re.escape(version)} ", read("CHANGELOG.md"), re.MULTILINE)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit(path):
    uses = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    assert uses
    foreign = [line for line in uses if not line.startswith("./")]
    assert [line for line in foreign if not PINNED.fullmatch(line)] == []


def test_the_citation_says_who_wrote_what_under_which_licences():
    citation = yaml.safe_load(read("CITATION.cff"))
    assert citation["license"] == ["BSD-3-Clause", "CC-BY-4.0"]
    assert citation["title"] == yaml.safe_load(read("_config.yml"))["title"]
