"""Symbols to integers and back."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ..functions import check_ids

UNKNOWN = 0  # the id of every symbol that the vocabulary does not hold
REPLACEMENT = "\ufffd"  # what the unknown symbol is printed as


@dataclass(frozen=True)
class Vocabulary:
    """The known symbols, in ascending order: symbols[i] has the id i + 1.

    Id 0 is kept for symbols that are not known, so len(vocabulary) is one more than
    the number of known symbols.
    """

    symbols: tuple[str, ...]

    def __post_init__(self):
        if not self.symbols or any(len(symbol) != 1 for symbol in self.symbols):
            raise ValueError("symbols must be single characters, and at least one")
        if any(a >= b for a, b in pairwise(self.symbols)):
            raise ValueError("symbols must be distinct and in ascending order")

    @classmethod
    def from_text(cls, text: str) -> "Vocabulary":
        """The distinct characters of `text`."""
        if not text:
            raise ValueError("text is empty, so it has no symbols")
        return cls(tuple(sorted(set(text))))

    def __len__(self) -> int:
        return len(self.symbols) + 1

    def encode(self, text: str) -> np.ndarray:
        """One id for each character -> (N,) int64. Raises ValueError for an unknown."""
        ids = self.encode_with_unknown(text)
        if not ids.all():
            position = int(np.argmin(ids))
            raise ValueError(
                f"the vocabulary has no symbol {text[position]!r} (position {position})"
            )
        return ids

    def encode_with_unknown(self, text: str) -> np.ndarray:
        """One id for each character, 0 for those not known -> (N,) int64."""
        known, codes = _code_points("".join(self.symbols)), _code_points(text)
        places = np.searchsorted(known, codes).clip(max=len(known) - 1)
        return np.where(known[places] == codes, places + 1, UNKNOWN)

    def decode(self, ids) -> str:
        """The text of ids (N,); id 0 becomes U+FFFD. Raises ValueError for no id."""
        ids = np.asarray(ids)
        if not ids.size:
            return ""
        check_ids("ids", ids, len(self))
        codes = _code_points(REPLACEMENT + "".join(self.symbols))
        return codes[ids].tobytes().decode("utf-32-le")


def _code_points(text: str) -> np.ndarray:
    """The characters as numbers: (N,) of uint32."""
    return np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
