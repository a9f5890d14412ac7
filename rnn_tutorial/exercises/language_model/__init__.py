"""Exercises of chapter 5: score a text, shift, tie the table, write."""

from .faults import visible_fault, visible_numbers
from .memory import loss_without_loop
from .price import mean_bits
from .table import tied_gradient
from .targets import next_symbols
from .temperature import temperature_for
from .writing import write_greedily

__all__ = [
    "loss_without_loop",
    "mean_bits",
    "next_symbols",
    "temperature_for",
    "tied_gradient",
    "visible_fault",
    "visible_numbers",
    "write_greedily",
]
