"""The slow forms of the benchmark are right, and its record has what the book reads.

No test measures a time.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).resolve().parents[1] / "benchmarks"
sys.path.insert(0, str(FOLDER))

import timing  # noqa: E402
import tricks  # noqa: E402

from rnn_tutorial.cells import RNN  # noqa: E402
from rnn_tutorial.gradcheck import check_gradients  # noqa: E402
from rnn_tutorial.models import language_model  # noqa: E402
from rnn_tutorial.tree import tree_leaves  # noqa: E402

SMALL = tricks.Workload(V=7, E=4, H=5, T=6, B=3)
NAMES = list(tricks.pairs(SMALL))
WAYS = list(tricks.four_ways(1))


def recorded(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("B", [1, 3])
@pytest.mark.parametrize("name", [n for n in NAMES if n != "float32"])
def test_both_forms_of_a_trick_agree(name, B):
    pair = tricks.pairs(SMALL._replace(B=B), np.float64)[name]
    assert tricks.largest_error(pair) < 1e-12


def test_float32_agrees_to_its_own_precision():
    assert 0 < tricks.largest_error(tricks.pairs(SMALL)["float32"]) < 1e-5


def test_a_difference_between_two_forms_is_seen():
    values = np.ones(3)
    assert tricks.largest_error(tricks.Pair(lambda: values, lambda: 2 * values)) == 0.5


def test_the_first_program_passes_the_gradient_check():
    params, *batch = tricks.Model(SMALL, np.float64).batch
    _, grads, _ = tricks.slow.first_program(params, *batch)

    def loss(p):
        return language_model.compute_loss_and_grads(p, *batch, RNN)[0]

    assert check_gradients(loss, params, grads).ok


@pytest.mark.parametrize("T", [1, 7, 40])
def test_the_three_exact_ways_give_one_gradient(T):
    ways = tricks.four_ways(T)
    grads = [tree_leaves(ways[name]()[0]) for name in WAYS if "windows" not in name]
    for other in grads[1:]:
        for a, b in zip(grads[0], other, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-12)


def test_contenders_are_called_in_turns():
    called = []
    times = timing.time_alternating(
        [lambda: called.append(0), lambda: called.append(1)], 0
    )
    assert called == [0, 1] * timing.LEAST_CALLS
    assert [len(pair) for pair in times] == [2, 2]


def test_a_spread_is_the_median_between_the_extremes():
    assert tricks.spread([3, 1, 2]) == {"median": 2, "low": 1, "high": 3}


def test_the_record_has_every_trick_for_every_workload():
    record = recorded("tricks")
    sizes = {name: work._asdict() for name, work in tricks.WORKLOADS.items()}
    assert record["workloads"] == sizes
    assert list(record["tricks"]) == list(record["two_threads"]) == list(sizes)
    assert all(list(rows) == NAMES for rows in record["tricks"].values())
    assert set(record["versions"]) == {"python", "numpy", "blas", "machine"}


def test_every_recorded_gain_lies_in_its_own_range():
    record = recorded("tricks")
    gains = [row["gain"] for rows in record["tricks"].values() for row in rows.values()]
    for gain in [*gains, *record["two_threads"].values()]:
        assert 0.1 < gain["low"] <= gain["median"] <= gain["high"] < 100


def test_the_record_says_what_the_chapter_says_in_words():
    """A new record that turns one of these round needs another sentence."""
    record = recorded("tricks")
    one, batch = (
        {name: row["gain"]["median"] for name, row in record["tricks"][size].items()}
        for size in ("one sequence", "batch of 32")
    )
    times = dict(zip(record["batches"], record["batch_time"], strict=True))
    assert times[32] < 16 and times[2] < times[64] / times[32]
    weights = "weight gradients after the loop"
    assert one[weights] > max(2, batch[weights])  # most of the time
    assert one["stack the gates"] > batch["stack the gates"]
    assert batch["float32"] > one["float32"]
    assert batch["fold"] > max(1, one["fold"])
    assert min(one["sum by symbol"], batch["sum by symbol"]) > 1
    assert min(one["all of it"], batch["all of it"]) > 1
    apart = [max(one[n], batch[n]) / min(one[n], batch[n]) for n in NAMES]
    assert sum(ratio > 1.25 for ratio in apart) >= 4  # many, much more


def test_the_record_says_what_the_chapter_says_of_lengths_and_of_pytorch():
    record = recorded("tricks")
    last = {name: values[-1] for name, values in record["length_time"].items()}
    assert last["BPTT"] == min(last.values())
    assert last["forward mode"] == max(last.values())
    for values in record["length_time"].values():
        assert 2.5 < values[-1] / values[-2] < 6  # four times the length
    floors = {(r["workload"][0], r["cell"]): r for r in recorded("results")["step"]}
    floors = {key: row["of_floor"] for key, row in floors.items()}
    assert min(value for (w, _), value in floors.items() if w in "ab") > 2
    assert floors["e", "rnn"] < 1
    assert max(value for (w, _), value in floors.items() if w in "de") < 1.5


def test_the_recorded_times_grow_with_the_length():
    record = recorded("tricks")
    assert list(record["length_time"]) == WAYS
    for values in record["length_time"].values():
        assert len(values) == len(record["lengths"])
        assert values == sorted(values)


def test_the_record_beside_pytorch_has_all_cells_and_workloads():
    rows = recorded("results")["step"]
    found = {(row["workload"][0], row["cell"]) for row in rows}
    assert found == {(w, c) for w in "abce" for c in ("rnn", "lstm", "gru")} | {
        ("d", "rnn")
    }
    assert all(
        0.05 < row[part] < 20 for row in rows for part in ("of_torch", "of_floor")
    )
