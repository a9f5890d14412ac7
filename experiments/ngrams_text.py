"""What counting reaches: bits per character of n-gram models, on the tragedies.

The models are interpolated, with modified Kneser-Ney smoothing (Chen & Goodman 1999):
from each count a discount is taken, and what is saved goes to the next shorter context.
Run this file to make `ngrams_text.json` again: about ten seconds on one core.
"""

from pathlib import Path

import numpy as np
from recall_runs import versions, write

from rnn_tutorial.datasets import Vocabulary, split_text, tragedies

RESULT = Path(__file__).with_suffix(".json")
ORDERS = (1, 2, 3, 4, 5, 6, 7, 8)


def grams(ids: np.ndarray, n: int, size: int) -> np.ndarray:
    """Every n symbols in a row as one number, written in base `size`."""
    windows = np.lib.stride_tricks.sliding_window_view(ids, n)
    return windows @ size ** np.arange(n)[::-1]


def tables(ids: np.ndarray, order: int, size: int) -> list:
    """For 1 to `order` symbols: grams and counts; below the top, of what precedes."""
    found = [np.unique(grams(ids, order, size), return_counts=True)]
    for n in range(order - 1, 0, -1):
        longer = np.unique(grams(ids, n + 1, size))
        found.append(np.unique(longer % size**n, return_counts=True))
    return found[::-1]


def discounts(counts: np.ndarray) -> np.ndarray:
    """What to take from a count of 0, 1, 2, and 3 or more."""
    n1, n2, n3, n4 = np.bincount(np.minimum(counts, 5), minlength=6)[1:5]
    y = n1 / (n1 + 2 * n2)
    return np.array([0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3])


def look_up(keys: np.ndarray, values: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """The value of each wanted key, or zero; `keys` are sorted."""
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, values[place], 0)


def interpolate(table, wanted: np.ndarray, shorter: np.ndarray, size: int):
    """Probabilities of the wanted grams' last symbols, from those of a shorter context.

    p = (count - discount + saved * shorter) / total, in contexts that were seen.
    """
    keys, counts = table
    taken = discounts(counts)
    contexts, group = np.unique(keys // size, return_inverse=True)
    totals = np.bincount(group, counts)
    saved = np.bincount(group, taken[np.minimum(counts, 3)])
    count = look_up(keys, counts, wanted)
    total = look_up(contexts, totals, wanted // size)
    rest = look_up(contexts, saved, wanted // size) * shorter
    kept = count - taken[np.minimum(count, 3)]
    return np.where(total > 0, (kept + rest) / np.maximum(total, 1), shorter)


def probabilities(train: np.ndarray, text: np.ndarray, order: int, size: int):
    """The model's probability of each symbol of `text`, which follows `train`."""
    p = np.full(len(text), 1 / size)
    for n, table in enumerate(tables(train, order, size), start=1):
        wanted = grams(np.concatenate([train[len(train) - n + 1 :], text]), n, size)
        p = interpolate(table, wanted, p, size)
    return p


def bits(order: int) -> float:
    """Bits for each held-out character, all of them scored."""
    train, held_out = split_text(tragedies())
    vocabulary = Vocabulary.from_text(train)
    ids, text = vocabulary.encode(train), vocabulary.encode(held_out)
    return float(-np.log2(probabilities(ids, text, order, len(vocabulary))).mean())


def record() -> dict:
    """The bits of every order, and the versions that made them."""
    return {
        "bits": {str(order): bits(order) for order in ORDERS},
        "versions": versions(),
    }


if __name__ == "__main__":
    write(RESULT, record())
