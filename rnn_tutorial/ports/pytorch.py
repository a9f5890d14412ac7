"""Parameters, gradients and states as `torch.nn.RNN`, `LSTM` and `GRU` hold them.

PyTorch transposes both weights and has two biases. Its gates stand in our order, and
its GRU resets after the product, so the cells are RNN, LSTM and GRU. Inputs and outputs
need no port: xs is (T, B, D) in both, unless `batch_first=True` swaps the first two.
"""

import re

import numpy as np

from ..cells import GRU, LSTM, RNN, Cell
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
    check_names,
    check_settings,
    checked,
    checked_kind,
    checked_state,
)
from .structure import Kind, fresh, kind_of, layers_of, state_arrays, state_of, tree_of

CELLS = RNN, LSTM, GRU
WEIGHTS = "weight_ih", "weight_hh"
BIASES = "bias_ih", "bias_hh"
NAME = re.compile(r"(?:weight|bias)_[ih]h_(l(\d+)(_reverse)?)")


def to_pytorch(params: Tree) -> dict[str, np.ndarray]:
    """Parameters -> the arrays of a `state_dict`, in its order.

    `weight_ih_l0` (nH, D), `weight_hh_l0` (nH, H), `bias_ih_l0` and `bias_hh_l0` (nH,);
    `_l1` is the second layer of a stack, `_l0_reverse` the backward direction. The
    second bias is zero, but for n of the GRU.
    """
    return _named(params, split_biases)


def grads_to_pytorch(grads: Tree) -> dict[str, np.ndarray]:
    """Gradients -> those of PyTorch's arrays; its two biases share the gradient."""
    return _named(grads, split_gradients)


def from_pytorch(arrays: dict, kind: Cell, nonlinearity: str = "tanh") -> Tree:
    """The arrays of a `state_dict` -> parameters of `kind`, both biases added.

    The names say how many layers and directions there are: two layers are a tuple, two
    directions a BothWays. Without biases (`bias=False`) ours are zero.

    Parameters
    ----------
    arrays : as `to_pytorch` returns them
    kind : RNN, LSTM or GRU
    nonlinearity : that of `torch.nn.RNN`; the arrays do not tell

    Raises
    ------
    ValueError
        For a name too many or missing, a wrong shape, an LSTM with `proj_size`, a plain
        network with relu, and for the GRU that resets before the product.
    """
    check_settings({"nonlinearity": nonlinearity}, {"nonlinearity": "tanh"}, "PyTorch")
    return _read(arrays, kind, join_biases)


def grads_from_pytorch(arrays: dict, kind: Cell) -> Tree:
    """The `.grad` of PyTorch's arrays -> gradients; of two equal ones, the first."""
    return _read(arrays, kind, join_gradients)


def state_to_pytorch(state: Tree):
    """State -> h (layers * directions, B, H); of the LSTM a pair of them, h and c."""
    parts = [state_arrays(part) for layer in layers_of(state) for part in layer]
    arrays = [np.stack(arrays) for arrays in zip(*parts, strict=True)]
    return arrays[0] if len(arrays) == 1 else tuple(arrays)


def state_from_pytorch(state, directions: int = 1) -> Tree:
    """The inverse of `state_to_pytorch`; `directions` is 2 for bidirectional=True."""
    arrays = checked_state(state if isinstance(state, tuple) else (state,), 3)
    n_parts = len(arrays[0])
    if n_parts % directions:
        raise ValueError(f"state must hold {directions} directions, got {n_parts}")
    parts = [state_of([fresh(a) for a in part]) for part in zip(*arrays, strict=True)]
    starts = range(0, len(parts), directions)
    return tree_of([tuple(parts[i : i + directions]) for i in starts])


def _named(tree: Tree, split) -> dict[str, np.ndarray]:
    arrays, layers = {}, layers_of(tree)
    _check_alike([params for layer in layers for params in layer])
    for n, layer in enumerate(layers):
        for params, way in zip(layer, ("", "_reverse"), strict=False):
            W_xh, W_hh, *biases = split(params)
            values = W_xh.T, W_hh.T, *biases
            for name, array in zip(WEIGHTS + BIASES, values, strict=True):
                arrays[f"{name}_l{n}{way}"] = fresh(array)
    return arrays


def _check_alike(directions: list) -> None:
    """Raise ValueError unless one module of PyTorch can hold all of them."""
    kinds = {check_kind(kind_of(params), CELLS, "PyTorch") for params in directions}
    sizes = {len(params.W_hh) for params in directions}
    if len(kinds) > 1 or len(sizes) > 1:
        raise ValueError("all layers must be of one kind and of one hidden size")


def _read(arrays: dict, cell: Cell, join) -> Tree:
    kind = checked_kind(cell, CELLS, "PyTorch")
    layers = _layers(arrays)
    names = WEIGHTS + BIASES if any("bias" in name for name in arrays) else WEIGHTS
    suffixes = [suffix for layer in layers for suffix in layer]
    check_names(arrays, [f"{name}_{s}" for s in suffixes for name in names])
    H, D = np.shape(arrays["weight_hh_l0"])[-1], None
    read = []
    for layer in layers:
        read.append(tuple(join(kind, _two(arrays, kind, s, D, H)) for s in layer))
        D = H * len(layer)  # the next layer reads this one's outputs
    return tree_of(read)


def _layers(arrays: dict) -> list[list[str]]:
    """The suffixes of the names: [["l0", "l0_reverse"], ["l1", "l1_reverse"]]."""
    found = [NAME.fullmatch(name) for name in arrays]
    for name, match in zip(arrays, found, strict=True):
        if str(name).startswith("weight_hr"):
            raise ValueError(f"{name}: an LSTM with proj_size has no counterpart here")
        if not match:
            raise ValueError(f"{name} is not a name such as weight_ih_l0")
    n_layers = max((int(match[2]) for match in found), default=0) + 1
    ways = ("", "_reverse") if any(match[3] for match in found) else ("",)
    return [[f"l{n}{way}" for way in ways] for n in range(n_layers)]


def _two(arrays: dict, kind: Kind, suffix: str, D, H) -> TwoBiases:
    """The arrays of one direction, checked and transposed."""
    rows = kind.n_gates * H
    shapes = (rows, D), (rows, H), (rows,), (rows,)
    named = zip(WEIGHTS + BIASES, shapes, strict=True)
    full = [(f"{name}_{suffix}", shape) for name, shape in named]
    zero = np.zeros(rows, np.asarray(arrays[full[0][0]]).dtype)
    read = [checked(name, arrays.get(name, zero), shape) for name, shape in full]
    return TwoBiases(*(fresh(array.T) for array in read))
