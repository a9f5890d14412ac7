"""Parameters and states as layers and directions, the way the frameworks store them.

A *direction* is what belongs to one cell: its parameters or its state. A layer is one
direction, or the two of `bidirectional`; a `stack` of layers is a plain tuple.
"""

from typing import NamedTuple

import numpy as np

from ..cells import GRU, GRU_RESET_BEFORE, LSTM, LSTM_COUPLED, LSTM_PEEPHOLE, RNN, Cell
from ..cells.bidirectional import BothWays
from ..cells.gru import GRUParams
from ..cells.gru_reset_before import GRUBeforeParams
from ..cells.lstm import LSTMParams, LSTMState
from ..cells.lstm_coupled import CoupledParams
from ..cells.lstm_peephole import PeepholeParams
from ..cells.rnn import RNNParams
from ..tree import Tree


class Kind(NamedTuple):
    """What the ports know of a cell."""

    cell: Cell
    params: type  # the named tuple of its parameters
    n_gates: int  # blocks of H columns in W_xh


KINDS = (
    Kind(RNN, RNNParams, 1),
    Kind(LSTM, LSTMParams, 4),
    Kind(LSTM_PEEPHOLE, PeepholeParams, 4),
    Kind(LSTM_COUPLED, CoupledParams, 3),
    Kind(GRU, GRUParams, 3),
    Kind(GRU_RESET_BEFORE, GRUBeforeParams, 3),
)


def kind_of_cell(cell: Cell) -> Kind:
    """The entry of a cell. Raises ValueError for a combination of cells."""
    for kind in KINDS:
        if kind.cell == cell:
            return kind
    names = ", ".join(kind.cell.name for kind in KINDS)
    raise ValueError(f"kind must be one of the cells {names}, got {cell!r:.60}")


def kind_of(params) -> Kind:
    """The entry of one direction's parameters. Raises ValueError for anything else."""
    for kind in KINDS:
        if isinstance(params, kind.params):
            return kind
    raise ValueError(f"expected a cell's parameters, got a {type(params).__name__}")


def is_stack(tree: Tree) -> bool:
    """True for the plain tuple of a `stack`; named tuples belong to a single layer."""
    return isinstance(tree, tuple) and not hasattr(tree, "_fields")


def layers_of(tree: Tree) -> list[tuple]:
    """Parameters or states -> for each layer, a tuple of its one or two directions."""
    layers = list(tree) if is_stack(tree) else [tree]
    layers = [tuple(x) if isinstance(x, BothWays) else (x,) for x in layers]
    for direction in (part for layer in layers for part in layer):
        if is_stack(direction) or isinstance(direction, BothWays):
            raise ValueError(
                "ports take a stack of layers, each of one or both directions; "
                f"got a {type(direction).__name__} inside a layer"
            )
    return layers


def tree_of(layers) -> Tree:
    """The inverse of `layers_of`; a single layer stands alone, not in a tuple."""
    layers = [BothWays(*layer) if len(layer) == 2 else layer[0] for layer in layers]
    return tuple(layers) if len(layers) > 1 else layers[0]


def fresh(array) -> np.ndarray:
    """A copy in the usual order of memory: a port never shares memory."""
    return np.array(array, order="C")


def state_arrays(state) -> tuple:
    """One direction's state as a tuple of (B, H): h, or h and c."""
    return tuple(state) if isinstance(state, LSTMState) else (state,)


def state_of(arrays):
    """The inverse of `state_arrays`."""
    return LSTMState(*arrays) if len(arrays) == 2 else arrays[0]
