"""The one training loop. It takes everything as arguments and yields after every
step, so the caller prints, stops, saves and resumes."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from .datasets import window
from .optim import Optimizer, clip_by_global_norm
from .tree import Tree, tree_leaves, zeros_like


class TrainState(NamedTuple):
    """All that a run needs to go on from here."""

    step: np.ndarray  # number of updates done, an integer
    params: Tree
    optimizer: Tree  # the optimiser's state
    hidden: Tree  # the cell's state, carried from window to window


HOPELESS = 1e6  # nats: no run that still learns has a mean loss like this


class TrainingDiverged(ArithmeticError):
    """The loss is hopeless, or a gradient or a parameter is not finite any more.

    `state` is the last one whose parameters were finite.
    """

    def __init__(self, state: TrainState):
        super().__init__(
            f"training diverged at step {int(state.step) + 1}: the loss, a gradient "
            "or a parameter ran away; a smaller learning rate may help"
        )
        self.state = state


def start(params: Tree, optimizer: Optimizer, hidden: Tree) -> TrainState:
    """The state before the first step."""
    return TrainState(np.array(0), params, optimizer.init(params), hidden)


def train_step(
    state: TrainState,
    inputs: np.ndarray,
    targets: np.ndarray,
    compute: Callable,
    optimizer: Optimizer,
    max_norm: float,
) -> tuple[TrainState, float, float]:
    """Gradients, clipping, update: inputs, targets (T, B) -> state, loss, norm.

    `compute(params, inputs, targets, hidden)` returns loss, gradients and the last
    hidden state. Raises TrainingDiverged when numbers run away.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        loss, grads, hidden = compute(state.params, inputs, targets, state.hidden)
        grads, norm = clip_by_global_norm(grads, max_norm)
        params, opt_state = optimizer.update(grads, state.optimizer, state.params)
    if not (loss < HOPELESS and np.isfinite(norm) and all_finite(params)):
        raise TrainingDiverged(state)
    return TrainState(state.step + 1, params, opt_state, hidden), float(loss), norm


def train(
    state: TrainState,
    streams: np.ndarray,
    seq_len: int,
    compute: Callable,
    optimizer: Optimizer,
    max_norm: float,
) -> Iterator[tuple[TrainState, float, float]]:
    """Walk along `streams` (N, B) in windows of `seq_len` symbols, for ever.

    The hidden state is carried from window to window and is zero again whenever the
    text starts anew; the gradient never crosses a window's edge.
    """
    while True:
        inputs, targets, first = window(streams, seq_len, int(state.step))
        if first:
            state = state._replace(hidden=zeros_like(state.hidden))
        state, loss, norm = train_step(
            state, inputs, targets, compute, optimizer, max_norm
        )
        yield state, loss, norm


def all_finite(tree: Tree) -> bool:
    """True if no leaf holds an infinity or a NaN."""
    return all(np.isfinite(leaf).all() for leaf in tree_leaves(tree))
