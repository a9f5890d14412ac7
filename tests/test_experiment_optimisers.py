"""The recorded runs of the chapter on optimisers can be made again."""

import json
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).resolve().parents[1] / "experiments"
sys.path.insert(0, str(FOLDER))

import optimiser_valleys as script  # noqa: E402
import recall_runs  # noqa: E402

STORED = json.loads(script.RESULT.read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", script.SETTINGS)
def test_every_kind_of_run_begins_as_it_was_recorded(key):
    for name, before in STORED["witnesses"][key].items():
        run = script.losses(name, 0.01, script.SETTINGS[key], 0)
        again = recall_runs.first(run, script.WITNESSES)
        np.testing.assert_allclose(again, before, rtol=1e-9)


def test_the_record_has_the_settings_of_the_script():
    for name in ("LIMIT", "RATES", "SEEDS", "SOLVED", "TUNING"):
        value = getattr(script, name)
        kept = list(value) if isinstance(value, tuple) else value
        assert STORED[name.lower()] == kept
    settings = {key: s._asdict() for key, s in script.SETTINGS.items()}
    assert STORED["settings"] == settings
    assert set(STORED["versions"]) == {"numpy", "python"}


@pytest.mark.parametrize("key", script.SETTINGS)
def test_there_is_one_final_loss_for_each_run(key):
    assert list(STORED["finals"][key]) == list(script.OPTIMIZERS)
    shape = len(script.RATES), script.SETTINGS[key].seeds
    for table in STORED["finals"][key].values():
        assert np.shape(table) == shape
        assert np.min(table) >= 0


def test_a_tuned_rate_is_the_best_of_its_valley():
    for name, table in STORED["finals"]["clipped"].items():
        assert STORED["tuned"][name]["rate"] == script.best(table)
        assert len(STORED["tuned"][name]["updates"]) == len(script.SEEDS)


def test_among_equal_rates_the_middle_one_is_the_best():
    table = [[1.0]] * len(script.RATES)
    table[3:6] = [[0.01]] * 3
    assert script.best(table) == script.RATES[4]


def test_a_short_run_needs_as_many_updates_as_recorded():
    tuned = STORED["tuned"]["adam"]
    run = script.losses("adam", tuned["rate"], script.SETTINGS["clipped"], 0)
    again = recall_runs.updates(run, script.LIMIT)
    assert again == tuned["updates"][0] < 300


def test_a_final_loss_is_the_mean_of_the_last_ones():
    assert script.final([9.0] * 350 + [0.5] * 50) == 0.5
    assert script.final([0.5] * 20) == 100  # it ended early: hopeless
    assert script.final([1e5] * 400) == 100


def test_a_scale_and_a_bound_act_on_the_gradient_alone():
    plain, scaled = (script.Setting(10, None, s) for s in (1.0, 100.0))
    first = [next(script.losses("sgd", 0.1, s, 0)) for s in (plain, scaled)]
    assert first[0] == first[1]
    by_rate = list(islice(script.losses("sgd", 1.0, plain, 0), 5))
    by_scale = list(islice(script.losses("sgd", 0.01, scaled, 0), 5))
    np.testing.assert_allclose(by_rate, by_scale)
