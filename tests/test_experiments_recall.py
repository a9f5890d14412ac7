"""The recorded runs of the chapter on clipping and initialisation can be made again."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).resolve().parents[1] / "experiments"
sys.path.insert(0, str(FOLDER))

import clip_threshold  # noqa: E402
import initialisation_recall  # noqa: E402
import omega_recall  # noqa: E402
import recall_runs  # noqa: E402

ALL = (clip_threshold, initialisation_recall, omega_recall)
every_script = pytest.mark.parametrize("script", ALL, ids=lambda s: s.__name__)


def stored(script):
    return json.loads(script.RESULT.read_text(encoding="utf-8"))


def starts(script):
    """{name: the losses of the run that left witnesses}."""
    if script is clip_threshold:
        first = script.THRESHOLDS[0]
        return {k: script.losses(o, first, 0) for k, o in script.OPTIMIZERS.items()}
    if script is omega_recall:
        first = script.LAGS[0], script.WEIGHTS[-1], 0
        return {k: script.losses(o, *first) for k, o in script.OPTIMIZERS.items()}
    first = script.LAGS[0], script.RATES[0], 0
    return {k: script.losses(k, *first) for k in script.NETWORKS}


@every_script
def test_every_kind_of_run_begins_as_it_was_recorded(script):
    before = stored(script)["witnesses"]
    for name, losses in starts(script).items():
        again = recall_runs.first(losses, script.WITNESSES)
        np.testing.assert_allclose(again, before[name], rtol=1e-9)


@every_script
def test_the_record_has_the_settings_of_the_script(script):
    record = stored(script)
    assert record["limit"] == script.LIMIT
    assert set(record["versions"]) == {"numpy", "python"}
    for name in ("LAGS", "RATES", "SEEDS", "THRESHOLDS", "WEIGHTS"):
        if hasattr(script, name):
            assert record[name.lower()] == list(getattr(script, name))


@pytest.mark.parametrize(
    ("script", "axes"),
    [
        (clip_threshold, ("THRESHOLDS", "SEEDS")),
        (initialisation_recall, ("LAGS", "RATES", "SEEDS")),
        (omega_recall, ("LAGS", "WEIGHTS", "SEEDS")),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_there_is_one_count_for_each_run(script, axes):
    shape = tuple(len(getattr(script, axis)) for axis in axes)
    for counts in stored(script)["updates"].values():
        assert np.shape(counts) == shape


def test_short_runs_need_as_many_updates_as_recorded():
    again = recall_runs.updates(
        initialisation_recall.losses("identity, ReLU", 10, 0.01, 0), 800
    )
    table = stored(initialisation_recall)["updates"]["identity, ReLU"]
    assert again == table[0][1][0] < 200
    sgd = clip_threshold.OPTIMIZERS["sgd 2"]
    again = recall_runs.updates(clip_threshold.losses(sgd, 0.3, 1), 600)
    assert again == stored(clip_threshold)["updates"]["sgd 2"][3][1] < 200


def test_a_run_that_is_not_solved_is_one_above_the_limit():
    assert recall_runs.updates(iter([1.0] * 99), 25) == 26
    assert recall_runs.updates(iter([1.0] * 5), 25) == 26  # it ended early: hopeless
    assert recall_runs.updates(iter([1.0] * 5 + [0.0] * 99), 50) == 24


def test_the_gradient_of_the_loss_without_omega_is_the_classifiers():
    rng = np.random.default_rng(0)
    params = omega_recall.classifier.init(rng, 2, 4, 2)
    data = omega_recall.recall(rng, 5, 3)
    ours = omega_recall.compute(params, *data, 0.0)
    theirs = omega_recall.classifier.compute_loss_and_grads(params, *data)
    assert ours[0] == theirs[0]
    for a, b in zip(*(omega_recall_leaves(g) for _, g in (ours, theirs)), strict=True):
        np.testing.assert_allclose(a, b)


def omega_recall_leaves(grads):
    return [*grads.cell, *grads.output]
