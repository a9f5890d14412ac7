"""Small random networks on which a suspect's backward pass is called and checked."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..cells import GRU, LSTM, RNN, Cell, gru, joined, lstm, rnn
from ..functions import log_softmax, softmax
from ..gradcheck import GradientReport, check_gradients
from ..tree import Tree, tree_map, zeros_like

D, H, V = 2, 4, 7  # inputs, units, symbols
LETTERS = {"lstm": "ifgo", "gru": "rzn"}  # names of the gates, for parts of b_h


class Scene(NamedTuple):
    """What is differentiated, and how a suspect is called on it."""

    tree: Tree
    loss: Callable  # tree -> float
    gradients: Callable  # suspect -> gradients, a tree like the first


def unchanged(tree: dict) -> dict:
    """The probe that changes nothing."""
    return tree


def quiet(tree: dict) -> dict:
    """A probe: inputs, biases and first states so small that tanh' is one."""
    return {name: a if name[0] == "W" else 1e-5 * a for name, a in tree.items()}


def mirrored(tree: dict) -> dict:
    """A probe for the plain cell: W_hh equals its transpose."""
    W = tree["W_hh"]
    if W.shape != W.T.shape:
        raise ValueError(f"mirrored needs a square W_hh, got shape {W.shape}")
    return {**tree, "W_hh": (W + W.T) / 2}


def scene(kind: str, T: int, B: int, probe: Callable = unchanged) -> Scene:
    """A scene for this kind of function, with T steps and B sequences.

    `probe` changes the arrays of a cell's scene before anything is computed.
    """
    others = {"stack": stack_scene, "embedding": embedding_scene, "loss": loss_scene}
    if kind in others:
        return others[kind](T, B)
    return cell_scene(kind, T, B, probe)


def as_cell(kind: str, suspect: Callable) -> Cell:
    """The cell whose backward pass, or part of it, is the suspect."""
    if kind == "cell":
        return RNN._replace(backward=suspect)
    if kind == "projection":
        scan = rnn.scan_forward, rnn.scan_backward, rnn.RNNParams
        return joined(*RNN[:4], rnn.project, suspect, *scan)
    cell, pack = (LSTM, lstm.LSTMParams) if kind == "lstm" else (GRU, gru.gradients)
    return joined(*cell[:7], suspect, pack)


def right_cell(kind: str) -> Cell:
    """The cell whose forward pass a suspect belongs to."""
    if kind == "projection":
        return as_cell(kind, rnn.project_backward)
    return {"cell": RNN, "lstm": LSTM, "gru": GRU}[kind]


def cell_scene(kind: str, T: int, B: int, probe: Callable) -> Scene:
    """A random cell; the loss weighs every state by a random number."""
    rng, cell = np.random.default_rng(0), right_cell(kind)
    params = with_biases(rng, cell.init(rng, D, H))
    state = tree_map(lambda s: rng.normal(size=s.shape), cell.initial_state(params, B))
    xs, dhs = rng.normal(size=(T, B, D)), rng.normal(size=(T, B, H))
    tree = probe({**named(kind, params), **named_inputs(xs, state)})
    params, xs, state = unnamed(kind, tree)
    _, last, cache = cell.forward(params, xs, state)
    ends = zeros_like(last)

    def loss(tree):
        return float((cell.forward(*unnamed(kind, tree))[0] * dhs).sum())

    def gradients(suspect):
        grads, dxs, dstate = as_cell(kind, suspect).backward(params, cache, dhs, ends)
        return {**named(kind, grads), **named_inputs(dxs, dstate)}

    return Scene(tree, loss, gradients)


def with_biases(rng, params):
    """Random numbers in place of the vectors, which start at zero."""
    return tree_map(lambda a: a if a.ndim > 1 else rng.normal(size=a.shape), params)


def named(kind: str, params) -> dict:
    """The cell's arrays by name, b_h in one part for each gate."""
    arrays = params._asdict()
    if kind not in LETTERS:
        return arrays
    parts = np.split(arrays.pop("b_h"), len(LETTERS[kind]))
    names = [f"b_{letter}" for letter in LETTERS[kind]]
    return {**arrays, **dict(zip(names, parts, strict=True))}


def named_inputs(xs, state) -> dict:
    """The inputs and the first state by name."""
    if isinstance(state, lstm.LSTMState):
        return {"xs": xs, "h_0": state.h, "c_0": state.c}
    return {"xs": xs, "h_0": state}


def unnamed(kind: str, tree: dict) -> tuple:
    """params, xs, state from the arrays by name."""
    weights = tree["W_xh"], tree["W_hh"]
    b_h = np.hstack([tree[f"b_{letter}"] for letter in LETTERS.get(kind, "h")])
    if kind == "lstm":
        state = lstm.LSTMState(tree["h_0"], tree["c_0"])
        return lstm.LSTMParams(*weights, b_h), tree["xs"], state
    if kind == "gru":
        return gru.GRUParams(*weights, b_h, tree["b_hn"]), tree["xs"], tree["h_0"]
    return rnn.RNNParams(*weights, b_h), tree["xs"], tree["h_0"]


def stack_scene(T: int, B: int) -> Scene:
    """Two plain cells of H inputs each, so that every dxs has the shape of dhs."""
    rng = np.random.default_rng(0)
    lower, upper = (with_biases(rng, rnn.init(rng, H, H)) for _ in range(2))
    xs, dhs = rng.normal(size=(T, B, H)), rng.normal(size=(T, B, H))
    start = rng.normal(size=(B, H))

    def run(tree):
        hs, _, cache = rnn.forward(tree["lower"], tree["xs"], start)
        top, _, cache_top = rnn.forward(tree["upper"], hs, start)
        return top, (cache, cache_top)

    tree = {"upper": upper, "lower": lower, "xs": xs}

    def gradients(suspect):
        (low, up), dxs = suspect((lower, upper), run(tree)[1], dhs)
        return {"upper": up, "lower": low, "xs": dxs}

    return Scene(tree, lambda tree: float((run(tree)[0] * dhs).sum()), gradients)


def embedding_scene(T: int, B: int) -> Scene:
    """Symbols 0, 1, ... in turn: none comes twice before T B is above V."""
    rng, ids = np.random.default_rng(0), np.arange(T * B).reshape(T, B) % V
    table, d_rows = rng.normal(size=(V, H)), rng.normal(size=(T, B, H))

    def gradients(suspect):
        return {"table": suspect(table, ids, d_rows)}

    return Scene(
        {"table": table}, lambda tree: float((tree["table"][ids] * d_rows).sum()),
        gradients,
    )  # fmt: skip


def loss_scene(T: int, B: int) -> Scene:
    """The mean cross-entropy of random logits."""
    rng = np.random.default_rng(0)
    logits, targets = rng.normal(size=(T, B, V)), rng.integers(V, size=(T, B))
    probs = softmax(logits)

    def loss(tree):
        log_p = log_softmax(tree["logits"])
        return -float(np.take_along_axis(log_p, targets[..., None], -1).mean())

    return Scene({"logits": logits}, loss, lambda f: {"logits": f(probs, targets)})


def examine(
    kind: str, suspect: Callable, T: int, B: int, calls: int = 1, probe=unchanged
) -> GradientReport:
    """The gradient check of the suspect's last of some calls, on the same arguments."""
    tree, loss, gradients = scene(kind, T, B, probe)
    for _ in range(calls):
        grads = gradients(suspect)
    return check_gradients(loss, tree, grads)
