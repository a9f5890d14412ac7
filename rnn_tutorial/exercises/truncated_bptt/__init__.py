"""Exercises on truncation: what a window changes, what it costs, and other ways."""

from .coins import mean_walk
from .influence import influences
from .levels import two_levels
from .pairs import kept_pairs
from .windows import longer_windows, mended_windows

__all__ = [
    "influences",
    "kept_pairs",
    "longer_windows",
    "mean_walk",
    "mended_windows",
    "two_levels",
]
