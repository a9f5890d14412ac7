import numpy as np
import pytest

from rnn_tutorial.datasets import (
    Vocabulary,
    recall,
    split_text,
    tragedies,
    uniform_bits,
    unigram_bits,
    unknown_bits,
)

# --- baselines ---


def test_the_baselines_of_the_tragedies_are_those_of_the_book():
    train, held_out = split_text(tragedies())
    vocabulary = Vocabulary.from_text(train)
    ids = vocabulary.encode(train), vocabulary.encode(held_out)
    assert round(uniform_bits(vocabulary), 2) == 6.19
    assert round(unigram_bits(*ids, len(vocabulary)), 3) == 4.968


def test_unigram_adds_one_to_every_count():
    # p = (3+1)/(4+4), (1+1)/8, 1/8 for ids 1, 2 and the unseen 3
    assert unigram_bits([1, 1, 1, 2], [1, 2, 3], 4) == pytest.approx((1 + 2 + 3) / 3)


def test_unigram_of_equal_counts_is_uniform():
    assert unigram_bits([0, 1, 2, 3], [0, 1], 4) == pytest.approx(2)


@pytest.mark.parametrize("which", [0, 1])
def test_unigram_names_the_empty_argument(which):
    ids = [[1], [1]]
    ids[which] = []
    name = ["train_ids", "held_out_ids"][which]
    with pytest.raises(ValueError, match=f"{name} is empty"):
        unigram_bits(*ids, 3)


def test_unigram_refuses_ids_outside_the_vocabulary():
    with pytest.raises(ValueError, match=r"held_out_ids must lie in \[0, 3\)"):
        unigram_bits([1], [3], 3)


def test_uniform_counts_only_known_symbols():
    assert uniform_bits(Vocabulary.from_text("abcd")) == 2


def test_an_unknown_symbol_costs_a_choice_among_the_rest_of_unicode():
    n_characters = len(range(0xD800)) + len(range(0xE000, 0x110000))
    assert n_characters == 1_112_064
    vocabulary = Vocabulary.from_text("abc")
    assert 2 ** unknown_bits(vocabulary) == pytest.approx(n_characters - 3, rel=1e-12)


# --- toy tasks ---


def test_recall_shows_the_target_first_as_a_one_hot_vector():
    xs, targets = recall(np.random.default_rng(0), 4, 50, 3)
    assert xs.shape == (4, 50, 3)
    assert np.array_equal(xs[0], np.eye(3)[targets])


def test_recall_uses_every_symbol():
    _, targets = recall(np.random.default_rng(0), 1, 50, 3)
    assert set(targets) == {0, 1, 2}


def test_recall_has_two_symbols_unless_told_otherwise():
    assert recall(np.random.default_rng(0), 3, 4)[0].shape == (3, 4, 2)


def test_recall_shows_nothing_of_the_target_later():
    xs, targets = recall(np.random.default_rng(0), 2, 20_000)
    means = [xs[1, targets == symbol].mean(axis=0) for symbol in (0, 1)]
    assert np.abs(means).max() < 0.05  # five standard errors


def test_recall_depends_only_on_the_generator():
    a, b = (recall(np.random.default_rng(7), 3, 2)[0] for _ in range(2))
    assert np.array_equal(a, b)


@pytest.mark.parametrize("sizes", [(0, 1, 2), (1, 0, 2), (1, 1, 0)])
def test_recall_refuses_empty_sizes(sizes):
    with pytest.raises(ValueError, match="must be at least 1"):
        recall(np.random.default_rng(0), *sizes)
