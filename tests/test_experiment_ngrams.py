"""The counted baseline: probabilities sum to one, and the record can be made again."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "experiments"))

import ngrams_text as ngrams  # noqa: E402

from rnn_tutorial.datasets import Vocabulary, tragedies  # noqa: E402


@pytest.mark.parametrize("context", ["th", "qu", "xq"])
def test_the_probabilities_of_all_symbols_sum_to_one(context):
    train = tragedies()[:20_000]
    vocabulary = Vocabulary.from_text(train)
    ids, size, total = vocabulary.encode(train), len(vocabulary), 0
    for symbol in range(size):
        text = np.append(vocabulary.encode(context), symbol)
        total += ngrams.probabilities(ids, text, 3, size)[-1]
    assert total == pytest.approx(1)


def test_each_pair_has_the_probability_of_the_formula():
    """One context, 1, seen ten times; a pair with an unseen symbol; a new context."""
    counts = np.array([3, 2, 1, 4])
    table = np.array([10, 11, 12, 13]), counts
    d1, d2, d3 = ngrams.discounts(counts)[1:]
    p = ngrams.interpolate(table, np.array([10, 14, 99]), np.full(3, 0.1), 10)
    saved = d1 + d2 + 2 * d3
    expected = [(3 - d3 + 0.1 * saved) / 10, 0.1 * saved / 10, 0.1]
    np.testing.assert_allclose(p, expected)


def test_the_record_can_be_made_again():
    record = json.loads(ngrams.RESULT.read_text(encoding="utf-8"))
    assert set(record["versions"]) == {"numpy", "python"}
    assert list(record["bits"]) == [str(order) for order in ngrams.ORDERS]
    for order in (1, 2, 3):
        assert ngrams.bits(order) == pytest.approx(record["bits"][str(order)], rel=1e-9)
