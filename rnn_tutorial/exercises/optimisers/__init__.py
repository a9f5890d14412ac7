"""The graded exercises of the chapter on optimisers."""

from .memory import adam_move, age_at, shrinks_by
from .use import rate_at, two_updates, unprotected

__all__ = [
    "adam_move",
    "age_at",
    "rate_at",
    "shrinks_by",
    "two_updates",
    "unprotected",
]
