"""Exercises that grade themselves: one module a chapter, and `check` for all."""

from .grading import Exercise, Mistake, check, sizes, verdict

__all__ = ["Exercise", "Mistake", "check", "sizes", "verdict"]
