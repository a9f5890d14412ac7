"""The recorded experiment of the chapter on the LSTM can be made again."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).resolve().parents[1] / "experiments"
sys.path.insert(0, str(FOLDER))

import forget_bias  # noqa: E402

RECORD = json.loads(forget_bias.RESULT.read_text(encoding="utf-8"))


def test_the_record_has_the_settings_of_the_script():
    for name in ("lags", "biases", "seeds", "limit"):
        stated = getattr(forget_bias, name.upper())
        assert RECORD[name] == (stated if name == "limit" else list(stated))
    shape = len(forget_bias.LAGS), len(forget_bias.BIASES), len(forget_bias.SEEDS)
    assert np.shape(RECORD["updates"]) == shape
    assert set(RECORD["versions"]) == {"numpy", "python"}


@pytest.mark.parametrize("number", range(len(forget_bias.BIASES)))
def test_every_run_begins_as_it_was_recorded(number):
    bias, lag = forget_bias.BIASES[number], forget_bias.LAGS[1]
    again = forget_bias.first(forget_bias.losses(lag, bias, 0), forget_bias.WITNESSES)
    np.testing.assert_allclose(again, RECORD["witnesses"][number], rtol=1e-9)


def test_a_short_run_needs_as_many_updates_as_recorded():
    lag, bias, seed = 0, 5, 1  # indices: lag five, bias five
    setting = forget_bias.LAGS[lag], forget_bias.BIASES[bias], forget_bias.SEEDS[seed]
    again = forget_bias.updates(forget_bias.losses(*setting), forget_bias.LIMIT)
    assert again == RECORD["updates"][lag][bias][seed]


def test_a_run_that_is_not_solved_is_one_above_the_limit():
    assert forget_bias.updates(forget_bias.losses(40, 0, 0), 25) == 26
