"""Parameters, gradients and states as `keras.layers` SimpleRNN, LSTM and GRU hold them.

Keras keeps our orientation of the weights. It has one bias, but for its GRU with
`reset_after=True`, whose bias has two rows. The LSTM's order i, f, c, o is ours (their
c is our g); the GRU's is z, r, h (their h is our n). z means the same: at 1 the old
state stays. Inputs and outputs are (B, T, D) and (B, T, H).
"""

from collections.abc import Sequence

import numpy as np

from ..cells import GRU, GRU_RESET_BEFORE, LSTM, RNN, Cell
from ..cells.gates import split
from ..tree import Tree
from .biases import (
    TwoBiases,
    join_biases,
    join_gradients,
    split_biases,
    split_gradients,
)
from .checks import (
    check_kind,
    check_settings,
    checked,
    checked_kind,
    checked_state,
)
from .structure import (
    Kind,
    fresh,
    is_stack,
    kind_of,
    layers_of,
    state_arrays,
    state_of,
    tree_of,
)

CELLS = RNN, LSTM, GRU, GRU_RESET_BEFORE
NAMES = "kernel", "recurrent_kernel", "bias"


def to_keras(params: Tree) -> list:
    """Parameters -> the arrays of `layer.get_weights()`.

    kernel (D, nH), recurrent_kernel (H, nH) and bias: (nH,), or (2, 3H) for the GRU
    that resets after the product. Both directions are one list of six, the forward one
    first; a stack is a list of such lists, one for each layer.
    """
    return _listed(params, split_biases)


def grads_to_keras(grads: Tree) -> list:
    """Gradients -> those of Keras's arrays; both rows of a GRU's bias have theirs."""
    return _listed(grads, split_gradients)


def from_keras(weights: Sequence, kind: Cell, config: dict | None = None) -> Tree:
    """The arrays of `layer.get_weights()` -> parameters of `kind`.

    Parameters
    ----------
    weights : two arrays (`use_bias=False`) or three; twice as many for both directions;
        for a stack, a list of such lists
    kind : RNN, LSTM, GRU (`reset_after=True`) or GRU_RESET_BEFORE
    config : `layer.get_config()` of the recurrent layer, to be checked if it is given

    Raises
    ------
    ValueError
        For a wrong number of arrays, a wrong shape, the other place of the reset, and
        for an activation other than tanh, and sigmoid for the gates.
    """
    check_settings(config or {}, _settings(kind), "Keras")
    return _read(weights, kind, join_biases)


def grads_from_keras(arrays: Sequence, kind: Cell) -> Tree:
    """The gradients of Keras's arrays -> gradients in the form of our parameters."""
    return _read(arrays, kind, join_gradients)


def state_to_keras(state: Tree) -> list[np.ndarray]:
    """A layer's state -> `initial_state`, a list of (B, H): h, or h and c.

    Two directions stand one behind the other, the forward one first.
    """
    (layer,) = layers_of(state)
    return [fresh(array) for part in layer for array in state_arrays(part)]


def state_from_keras(states: Sequence, kind: Cell) -> Tree:
    """The inverse of `state_to_keras`: the states that a layer returns."""
    size = 2 if checked_kind(kind, CELLS, "Keras").cell == LSTM else 1
    if len(states) not in (size, 2 * size):
        raise ValueError(f"states must be {size} or {2 * size}, got {len(states)}")
    arrays = [fresh(array) for array in checked_state(states, 2)]
    starts = range(0, len(arrays), size)
    return tree_of([tuple(state_of(arrays[i : i + size]) for i in starts)])


def _settings(kind: Cell) -> dict:
    gates = {} if kind == RNN else {"recurrent_activation": "sigmoid"}
    resets = {GRU: True, GRU_RESET_BEFORE: False}
    reset = {"reset_after": resets[kind]} if kind in resets else {}
    return {"activation": "tanh", "go_backwards": False, **gates, **reset}


def _listed(tree: Tree, split_two) -> list:
    if is_stack(tree):
        return [_listed(layer, split_two) for layer in tree]
    (layer,) = layers_of(tree)
    listed = []
    for params in layer:
        kind = check_kind(kind_of(params), CELLS, "Keras")
        W_xh, W_hh, *biases = (_swapped(kind, array) for array in split_two(params))
        bias = np.stack(biases) if kind.cell == GRU else biases[0]
        listed += [fresh(W_xh), fresh(W_hh), fresh(bias)]
    return listed


def _swapped(kind: Kind, array):
    """r, z, n <-> z, r, h on the last axis; the other cells have our order."""
    if kind.cell not in (GRU, GRU_RESET_BEFORE):
        return array
    r, z, n = split(array, 3)
    return np.concatenate([z, r, n], axis=-1)


def _read(weights: Sequence, cell: Cell, join) -> Tree:
    kind = checked_kind(cell, CELLS, "Keras")
    if any(isinstance(layer, list | tuple) for layer in weights):
        return tuple(_read(layer, cell, join) for layer in weights)
    if len(weights) not in (2, 3, 4, 6):
        raise ValueError(
            "weights must be kernel, recurrent_kernel and perhaps bias, for one or "
            f"both directions, got {len(weights)} arrays"
        )
    size = len(weights) if len(weights) < 4 else len(weights) // 2
    ways = [weights[i : i + size] for i in range(0, len(weights), size)]
    return tree_of([tuple(join(kind, _two(way, kind)) for way in ways)])


def _two(weights: Sequence, kind: Kind) -> TwoBiases:
    """The arrays of one direction, checked and in our order."""
    H = len(checked(NAMES[1], weights[1], (None, None)))
    columns = kind.n_gates * H
    both = kind.cell == GRU
    _check_reset(kind, weights)
    shapes = (None, columns), (H, columns), (2, columns) if both else (columns,)
    read = [
        checked(name, array, shape)
        for name, array, shape in zip(NAMES, weights, shapes, strict=False)
    ]
    zero = np.zeros(shapes[2], read[0].dtype)
    W_xh, W_hh, bias = read if len(read) == 3 else (*read, zero)
    biases = bias if both else (bias, np.zeros_like(bias))
    return TwoBiases(*(fresh(_swapped(kind, a)) for a in (W_xh, W_hh, *biases)))


def _check_reset(kind: Kind, weights: Sequence) -> None:
    """Raise ValueError if the bias is that of the GRU with the other reset."""
    rows = {GRU: 2, GRU_RESET_BEFORE: 1}.get(kind.cell)
    if rows and len(weights) == 3 and np.ndim(weights[2]) == 3 - rows:
        flag = "False: use GRU_RESET_BEFORE" if rows == 2 else "True: use GRU"
        raise ValueError(
            f"bias of shape {np.shape(weights[2])} belongs to reset_after={flag}"
        )
