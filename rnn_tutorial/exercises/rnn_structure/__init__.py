"""Exercises of the first chapter."""

from .initial_state import choose_the_past
from .one_sequence import count_weights, run_cell, turning_point
from .padded_batch import mean_states, state_to_carry

__all__ = [
    "choose_the_past",
    "count_weights",
    "mean_states",
    "run_cell",
    "state_to_carry",
    "turning_point",
]
