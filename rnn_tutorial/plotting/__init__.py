"""The book's figures, in one visual language; every function returns its Axes."""

from .drawing import arrow, drawing_axes, node
from .source import show_source
from .style import (
    BACKWARD,
    BACKWARD_MAP,
    DIVERGING_MAP,
    FORWARD,
    FORWARD_MAP,
    GRID,
    INK,
    NEUTRAL,
    PAPER,
    SIZE,
    THIRD,
    use_book_style,
)

__all__ = [
    "BACKWARD",
    "BACKWARD_MAP",
    "DIVERGING_MAP",
    "FORWARD",
    "FORWARD_MAP",
    "GRID",
    "INK",
    "NEUTRAL",
    "PAPER",
    "SIZE",
    "THIRD",
    "arrow",
    "drawing_axes",
    "node",
    "show_source",
    "use_book_style",
]
