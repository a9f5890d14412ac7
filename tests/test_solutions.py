"""The exercises: each has a solution that runs, and that `check` calls right."""

import re
from pathlib import Path

import nbformat
import pytest
from execute_notebooks import execute

BOOK = Path(__file__).resolve().parents[1] / "book"
NOTEBOOKS = sorted(BOOK.rglob("*.ipynb"))
EXERCISE = re.compile(r"\{exercise\}[^\n]*\n:label: ([\w-]+)")
SOLUTION = re.compile(
    r"\{solution\} ([\w-]+)(.*?)(?=\{exercise\}|\{solution\}|\Z)", re.S
)
CODE = re.compile(r"```python\n(.*?)```", re.S)


def prose(path):
    cells = nbformat.read(path, as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request):
    return request.param


def test_every_exercise_has_a_solution(path):
    labels = EXERCISE.findall(prose(path))
    assert len(labels) >= 5
    assert labels == [label for label, _ in SOLUTION.findall(prose(path))]


def printed(cell):
    return "".join(o.get("text", "") for o in cell.outputs)


def graded(source):
    """The calls `check(exercise, ...)` of a piece of code, by the exercise's name."""
    return re.findall(r"^check\((\w+(?:\.\w+)*),", source, re.M)


def test_every_stub_is_graded_as_unfinished(path):
    cells = nbformat.read(path, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    stubs = [cell for cell in code if graded(cell.source)]
    assert [s.id for s in stubs if not printed(s).startswith("Not yet. ")] == []


def test_every_graded_exercise_has_a_graded_solution(path):
    cells = nbformat.read(path, as_version=4).cells
    stubs = [n for c in cells if c.cell_type == "code" for n in graded(c.source)]
    texts = [text for _, text in SOLUTION.findall(prose(path))]
    solved = [n for text in texts for code in CODE.findall(text) for n in graded(code)]
    assert stubs == solved


def test_the_code_of_every_solution_runs_after_its_chapter(path):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    stubs = len(notebook.cells)
    for _, text in SOLUTION.findall(prose(path)):
        new = nbformat.v4.new_code_cell
        notebook.cells += [new(source) for source in CODE.findall(text)]
    execute(notebook, path.parent, timeout=300)
    solved = [cell for cell in notebook.cells[stubs:] if graded(cell.source)]
    assert [s.source for s in solved if not printed(s).startswith("Right.")] == []
