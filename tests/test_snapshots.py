"""Recorded values: what counts as the same, and how they are written."""

import json

import numpy as np
import pytest
from snapshots import as_recorded, in_lines, plain, same


def test_what_fits_stands_on_one_line():
    value = {"short": [1, 2.5, None], "long": ["x" * 60, {"y": "z" * 60}]}
    text = in_lines(value)
    assert json.loads(text) == value
    assert text.splitlines()[1:3] == ['"short": [1, 2.5, null],', '"long": [']


def test_an_array_is_told_from_its_reverse_and_its_other_shape():
    a = np.arange(6.0)
    others = a[::-1], a.reshape(2, 3), a.astype(int), np.where(a == 2, np.nan, a)
    assert same(plain(a), plain(a + 1e-12))
    assert not any(same(plain(a), plain(b)) for b in others)


def test_a_value_that_differs_or_is_unknown_fails(tmp_path, monkeypatch):
    monkeypatch.setattr("snapshots.FOLDER", tmp_path)
    monkeypatch.setenv("RECORD", "1")
    as_recorded("file", "key", [1.0, "a"])
    monkeypatch.delenv("RECORD")
    as_recorded("file", "key", [1.0 + 1e-9, "a"])
    with pytest.raises(AssertionError, match="is not what"):
        as_recorded("file", "key", [1.1, "a"])
    with pytest.raises(AssertionError, match="make snapshots"):
        as_recorded("file", "other", [1.0, "a"])
