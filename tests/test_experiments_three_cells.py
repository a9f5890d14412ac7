"""The recorded experiments of the chapter on the GRU can be made again."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "experiments"))

import three_cells_recall as recall  # noqa: E402
import three_cells_text as text  # noqa: E402

from rnn_tutorial.tree import tree_leaves  # noqa: E402

each = pytest.mark.parametrize(
    ("experiment", "name"),
    [(e, name) for e in (recall, text) for name in e.NETWORKS],
    ids=lambda value: getattr(value, "__name__", value),
)


def recorded(experiment):
    return json.loads(experiment.RESULT.read_text(encoding="utf-8"))


@pytest.mark.parametrize("experiment", [recall, text], ids=lambda e: e.__name__)
def test_the_record_has_the_settings_of_the_script(experiment):
    record = recorded(experiment)
    assert list(record["networks"]) == list(experiment.NETWORKS)
    assert set(record["versions"]) == {"numpy", "python"}
    for result in record["networks"].values():
        assert len(result["curves"]) == len(experiment.SEEDS)
        assert result["rate"] in experiment.RATES
    assert not set(experiment.TUNING) & set(experiment.SEEDS)


@each
def test_a_run_begins_as_it_was_recorded(experiment, name):
    network, result = experiment.NETWORKS[name], recorded(experiment)["networks"][name]
    again = experiment.first(network, result["rate"], experiment.SEEDS[0])
    np.testing.assert_allclose(again, result["witnesses"], rtol=1e-9)


@each
def test_the_cells_are_of_one_size(experiment, name):
    network = experiment.NETWORKS[name]
    inputs = 2 if experiment is recall else text.EMBEDDING_SIZE
    rng = np.random.default_rng(0)
    params = network.cell.init(rng, inputs, network.hidden_size)
    size, sizes = sum(leaf.size for leaf in tree_leaves(params)), {2: 1216, 32: 24832}
    assert 0.94 * sizes[inputs] < size <= sizes[inputs]


def test_the_open_gate_keeps_one_half_over_the_lag():
    gate = 1 / (1 + np.exp(-recall.OPEN))
    assert gate**recall.LAG == pytest.approx(0.5)
    assert recorded(recall)["open"] == pytest.approx(recall.OPEN)


def test_a_curve_ends_where_the_task_is_solved():
    record = recorded(recall)
    for result in record["networks"].values():
        for curve, updates in zip(result["curves"], result["updates"], strict=True):
            assert len(curve) == -(-updates // 10)
            assert updates <= record["limit"]
