"""What must be beaten, and what an unknown symbol costs, in bits for each symbol."""

import numpy as np

from ..functions import check_ids
from .vocabulary import Vocabulary

N_SCALAR_VALUES = 0x110000 - 0x800  # Unicode's code points without the surrogates


def uniform_bits(vocabulary: Vocabulary) -> float:
    """log2 of the number of known symbols: all of them equally likely."""
    return float(np.log2(len(vocabulary.symbols)))


def unknown_bits(vocabulary: Vocabulary) -> float:
    """log2 of the number of characters that are not known.

    A model that predicts "unknown" has not yet said which character it is. A decoder
    needs that too, so it is paid for: all characters of Unicode that the vocabulary
    does not hold are equally likely.
    """
    return float(np.log2(N_SCALAR_VALUES - len(vocabulary.symbols)))


def unigram_bits(train_ids, held_out_ids, vocab_size: int) -> float:
    """Mean of -log2 p over the held-out symbols, with p_i = (n_i + 1) / (N + V).

    n_i counts symbol i among the N training symbols. The added one (Laplace) leaves
    something for each of the V ids that training never shows.
    """
    counts = _counts("train_ids", train_ids, vocab_size)
    weights = _counts("held_out_ids", held_out_ids, vocab_size)
    log2_p = np.log2(counts + 1) - np.log2(counts.sum() + vocab_size)
    return float(-(weights @ log2_p) / weights.sum())


def _counts(name: str, ids, vocab_size: int) -> np.ndarray:
    """How often each id occurs in ids (N,) -> (V,)."""
    ids = np.asarray(ids)
    if not ids.size:
        raise ValueError(f"{name} is empty")
    check_ids(name, ids, vocab_size)
    return np.bincount(ids, minlength=vocab_size)
