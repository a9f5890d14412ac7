"""The Rosetta table: how each framework lays out each cell, read off the ports.

Every entry comes from a run. Arrays whose entries are the number of their gate go
through a port: where the numbers come out gives the order, and a turned sign is a gate
that points the other way. The sizes are primes, so a shape names its axes. The place of
the reset and the direction of z come from one step of the cell.
"""

from typing import NamedTuple

import numpy as np

from ..tree import tree_map
from .keras import to_keras
from .onnx import onnx_attributes, to_onnx
from .pytorch import to_pytorch
from .structure import KINDS, Kind

D, H = 5, 7
GATES = {
    "rnn": "h",
    "lstm": "ifgo",
    "lstm_peephole": "ifgo",
    "lstm_coupled": "fgo",
    "gru": "rzn",
    "gru_reset_before": "rzn",
}
PORTS = {
    "this book": lambda params: list(params),
    "PyTorch": lambda params: list(to_pytorch(params).values()),
    "Keras": to_keras,
    "ONNX": lambda params: list(to_onnx(params).values()),
}


class Row(NamedTuple):
    """One cell in one framework. Gates have the letters of this book."""

    cell: str
    framework: str
    call: str
    gates: str  # in order; "-f" has the other sign, "0" is never read
    weights: str  # shapes; d is the number of directions
    biases: str
    reset: str  # before or after the product; nothing without a reset gate
    kept: str  # what the state is where z is 1


def rows() -> list[Row]:
    """All rows, cell by cell, this book's first."""
    pairs = [(kind, framework) for kind in KINDS for framework in PORTS]
    return [row(*pair) for pair in pairs if has_port(*pair)]


def has_port(kind: Kind, framework: str) -> bool:
    """True unless the port refuses the cell."""
    try:
        PORTS[framework](marked(kind))
    except ValueError:
        return False
    return True


def row(kind: Kind, framework: str) -> Row:
    """What the marked parameters look like on the other side."""
    first, second, *others = PORTS[framework](marked(kind))
    gates = order(gate_axis(first), GATES[kind.cell.name])
    if kind.cell.name == "lstm_peephole":
        gates += "; peepholes " + order(others.pop().ravel(), "ifo")
    is_gru = "r" in GATES[kind.cell.name]
    return Row(
        kind.cell.name,
        framework,
        call(kind, framework),
        gates,
        f"{shape(first)}, {shape(second)}",
        ", ".join(map(shape, others)),
        reset_place(kind) if is_gru else "",
        kept(kind, turned="-z" in gates) if is_gru else "",
    )


def marked(kind: Kind):
    """Parameters whose entries are the number of their gate: 1, 2, 3 ..."""
    marks = np.repeat(1.0 + np.arange(kind.n_gates), H)
    params = tree_map(
        lambda p: np.broadcast_to(marks[: p.shape[-1]], p.shape),
        kind.cell.init(np.random.default_rng(0), D, H),
    )
    if kind.cell.name == "lstm_peephole":
        params = params._replace(peepholes=marks[: 3 * H].reshape(3, H))
    return params


def gate_axis(weight):
    """The weight along the axis on which the gates stand, a multiple of H."""
    axis = next(n for n, size in enumerate(weight.shape) if size % H == 0)
    return np.moveaxis(weight, axis, 0).reshape(weight.shape[axis], -1)[:, 0]


def order(marks, letters: str) -> str:
    """The letters in the order of their marks, one mark for H entries."""
    names = "0" + letters
    signs = ["-" if mark < 0 else "" for mark in marks[::H]]
    found = [names[abs(int(mark))] for mark in marks[::H]]
    return ", ".join(sign + name for sign, name in zip(signs, found, strict=True))


def shape(array) -> str:
    """The shape in letters, such as (D, 4H)."""
    names = {1: "d", 2: "2", D: "D", H: "H"}
    sizes = [names.get(n) or f"{n // H}H" for n in array.shape]
    return f"({', '.join(sizes)})"


def call(kind: Kind, framework: str) -> str:
    """What the framework calls the cell, with the settings that the port needs."""
    family = kind.cell.name.split("_")[0].upper()
    if framework == "this book":
        return kind.cell.name.upper()
    if framework == "Keras":
        after = {"after": "(reset_after=True)", "before": "(reset_after=False)"}
        names = {"RNN": "SimpleRNN", "LSTM": "LSTM", "GRU": "GRU"}
        return names[family] + (after[reset_place(kind)] if family == "GRU" else "")
    if framework == "PyTorch":
        return family
    attributes = onnx_attributes(marked(kind))
    named = [f"{n}={v}" for n, v in attributes.items() if n != "hidden_size"]
    return f"{family}({', '.join(named)})" if named else family


def reset_place(kind: Kind) -> str:
    """The second unit reads the first: whose r decides, the reader's or the other's?"""
    return "after" if one_step(kind, z=False)[1] > 0 else "before"


def kept(kind: Kind, turned: bool) -> str:
    """What the state is where z is 1; `turned` tells of the other sign."""
    stays = np.array_equal(one_step(kind, z=True), [1, 1])
    return "old state" if stays != turned else "candidate"


def one_step(kind: Kind, z: bool) -> np.ndarray:
    """The state (2,) after a step from ones, in a GRU whose r is 0 and 1."""
    fresh = kind.cell.init(np.random.default_rng(0), 1, 2)
    params = tree_map(np.zeros_like, fresh)
    params.b_h[:4] = np.where([False, True, z, z], 100, -100)
    params.W_hh[0, 5] = 1  # from the first unit to the second one's candidate
    (state,) = kind.cell.step(params, np.zeros((1, 1)), np.ones((1, 2)))
    return state
