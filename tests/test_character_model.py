"""A character model: what it learns from, what it scores, what it keeps."""

import json

import numpy as np
import pytest

from rnn_tutorial import character_model
from rnn_tutorial.character_model import Settings, new_run
from rnn_tutorial.checkpoint import FORMAT
from rnn_tutorial.datasets import split_text, unknown_bits
from rnn_tutorial.models import language_model
from rnn_tutorial.tree import zeros_like

TEXT = "a rat sat on the mat. " * 61
SMALL = Settings(embedding_size=3, hidden_size=4, batch_size=2, seq_len=5)


def test_only_the_first_nine_tenths_are_trained_on(monkeypatch):
    seen = []
    real = character_model.streams
    monkeypatch.setattr(
        character_model, "streams", lambda ids, B: seen.append(ids) or real(ids, B)
    )
    run = new_run(TEXT, SMALL)
    next(character_model.steps(run, TEXT))
    assert run.vocabulary.decode(seen[0]) == split_text(TEXT)[0]


def test_held_out_bits_score_every_character_after_the_one_before():
    run = new_run(TEXT, SMALL._replace(dtype="float64"))
    train, held_out = split_text(TEXT)
    ids = run.vocabulary.encode(train[-1:] + held_out)
    h_0 = np.zeros((1, 4))
    logits, _, _ = language_model.forward(run.state.params, ids[:-1, None], h_0)
    p = np.exp(logits[:, 0])
    p = p[np.arange(len(held_out)), ids[1:]] / p.sum(axis=1)
    bits = character_model.held_out_bits(run, TEXT)
    assert bits == pytest.approx(-np.log2(p).mean())


def test_a_symbol_that_is_not_known_costs_the_choice_among_all_such():
    half = len(split_text(TEXT)[1]) // 2
    text = TEXT[:-half] + half * "Ω"
    run = new_run(text, SMALL)
    assert "Ω" not in run.vocabulary.symbols
    zero = run.state._replace(params=zeros_like(run.state.params))  # all p are equal
    bits = character_model.held_out_bits(run._replace(state=zero), text)
    expected = np.log2(len(run.vocabulary)) + unknown_bits(run.vocabulary) / 2
    assert bits == pytest.approx(expected)


def test_the_unknown_symbol_is_never_written():
    run = new_run(TEXT, SMALL)
    params = run.state.params
    b = np.array([50.0] + [0.0] * (len(run.vocabulary) - 1), np.float32)
    params = params._replace(output=params.output._replace(b=b))
    run = run._replace(state=run.state._replace(params=params))
    text = character_model.write(run, "a", 30, 1.0, np.random.default_rng(0))
    assert set(text) <= set(TEXT)


def test_the_seed_decides_the_start():
    starts = [new_run(TEXT, SMALL._replace(seed=s)).state.params for s in (0, 0, 1)]
    assert (starts[0].embedding == starts[1].embedding).all()
    assert (starts[0].embedding != starts[2].embedding).any()


def test_the_clipping_bound_decides_the_second_step():
    ends = []
    for max_norm in (1e-12, 1.0):  # below Adam's eps, so that the scale counts
        run = new_run(TEXT, SMALL._replace(max_norm=max_norm, dtype="float64"))
        run, _, _ = next(character_model.steps(run, TEXT))
        ends.append(run.state.params.output.b)
    assert np.abs(ends[0]).max() < 0.1 * np.abs(ends[1]).max()


def refuses(path, about, message):
    """A file with these words about its run is no checkpoint, and it says why."""
    np.savez(path, settings=np.array(json.dumps({"format": FORMAT, **about})))
    with pytest.raises(ValueError, match=f"m.npz is no whole checkpoint: {message}"):
        character_model.load(path)


@pytest.mark.parametrize(
    "about",
    [
        {},
        {"settings": {"colour": 1}, "symbols": ["a"], "text_sha256": ""},
        {"settings": {"dtype": "object"}, "symbols": ["a"], "text_sha256": ""},
        {"settings": {}, "symbols": ["ab"], "text_sha256": ""},
        {"settings": {}, "symbols": 3, "text_sha256": ""},
    ],
)
def test_a_checkpoint_that_lacks_or_spoils_a_part_is_refused(tmp_path, about):
    refuses(tmp_path / "m.npz", about, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hidden_size", -1),
        ("hidden_size", 0),
        ("hidden_size", "x"),
        ("seq_len", 10.5),
        ("lr", float("nan")),
        ("max_norm", None),
        ("seed", "0"),
    ],
)
def test_a_setting_that_cannot_be_is_named(tmp_path, name, value):
    about = {"settings": {name: value}, "symbols": ["a"], "text_sha256": ""}
    refuses(tmp_path / "m.npz", about, f"its setting {name} is {value!r}")
