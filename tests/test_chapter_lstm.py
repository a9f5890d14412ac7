"""The chapter on the LSTM quotes lines of the package: each stands there."""

import inspect
import re
from pathlib import Path

import nbformat

from rnn_tutorial.cells import lstm, rnn

PATH = Path(__file__).resolve().parents[1] / "book" / "remedies" / "lstm.ipynb"
ROW = re.compile(r"^\|.*eq-lstm-.*\| `([^`]+)`", re.MULTILINE)


def quoted():
    cells = nbformat.read(PATH, as_version=4).cells
    return [line for cell in cells for line in ROW.findall(cell.source)]


def test_every_term_of_the_derivation_has_its_line_in_the_source():
    source = inspect.getsource(lstm.scan_backward) + inspect.getsource(
        lstm.local_slopes
    )
    missing = [line for line in quoted() if source.count(line) != 1]
    assert len(quoted()) == 14
    assert missing == ["rnn.project_backward"]
    assert callable(rnn.project_backward)
