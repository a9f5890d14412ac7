"""The training step of the source article, rebuilt: its faults are pieces to replace.

One sequence, no batch: inputs (T,), targets (T,), states (H,). The loss is a sum over
the steps, as there. The parameters are the book's language model, weights (in, out).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..functions import log_softmax, one_hot, softmax
from ..gradcheck import complex_step_gradient
from ..models import language_model
from ..models.language_model import LanguageModel
from ..tree import tree_leaves, tree_map, zeros_like


class Pieces(NamedTuple):
    """What a repair replaces. Each field is a function of one time step."""

    loss: Callable  # logits (V,), target -> the loss of the step
    dlogits: Callable  # logits (V,), target -> (V,)
    previous: Callable  # hs (T+1, H), t -> the state (H,) that dW_hh is built with
    dW_hh: Callable  # that state (H,), da (H,) -> (H, H)
    future: Callable  # da (H,), W_hh (H, H) -> what the step before hears, (H,)


def log_of_logit(logits, target):
    """-log y_c: the logit stands where its probability belongs."""
    return -np.log(logits[target])


def log_of_probability(logits, target):
    """-log p_c, with p = softmax(y): the cross-entropy."""
    return -log_softmax(logits)[target]


def logits_less_one(logits, target):
    """y - onehot(c): no softmax."""
    return logits - one_hot(target, len(logits))


def probabilities_less_one(logits, target):
    """p - onehot(c): the gradient of the cross-entropy."""
    return softmax(logits) - one_hot(target, len(logits))


def first_state(hs, t):
    """h_0 at every step."""
    return hs[0]


def state_before(hs, t):
    """h_{t-1}, the state that W_hh has met."""
    return hs[t - 1]


def da_by_state(h, da):
    """da^T h: row i belongs to unit i of the new state."""
    return np.outer(da, h)


def state_by_da(h, da):
    """h^T da: row i belongs to unit i of the old state."""
    return np.outer(h, da)


def nothing(da, W_hh):
    """No step hears of a later one."""
    return np.zeros_like(da)


def carried(da, W_hh):
    """dL/dh_{t-1} through the later steps: da_t W_hh^T."""
    return da @ W_hh.T


RUNS = Pieces(log_of_logit, logits_less_one, first_state, da_by_state, nothing)
REPAIRS = {
    "the loss": {"loss": log_of_probability},
    "the gradient at the logits": {"dlogits": probabilities_less_one},
    "the future": {"future": carried},
    "the previous state": {"previous": state_before},
    "the order of the product": {"dW_hh": state_by_da},
}


def stages() -> dict[str, Pieces]:
    """The step that merely runs, and the step after each repair, one at a time."""
    stage = RUNS
    after = {"it runs": stage}
    for name, piece in REPAIRS.items():
        stage = stage._replace(**piece)
        after[name] = stage
    return after


def article_start(rng: np.random.Generator, V=10, E=50, H=100) -> LanguageModel:
    """The article's sizes and its start: all weights standard normal, biases zero."""
    sizes = language_model.init(rng, V, E, H)
    return tree_map(
        lambda p: rng.standard_normal(p.shape) if p.ndim > 1 else np.zeros(p.shape),
        sizes,
    )


def forward(model: LanguageModel, inputs, h_0):
    """h_t = tanh(x_t W_xh + h_{t-1} W_hh + b_h) -> hs (T+1, H) from h_0, logits."""
    W_xh, W_hh, b_h = model.cell
    hs = [h_0]
    for symbol in inputs:
        hs.append(np.tanh(model.embedding[symbol] @ W_xh + hs[-1] @ W_hh + b_h))
    return np.array(hs), np.array(hs[1:]) @ model.output.W + model.output.b


def summed_loss(step_loss: Callable, model: LanguageModel, inputs, targets, h_0):
    """The sum of `step_loss(logits, target)` over the steps."""
    _, logits = forward(model, inputs, h_0)
    return sum(map(step_loss, logits, targets))


def loss_and_grads(pieces: Pieces, model: LanguageModel, inputs, targets, h_0):
    """The summed loss, and the gradients by the given pieces, from the last step on."""
    hs, logits = forward(model, inputs, h_0)
    grads, future = zeros_like(model), np.zeros_like(h_0)
    for t in range(len(inputs), 0, -1):
        dlogits = pieces.dlogits(logits[t - 1], targets[t - 1])
        da = (dlogits @ model.output.W.T + future) * (1 - hs[t] ** 2)
        _add(grads, model, inputs[t - 1], hs[t], dlogits, da)
        grads.cell.W_hh[...] += pieces.dW_hh(pieces.previous(hs, t), da)
        future = pieces.future(da, model.cell.W_hh)
    return sum(map(pieces.loss, logits, targets)), grads


def _add(grads, model, symbol, h_t, dlogits, da):
    """Add what one step gives to five of the arrays: these lines are never wrong."""
    grads.embedding[symbol] += da @ model.cell.W_xh.T
    grads.cell.W_xh[...] += np.outer(model.embedding[symbol], da)
    grads.cell.b_h[...] += da
    grads.output.W[...] += np.outer(h_t, dlogits)
    grads.output.b[...] += dlogits


def true_gradient(step_loss: Callable, model: LanguageModel, inputs, targets, h_0):
    """The gradient of the summed loss by complex steps, as a tree like the model."""
    leaves = tree_leaves(model)

    def moved(index):
        def loss(leaf):
            parts = iter([*leaves[:index], leaf, *leaves[index + 1 :]])
            other = tree_map(lambda _: next(parts), model)
            return summed_loss(step_loss, other, inputs, targets, h_0)

        return loss

    grads = iter([complex_step_gradient(moved(i), p) for i, p in enumerate(leaves)])
    return tree_map(lambda _: next(grads), model)
