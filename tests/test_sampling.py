"""Sampling: temperature does what it says, and a seed decides the text."""

import numpy as np
import pytest

from rnn_tutorial.models import language_model as lm
from rnn_tutorial.sampling import draw, sample, temperature_softmax

LOGITS = np.log([0.2, 0.3, 0.5])
PARAMS = lm.init(np.random.default_rng(0), 5, 3, 4)


def test_temperature_one_is_softmax():
    np.testing.assert_allclose(temperature_softmax(LOGITS, 1.0), [0.2, 0.3, 0.5])


def test_low_temperature_picks_the_best_and_high_flattens():
    np.testing.assert_allclose(temperature_softmax(LOGITS, 1e-3), [0, 0, 1], atol=1e-9)
    np.testing.assert_allclose(temperature_softmax(LOGITS, 1e6), 1 / 3, rtol=1e-5)


def test_a_tiny_temperature_leaves_the_best_symbol():
    p = temperature_softmax(np.array([1.0, 3.0, 2.0]), 1e-320)
    assert p.tolist() == [0, 1, 0]


def test_draws_follow_the_distribution():
    rng = np.random.default_rng(0)
    draws = [draw(LOGITS, 1.0, rng) for _ in range(4000)]
    np.testing.assert_allclose(np.bincount(draws) / 4000, [0.2, 0.3, 0.5], atol=0.03)


def test_forbidden_symbols_are_never_drawn():
    rng = np.random.default_rng(0)
    assert 2 not in {draw(LOGITS, 1.0, rng, (2,)) for _ in range(200)}


def test_the_seed_decides_the_text():
    def once(seed):
        return sample(PARAMS, np.array([1, 2]), 30, 1.0, np.random.default_rng(seed))

    np.testing.assert_array_equal(once(0), once(0))
    assert (once(0) != once(1)).any()
    assert once(0).shape == (30,)


def test_the_prompt_matters():
    firsts = [
        lm.forward(PARAMS, np.array(p)[:, None], np.zeros((1, 4)))[0][-1]
        for p in [[1, 2], [2, 2]]
    ]
    assert (firsts[0] != firsts[1]).any()


def test_temperature_zero_is_refused():
    with pytest.raises(ValueError, match="temperature must be positive"):
        draw(LOGITS, 0.0, np.random.default_rng(0))


def test_an_empty_prompt_is_refused():
    with pytest.raises(ValueError, match="ids must have shape"):
        sample(PARAMS, np.array([], dtype=int), 3, 1.0, np.random.default_rng(0))


def test_each_symbol_drawn_is_the_next_input_and_the_state_is_carried():
    ids = [1, 2]
    for _ in range(12):  # the likeliest symbol each time, the whole text read anew
        logits, _, _ = lm.forward(PARAMS, np.array(ids)[:, None], np.zeros((1, 4)))
        ids.append(int(logits[-1, 0].argmax()))
    drawn = sample(PARAMS, np.array([1, 2]), 12, 1e-6, np.random.default_rng(0))
    assert drawn.tolist() == ids[2:]


def test_temperature_decides_how_often_the_best_is_drawn():
    rng = np.random.default_rng(0)
    often = [np.mean([draw(LOGITS, t, rng) == 2 for _ in range(500)]) for t in (0.3, 3)]
    assert often[0] > 0.7 > 0.5 > often[1]
