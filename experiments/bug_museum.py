"""What the exhibits of the bug museum learn: an easy task, and one that needs memory.

Easy: name the symbol that you see, at every step. Delay: name, at the end, the symbol
that came first. Three exhibits that neither task shows run once more, where they cost
something. The chapter reads the result, `bug_museum.json`. Run this file to make it
again: about a minute on one core.
"""

from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from recall_runs import OVER, updates, versions, write

from rnn_tutorial.cells import GRU, LSTM, RNN, Cell
from rnn_tutorial.functions import log_softmax
from rnn_tutorial.layers import Linear, linear_backward, linear_forward, linear_init
from rnn_tutorial.proof.bugs import BUGS, right_layers
from rnn_tutorial.proof.scenes import as_cell
from rnn_tutorial.tree import Tree, to_vector, tree_leaves, tree_map, zeros_like

RESULT = Path(__file__).with_suffix(".json")
V, H, B, T, LR, MAX_NORM = 6, 16, 32, 7, 0.005, 1.0
SEEDS, LIMIT, EVERY, WITNESSES = range(8), 600, 10, 5
TASKS = ("easy", "delay")
DEEP = ("top_for_all", "deaf_inputs")  # run in a stack of two layers


class Net(NamedTuple):
    """The parameters; gradients have the same type."""

    embedding: np.ndarray  # (V, H)
    layers: tuple  # one or two cells of H inputs and H units
    output: Linear  # W (H, V), b (V,)


class Parts(NamedTuple):
    """The pieces of a training program that an exhibit may stand in for."""

    cell: Cell = RNN
    depth: int = 1
    stack: Callable | None = None
    embedding: Callable = right_layers.embedding_backward
    loss: Callable = right_layers.loss_backward
    optimiser: Callable = right_layers.adam_step
    clipping: Callable = right_layers.clip


RIGHT = {
    "right": Parts(),
    "right lstm": Parts(LSTM),
    "right gru": Parts(GRU),
    "right stack": Parts(depth=2),
}


def scaled(factor: float) -> Cell:
    """A plain cell whose backward pass gives the right gradients times a factor."""

    def backward(*arguments):
        return tree_map(lambda g: factor * g, RNN.backward(*arguments))

    return RNN._replace(backward=backward)


# Right above the cell: nothing, or the opposite of the gradient, goes below.
CONTROLS = {"silent": Parts(scaled(0.0)), "uphill": Parts(scaled(-1.0))}


def parts(bug) -> Parts:
    """A program that is right except for the exhibit."""
    depth = 2 if bug.name in DEEP else 1
    if bug.kind in Parts._fields[2:]:
        return Parts(depth=depth, **{bug.kind: bug.wrong})
    return Parts(as_cell(bug.kind, bug.wrong), depth)


def rival(bug) -> str:
    """The right program that an exhibit is compared with."""
    kind = "stack" if bug.name in DEEP else bug.kind
    return f"right {kind}" if f"right {kind}" in RIGHT else "right"


def trained() -> list:
    """The exhibits that take part in training."""
    return [bug for bug in BUGS if bug.kind not in ("targets", "masked loss")]


def programs() -> dict[str, Parts]:
    """All that is trained: the exhibits that take part in training, and six others."""
    return RIGHT | CONTROLS | {bug.name: parts(bug) for bug in trained()}


def task(name: str, rng) -> tuple[np.ndarray, np.ndarray, int]:
    """Symbols (T, B), what to say (n, B), and n, the number of steps with a loss."""
    if name == "easy":
        ids = rng.integers(V, size=(T, B))
        return ids, ids, T
    ids = rng.integers(2, V, size=(T, B))
    ids[0] = rng.integers(2, size=B)
    return ids, ids[:1], 1


def new_net(rng, parts: Parts) -> Net:
    """Random parameters."""
    layers = tuple(parts.cell.init(rng, H, H) for _ in range(parts.depth))
    return Net(rng.standard_normal((V, H)), layers, linear_init(rng, H, V))


def loss_and_grads(net: Net, ids, targets, n: int, parts: Parts):
    """The mean loss of the last n steps, and what passes for its gradient."""
    hs, caches = net.embedding[ids], []
    for params in net.layers:
        start = parts.cell.initial_state(params, B)
        hs, last, cache = parts.cell.forward(params, hs, start)
        caches.append(cache)
    logits, read = linear_forward(net.output, hs[-n:])
    probs = np.exp(log_softmax(logits))
    loss = -right_layers.picked(log_softmax(logits), targets).mean()
    output, d_read = linear_backward(net.output, read, parts.loss(probs, targets))
    dhs = np.zeros_like(hs)
    dhs[-n:] = d_read
    layers, dxs = back(net.layers, caches, dhs, zeros_like(last), parts)
    return float(loss), Net(parts.embedding(net.embedding, ids, dxs), layers, output)


def back(layers, caches, dhs, ends: Tree, parts: Parts):
    """The gradients of every layer, from the top down, and dxs."""
    if parts.stack:
        return parts.stack(layers, caches, dhs)
    grads = ()
    for params, cache in zip(layers[::-1], caches[::-1], strict=True):
        new, dhs, _ = parts.cell.backward(params, cache, dhs, zeros_like(ends))
        grads = (new, *grads)
    return grads, dhs


def moved(step: Callable, net: Net, grads: Net, m, v, n: int):
    """One update of all arrays at once -> net, m, v."""
    change, m, v = step(to_vector(grads), m, v, n, lr=LR)
    ends = np.cumsum([leaf.size for leaf in tree_leaves(net)])
    changes = iter(np.split(change, ends[:-1]))
    return tree_map(lambda p: p + next(changes).reshape(p.shape), net), m, v


def losses(parts: Parts, name: str, seed: int) -> Iterator[float]:
    """The loss of every update, without end."""
    rng = np.random.default_rng(seed)
    net, m, v = new_net(rng, parts), 0.0, 0.0
    for n in count(1):
        loss, grads = loss_and_grads(net, *task(name, rng), parts)
        yield loss
        grads = parts.clipping(grads, MAX_NORM)
        net, m, v = moved(parts.optimiser, net, grads, m, v, n)


def descent(rate: float) -> Callable:
    """Plain gradient descent, in the form of an optimiser's step."""
    return lambda g, m, v, n, lr: (-rate * g, m, v)


def descending(rate: float) -> Callable:
    """A program's parts, with plain descent in Adam's place."""
    return lambda parts: parts._replace(optimiser=descent(rate))


def thrifty(parts: Parts) -> Parts:
    """The cell gets one array of zeros for the last state's gradient, made once."""
    zeros = []

    def backward(params, cache, dhs, ends):
        zeros[:] = zeros or [ends]
        return parts.cell.backward(params, cache, dhs, zeros[0])

    return parts._replace(cell=parts.cell._replace(backward=backward))


# What an exhibit needs to cost something, if neither task shows it.
COSTS = {
    "slope_twice": ("easy, descent", "easy", descending(0.1)),
    "damaged_upstream": ("zeros kept", "delay", thrifty),
    "clip_each": ("delay, descent", "delay", descending(3.0)),
}


def cost(name: str) -> dict:
    """The updates of an exhibit and of its rival, under conditions that tell."""
    label, task_name, change = COSTS[name]
    exhibit = next(bug for bug in trained() if bug.name == name)
    runs = {"wrong": parts(exhibit), "right": RIGHT[rival(exhibit)]}
    found = {
        key: [updates(losses(change(p), task_name, seed), LIMIT) for seed in SEEDS]
        for key, p in runs.items()
    }
    return {"label": label, **found}


def result(parts: Parts, name: str) -> dict:
    """Updates until it is solved, for each seed; the first seed's loss, to the end."""
    run = list(islice(losses(parts, name, SEEDS[0]), LIMIT))
    curve = np.reshape(run, (-1, EVERY)).mean(axis=1)
    return {
        "updates": [updates(losses(parts, name, seed), LIMIT) for seed in SEEDS],
        "end": float(np.mean(run[-OVER:])),
        "curve": [round(float(loss), 4) for loss in curve],
        "witnesses": run[:WITNESSES],
    }


def record() -> dict:
    """All programs' results, and the versions that made them."""
    settings = {"limit": LIMIT, "every": EVERY, "seeds": list(SEEDS), "symbols": V}
    tasks = {t: {k: result(p, t) for k, p in programs().items()} for t in TASKS}
    rivals = {bug.name: rival(bug) for bug in trained()}
    rivals |= dict.fromkeys(CONTROLS, "right")
    costs = {name: cost(name) for name in COSTS}
    tables = {"rivals": rivals, "tasks": tasks, "costs": costs}
    return {**settings, **tables, "versions": versions()}


if __name__ == "__main__":
    write(RESULT, record())
