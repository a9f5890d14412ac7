"""Read a whole sequence, then answer once: cell -> h_T -> linear -> cross-entropy."""

from typing import NamedTuple

import numpy as np

from ..cells import RNN, Cell
from ..layers import Linear, linear_backward, linear_forward, linear_init
from ..losses import cross_entropy_backward, cross_entropy_forward
from ..tree import Tree, zeros_like


class Classifier(NamedTuple):
    """Parameters of the model; gradients have the same type."""

    cell: Tree  # for the plain cell: W_xh (D, H), W_hh (H, H), b_h (H,)
    output: Linear  # W_hy (H, V), b_y (V,)


def init(
    rng: np.random.Generator,
    input_size: int,
    hidden_size: int,
    n_classes: int,
    cell: Cell = RNN,
    dtype=np.float64,
) -> Classifier:
    """The cell's own random parameters, and a linear layer on its last state."""
    sizes = {
        "input_size": input_size,
        "hidden_size": hidden_size,
        "n_classes": n_classes,
    }
    for name, size in sizes.items():
        if size < 1:
            raise ValueError(f"{name} must be at least 1, got {size}")
    core = cell.init(rng, input_size, hidden_size, dtype)
    return Classifier(core, linear_init(rng, hidden_size, n_classes, dtype))


def forward(params: Classifier, xs, cell: Cell = RNN):
    """xs (T, B, D), from the zero state -> logits (B, V), cache."""
    state = cell.initial_state(params.cell, np.shape(xs)[1] if np.ndim(xs) > 1 else 1)
    hs, last, cell_cache = cell.forward(params.cell, xs, state)
    logits, h_T = linear_forward(params.output, hs[-1])
    return logits, (hs, last, cell_cache, h_T)


def backward(params: Classifier, cache, dlogits, cell: Cell = RNN) -> Classifier:
    """dlogits (B, V) -> gradients. Only h_T has been looked at."""
    hs, last, cell_cache, h_T = cache
    dhs = np.zeros_like(hs)
    doutput, dhs[-1] = linear_backward(params.output, h_T, dlogits)
    dcell, _, _ = cell.backward(params.cell, cell_cache, dhs, zeros_like(last))
    return Classifier(dcell, doutput)


def compute_loss_and_grads(params: Classifier, xs, targets, cell: Cell = RNN):
    """Mean cross-entropy in nats of targets (B,), and its gradients."""
    logits, cache = forward(params, xs, cell)
    loss, loss_cache = cross_entropy_forward(logits, targets)
    return loss, backward(params, cache, cross_entropy_backward(loss_cache), cell)
