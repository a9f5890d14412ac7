"""The chapter on the GRU quotes lines of the package: each stands there."""

import inspect
import re
from pathlib import Path

import nbformat

from rnn_tutorial.cells import gru

PATH = Path(__file__).resolve().parents[1] / "book" / "remedies" / "gru.ipynb"
TABLE = re.compile(r"\| term \| line \|\n.*?\n\n", re.DOTALL)
ELSEWHERE = {"project_backward"}  # of the plain cell


def quoted():
    cells = nbformat.read(PATH, as_version=4).cells
    (table,) = (t for c in cells for t in TABLE.findall(c.source))
    return set(re.findall(r"`([^`]+)`", re.sub(r"\{eq\}`[^`]+`", "", table)))


def test_every_term_of_the_derivation_has_its_line_in_the_source():
    source = inspect.getsource(gru.scan_backward)
    assert len(quoted()) == 14
    assert {line for line in quoted() if line not in source} == ELSEWHERE
