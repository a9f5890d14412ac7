"""Text and toy data, and the arrays that a network reads them from."""

from .baselines import uniform_bits, unigram_bits, unknown_bits
from .batching import pad, streams, window
from .text import read_text, split_text, tragedies
from .toy import recall
from .vocabulary import Vocabulary

__all__ = [
    "Vocabulary",
    "pad",
    "read_text",
    "recall",
    "split_text",
    "streams",
    "tragedies",
    "uniform_bits",
    "unigram_bits",
    "unknown_bits",
    "window",
]
