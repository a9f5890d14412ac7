"""The graded exercises of the chapter on five ways to one gradient."""

from .choices import method, suspect
from .sums import break_even, one_term
from .tangents import directional
from .tapes import pull_rows, sweep

__all__ = [
    "break_even",
    "directional",
    "method",
    "one_term",
    "pull_rows",
    "suspect",
    "sweep",
]
