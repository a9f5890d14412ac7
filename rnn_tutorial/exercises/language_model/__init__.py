"""Exercises of chapter 5: score a text, shift, tie the table, write."""

from .faults import visible_fault
from .price import mean_bits
from .table import tied_gradient
from .targets import next_symbols
from .temperature import temperature_for
from .writing import write_greedily

__all__ = [
    "mean_bits",
    "next_symbols",
    "temperature_for",
    "tied_gradient",
    "visible_fault",
    "write_greedily",
]
