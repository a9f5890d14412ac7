"""Recurrent cells. A cell is a named tuple of functions, so models take it as data."""

from collections.abc import Callable
from typing import NamedTuple

from . import rnn


class Cell(NamedTuple):
    """What a model needs to know of a cell; each cell's module documents the shapes."""

    name: str
    init: Callable
    initial_state: Callable
    step: Callable
    project: Callable
    project_backward: Callable
    scan_forward: Callable
    scan_backward: Callable
    forward: Callable
    backward: Callable


RNN = Cell("rnn", *(getattr(rnn, name) for name in Cell._fields[1:]))
