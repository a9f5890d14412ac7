"""The recorded experiments of the chapter on regularisation can be made again."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "experiments"))

import dropout_recall as recall  # noqa: E402
import regularisation_text as text  # noqa: E402


def recorded(experiment):
    return json.loads(experiment.RESULT.read_text(encoding="utf-8"))


def chosen(name):
    """The remedy whose runs are recorded, found by its strength."""
    result = recorded(text)["remedies"][name]
    strength = result["rate"], result["decay"]
    (remedy,) = (r for r in text.REMEDIES[name] if (r.rate, r.decay) == strength)
    return remedy


@pytest.mark.parametrize("name", text.REMEDIES)
def test_a_run_on_text_begins_as_it_was_recorded(name):
    witnesses = recorded(text)["remedies"][name]["runs"][0]["witnesses"]
    again = text.first(chosen(name), text.SEEDS[0])
    np.testing.assert_allclose(again, witnesses, rtol=1e-9)


@pytest.mark.parametrize("name", recall.SETTINGS)
def test_a_run_of_recall_begins_as_it_was_recorded(name):
    witnesses = recorded(recall)["settings"][name]["witnesses"]
    again = recall.first(recall.SETTINGS[name], recall.SEEDS[0])
    np.testing.assert_allclose(again, witnesses, rtol=1e-9)


def test_the_records_have_the_settings_of_the_scripts():
    on_text, on_recall = recorded(text), recorded(recall)
    assert list(on_text["remedies"]) == list(text.REMEDIES)
    assert (on_text["updates"], on_text["every"]) == (text.UPDATES, text.EVERY)
    assert list(on_recall["settings"]) == list(recall.SETTINGS)
    assert text.TUNING not in text.SEEDS
    for record in (on_text, on_recall):
        assert set(record["versions"]) == {"numpy", "python"}


@pytest.mark.parametrize("name", text.REMEDIES)
def test_strengths_and_steps_were_chosen_on_the_validation_text(name):
    result, remedies = recorded(text)["remedies"][name], text.REMEDIES[name]
    if len(remedies) > 1:
        assert remedies[int(np.argmin(result["tried"]))] == chosen(name)
    for run in result["runs"]:
        at = int(np.argmin(run["validation"]))
        assert run["step"] == (at + 1) * text.EVERY
        assert run["kept"]["validation"] == run["validation"][at]
        assert run["kept"]["test"] == run["test"][at]
        assert len(run["validation"]) == text.UPDATES // text.EVERY


def test_validation_and_test_text_share_no_character_with_the_training_text():
    parts = text.text()
    n = sum(part[1:].size for part in (parts.validation, parts.test))
    assert n <= text.N_TEXT - text.N_TRAIN
    assert parts.train[1:].size <= text.N_TRAIN
    assert not np.array_equal(parts.validation, parts.test)
    np.testing.assert_array_equal(parts.seen, parts.train[:501])


def test_a_solved_run_ends_when_it_is_solved():
    for result in recorded(recall)["settings"].values():
        for scores in result["scores"]:
            assert max(scores[:-1], default=0) < recall.SOLVED
            assert scores[-1] >= recall.SOLVED or len(scores) == 15
