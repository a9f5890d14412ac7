"""The record of the GRU that is held against counting can be made again."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "experiments"))

import gru_text as gru  # noqa: E402


@pytest.fixture(scope="module")
def record():
    return json.loads(gru.RESULT.read_text(encoding="utf-8"))


def test_the_record_has_the_settings_of_the_script(record):
    assert set(record["versions"]) == {"numpy", "python"}
    assert record["updates"] == list(range(gru.EVERY, gru.UPDATES + 1, gru.EVERY))
    assert len(record["bits"]) == len(record["seconds"]) == len(record["updates"])
    assert record["seconds"] == sorted(record["seconds"])


def test_the_run_begins_as_it_was_recorded(record):
    """To float32's rounding, which differs between processors."""
    np.testing.assert_allclose(gru.first_losses(), record["witnesses"], rtol=1e-5)


def test_the_held_out_text_is_the_last_tenth_and_has_no_unknown_symbol():
    ids, held_out, n_symbols = gru.text()
    assert 9 * len(held_out) == pytest.approx(len(ids), abs=10)
    assert 0 < held_out.min() <= held_out.max() < n_symbols
