"""Parameters and states as the ONNX operators RNN, LSTM and GRU take them.

ONNX transposes the weights and puts the directions on a first axis; B holds two biases,
one behind the other. Its LSTM's order is i, o, f, c, its peepholes' i, o, f, its GRU's
z, r, h. z means the same as here. `linear_before_reset=1` is GRU, 0 (the default) is
GRU_RESET_BEFORE. Inputs are xs; outputs Y are (T, directions, B, H).

`input_forget=1` is LSTM_COUPLED. ONNX Runtime takes the input gate's sum and sets
f = 1 - i; ours takes the forget gate's and sets i = 1 - f. Since sigmoid(-a) is
1 - sigmoid(a), the weights change their sign, and nothing else.
"""

import numpy as np

from ..cells import (
    GRU,
    GRU_RESET_BEFORE,
    LSTM,
    LSTM_COUPLED,
    LSTM_PEEPHOLE,
    RNN,
    Cell,
)
from ..cells.gates import split
from ..tree import Tree
from .biases import TwoBiases, join_biases, split_biases
from .checks import check_names, check_settings, checked, checked_state
from .structure import (
    Kind,
    fresh,
    is_stack,
    kind_of,
    kind_of_cell,
    layers_of,
    state_arrays,
    state_of,
    tree_of,
)

# For each cell, our gates in the operator's order.
ORDERS = {
    RNN: (0,),
    LSTM: (0, 3, 1, 2),
    LSTM_PEEPHOLE: (0, 3, 1, 2),
    GRU: (1, 0, 2),
    GRU_RESET_BEFORE: (1, 0, 2),
}


def to_onnx(params: Tree):
    """Parameters -> the operator's inputs, a dict of arrays.

    W (d, nH, D), R (d, nH, H) and B (d, 2nH) for d directions; with peepholes P (d, 3H)
    as well. A stack is a list of dicts: one operator for each layer.
    """
    if is_stack(params):
        return [to_onnx(layer) for layer in params]
    (layer,) = layers_of(params)
    ways = [_one(kind_of(p), p) for p in layer]
    return {name: np.stack([way[name] for way in ways]) for name in ways[0]}


def onnx_attributes(params: Tree) -> dict:
    """The operator's attributes for one layer, but for those at their default."""
    (layer,) = layers_of(params)
    cell = kind_of(layer[0]).cell
    needed = {GRU: {"linear_before_reset": 1}, LSTM_COUPLED: {"input_forget": 1}}
    direction = {"direction": "bidirectional"} if len(layer) == 2 else {}
    return {"hidden_size": len(layer[0].W_hh), **direction, **needed.get(cell, {})}


def from_onnx(arrays: dict, kind: Cell, attributes: dict | None = None) -> Tree:
    """The operator's inputs W, R, B, P -> parameters of `kind`; a missing one is zero.

    Parameters
    ----------
    arrays : as `to_onnx` returns them; for a stack, a list of such dicts
    kind : one of the six cells; P belongs to LSTM_PEEPHOLE
    attributes : those of the operator, to be checked if they are given

    Raises
    ------
    ValueError
        For a name too many or missing, a wrong shape, the other place of the reset,
        other activations, a clip, and the direction "reverse".
    """
    if isinstance(arrays, list | tuple):
        return tuple(from_onnx(layer, kind, attributes) for layer in arrays)
    found = kind_of_cell(kind)
    peepholes = ("P",) if kind == LSTM_PEEPHOLE else ()
    check_names(arrays, ("W", "R"), ("B", *peepholes))
    read = _read(arrays, found)
    d, H = np.shape(read["R"])[0], np.shape(read["R"])[2]
    if attributes is not None:
        check_settings({**DEFAULTS, **attributes}, _settings(kind, d, H), "ONNX")
    ways = [{name: array[way] for name, array in read.items()} for way in range(d)]
    return tree_of([tuple(_params(found, way) for way in ways)])


def state_to_onnx(state: Tree) -> dict[str, np.ndarray]:
    """A layer's state -> initial_h (d, B, H), and initial_c of the LSTM."""
    (layer,) = layers_of(state)
    arrays = zip(*(state_arrays(part) for part in layer), strict=True)
    names = "initial_h", "initial_c"
    return {n: np.stack(ways) for n, ways in zip(names, arrays, strict=False)}


def state_from_onnx(*arrays) -> Tree:
    """Y_h (d, B, H), and Y_c of the LSTM -> a layer's state."""
    ways = zip(*checked_state(arrays, 3), strict=True)
    return tree_of([tuple(state_of([fresh(a) for a in way]) for way in ways)])


def hs_from_onnx(Y) -> np.ndarray:
    """Y (T, d, B, H) -> hs (T, B, dH), the forward half first."""
    return np.concatenate(list(np.swapaxes(Y, 0, 1)), axis=-1)


DEFAULTS = {"direction": "forward", "linear_before_reset": 0, "input_forget": 0}


def _settings(kind: Cell, d: int, H: int) -> dict:
    """What the attributes must say for `kind`, in d directions."""
    gates = ["Tanh"] if kind == RNN else ["Sigmoid", "Tanh"]
    last = [] if kind in (RNN, GRU, GRU_RESET_BEFORE) else ["Tanh"]
    return {
        "hidden_size": H,
        "direction": "forward" if d == 1 else "bidirectional",
        "activations": d * (gates + last),
        "clip": None,
        "linear_before_reset": int(kind == GRU),
        "input_forget": int(kind == LSTM_COUPLED),
    }


def _one(kind: Kind, params) -> dict[str, np.ndarray]:
    """The operator's inputs for one direction, without the first axis."""
    W_xh, W_hh, *biases = (_ordered(kind, array) for array in split_biases(params))
    arrays = {"W": fresh(W_xh.T), "R": fresh(W_hh.T), "B": np.concatenate(biases)}
    if kind.cell == LSTM_PEEPHOLE:
        arrays["P"] = params.peepholes[[0, 2, 1]].ravel()
    return arrays


def _ordered(kind: Kind, array):
    """Our gates -> the operator's, on the last axis."""
    if kind.cell == LSTM_COUPLED:
        f, g, o = split(array, 3)
        return np.concatenate([-f, o, np.zeros_like(f), g], axis=-1)
    parts = split(array, kind.n_gates)
    return np.concatenate([parts[i] for i in ORDERS[kind.cell]], axis=-1)


def _restored(kind: Kind, array):
    """The operator's gates -> ours, on the last axis."""
    if kind.cell == LSTM_COUPLED:
        i, o, _, g = split(array, 4)
        return np.concatenate([-i, g, o], axis=-1)
    parts = split(array, kind.n_gates)
    return np.concatenate([parts[i] for i in np.argsort(ORDERS[kind.cell])], axis=-1)


def _read(arrays: dict, kind: Kind) -> dict[str, np.ndarray]:
    """All arrays of the operator, checked; zeros for those that are missing."""
    n_gates = 4 if kind.cell == LSTM_COUPLED else kind.n_gates
    R = checked("R", arrays["R"], (None, None, None))
    d, H = len(R), R.shape[2]
    if d > 2:
        raise ValueError(f"R must have one or two directions, got {d}")
    shapes = {"W": (d, n_gates * H, None), "R": (d, n_gates * H, H)}
    shapes |= {"B": (d, 2 * n_gates * H)}
    shapes |= {"P": (d, 3 * H)} if kind.cell == LSTM_PEEPHOLE else {}
    zeros = {n: np.zeros(shapes[n], R.dtype) for n in shapes if n in "BP"}
    return {n: checked(n, {**zeros, **arrays}[n], shapes[n]) for n in shapes}


def _params(kind: Kind, way: dict):
    """One direction's parameters, from arrays without the first axis."""
    b_x, b_h = np.split(way["B"], 2)
    two = [_restored(kind, array) for array in (way["W"].T, way["R"].T, b_x, b_h)]
    peepholes = [fresh(np.reshape(way["P"], (3, -1))[[0, 2, 1]])] if "P" in way else []
    return join_biases(kind, TwoBiases(*map(fresh, two)), *peepholes)
