"""The recorded experiment of the chapter on five ways can be made again."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).resolve().parents[1] / "experiments"
sys.path.insert(0, str(FOLDER))

import five_ways  # noqa: E402

from rnn_tutorial.proof.ways import WAYS  # noqa: E402

RECORD = json.loads(five_ways.RESULT.read_text(encoding="utf-8"))


def slope(values):
    return np.log(values[-1] / values[-2]) / np.log(4)


def test_the_record_has_the_settings_of_the_script():
    assert RECORD["sizes"] == {"D": five_ways.D, "H": five_ways.H, "B": five_ways.B}
    assert RECORD["seed"] == five_ways.SEED
    assert tuple(RECORD["lengths"]) == five_ways.LENGTHS
    assert set(RECORD["versions"]) == {"python", "numpy", "blas", "machine"}
    for part in ("times", "bytes", "counts"):
        assert list(RECORD[part]) == list(WAYS)
    assert RECORD["times"]["recursion"][0] == 1


@pytest.mark.parametrize("name", WAYS)
def test_calls_and_products_are_those_of_the_record(name):
    again = [five_ways.counts(WAYS[name], T) for T in five_ways.COUNTED]
    assert again == RECORD["counts"][name]


@pytest.mark.parametrize("name", WAYS)
def test_the_bytes_are_those_of_the_record(name):
    """Python keeps some small objects for later, so a tenth is allowed."""
    again = five_ways.peak(WAYS[name], five_ways.case(64))
    assert again == pytest.approx(RECORD["bytes"][name][1], rel=0.1)


def test_all_ways_agreed_at_the_last_length_and_agree_again():
    assert RECORD["agree"] == five_ways.agree(16) == dict.fromkeys(WAYS, True)


def test_a_way_that_differs_is_seen(monkeypatch):
    wrong = {"W_hh": np.zeros((16, 16))}
    monkeypatch.setitem(five_ways.WAYS, "tape", lambda *arguments: wrong)
    agree = five_ways.agree(2)
    assert [name for name, same in agree.items() if not same] == ["tape"]


def test_the_record_says_what_the_chapter_says():
    times = {name: slope(values) for name, values in RECORD["times"].items()}
    assert times.pop("double sum") == pytest.approx(2, abs=0.1)
    assert all(0.8 < value < 1.25 for value in times.values())
    bytes_ = {name: slope(values) for name, values in RECORD["bytes"].items()}
    for name in ("forward mode", "complex step"):
        assert abs(bytes_[name]) < 0.05
    for name in ("double sum", "recursion", "tape"):
        assert 0.8 < bytes_[name] < 1.1
    last = {name: values[-1] for name, values in RECORD["times"].items()}
    order = ["recursion", "forward mode", "tape", "complex step", "double sum"]
    assert sorted(last, key=last.get) == order
    assert RECORD["times"]["double sum"][0] < RECORD["times"]["tape"][0]
