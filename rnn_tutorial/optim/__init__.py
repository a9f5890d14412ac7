"""Optimisers: pairs of pure functions, written once for any tree of parameters.

state = optimizer.init(params)
params, state = optimizer.update(grads, state, params)

Formulas and defaults are PyTorch's: `lr` stands outside the velocity, `eps` outside
the root, every state starts at zero. A gradient of zero at the start moves nothing,
except that AdamW decays.

Where the square of a gradient overflows (1e21 in float32, 1e156 in float64), `v` stays
infinite: Adagrad, RMSprop and Adam never move that entry again, as in PyTorch. So clip.

`lr` is a number. `scheduled(adam, cosine(1e-3, 1000))` changes it from step to step.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..tree import Tree, tree_map, zeros_like
from .checks import check_fraction as _check_fraction
from .checks import check_not_negative as _check_not_negative
from .checks import check_positive as _check_positive
from .clipping import clip_by_global_norm, clip_by_norm, clip_by_value
from .optimizer import Optimizer
from .schedules import (
    Schedule,
    ScheduledState,
    constant,
    cosine,
    linear_decay,
    scheduled,
    warm_up,
)

__all__ = [
    "AdamState",
    "Optimizer",
    "Schedule",
    "ScheduledState",
    "adagrad",
    "adam",
    "adamw",
    "clip_by_global_norm",
    "clip_by_norm",
    "clip_by_value",
    "constant",
    "cosine",
    "linear_decay",
    "momentum",
    "nesterov",
    "rmsprop",
    "scheduled",
    "sgd",
    "warm_up",
]


def sgd(lr: float) -> Optimizer:
    """theta <- theta - lr g."""
    lr = _check_positive("lr", lr)

    def update(grads, state, params):
        return tree_map(lambda p, g: p - lr * g, params, grads), state

    return Optimizer(lambda params: (), update)


def momentum(lr: float, beta: float = 0.9) -> Optimizer:
    """v <- beta v + g, theta <- theta - lr v (Polyak 1964)."""
    lr = _check_positive("lr", lr)
    beta = _check_fraction("beta", beta)

    def update(grads, velocity, params):
        velocity = tree_map(lambda v, g: beta * v + g, velocity, grads)
        return tree_map(lambda p, v: p - lr * v, params, velocity), velocity

    return Optimizer(zeros_like, update)


def nesterov(lr: float, beta: float = 0.9) -> Optimizer:
    """v <- beta v + g, theta <- theta - lr (g + beta v) (Nesterov 1983).

    theta is the point ahead, where Nesterov takes the gradient (Sutskever et al. 2013).
    """
    lr = _check_positive("lr", lr)
    beta = _check_fraction("beta", beta)

    def update(grads, velocity, params):
        velocity = tree_map(lambda v, g: beta * v + g, velocity, grads)

        def move(p, g, v):
            return p - lr * (g + beta * v)

        return tree_map(move, params, grads, velocity), velocity

    return Optimizer(zeros_like, update)


def adagrad(lr: float = 1e-2, eps: float = 1e-10) -> Optimizer:
    """v <- v + g^2, theta <- theta - lr g / (sqrt(v) + eps).

    The sum v starts at 0 (Duchi, Hazan & Singer 2011).
    """
    lr = _check_positive("lr", lr)
    eps = _check_positive("eps", eps)

    def update(grads, total, params):
        total = tree_map(lambda v, g: v + g * g, total, grads)

        def move(p, g, v):
            return p - lr * g / (np.sqrt(v) + eps)

        return tree_map(move, params, grads, total), total

    return Optimizer(zeros_like, update)


def rmsprop(lr: float = 1e-2, beta: float = 0.99, eps: float = 1e-8) -> Optimizer:
    """v <- beta v + (1 - beta) g^2, theta <- theta - lr g / (sqrt(v) + eps).

    Tieleman & Hinton (2012), as in PyTorch; TensorFlow divides by sqrt(v + eps).
    """
    lr = _check_positive("lr", lr)
    beta = _check_fraction("beta", beta)
    eps = _check_positive("eps", eps)

    def update(grads, mean, params):
        mean = tree_map(lambda v, g: beta * v + (1 - beta) * g * g, mean, grads)

        def move(p, g, v):
            return p - lr * g / (np.sqrt(v) + eps)

        return tree_map(move, params, grads, mean), mean

    return Optimizer(zeros_like, update)


class AdamState(NamedTuple):
    """What Adam remembers between two updates."""

    step: np.ndarray  # number of updates done, an integer
    m: Tree  # running mean of the gradients
    v: Tree  # running mean of their squares


def adam(
    lr: float = 1e-3, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8
) -> Optimizer:
    """theta <- theta - lr m_hat / (sqrt(v_hat) + eps) (Kingma & Ba 2015)."""
    lr, eps = _check_positive("lr", lr), _check_positive("eps", eps)
    beta1, beta2 = _check_fraction("beta1", beta1), _check_fraction("beta2", beta2)

    def init(params):
        return AdamState(np.array(0), zeros_like(params), zeros_like(params))

    def update(grads, state, params):
        step = state.step + 1
        m = tree_map(lambda m, g: beta1 * m + (1 - beta1) * g, state.m, grads)
        v = tree_map(lambda v, g: beta2 * v + (1 - beta2) * g * g, state.v, grads)
        mean, root = lr / (1 - beta1**step), np.sqrt(1 - beta2**step)

        def move(p, m, v):
            return (p - mean * m / (np.sqrt(v) / root + eps)).astype(p.dtype)

        return tree_map(move, params, m, v), AdamState(step, m, v)

    return Optimizer(init, update)


def adamw(
    lr: float = 1e-3,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    weight_decay: float = 1e-2,
    decays: Callable = lambda p: True,
) -> Optimizer:
    """theta <- theta - lr weight_decay theta, then Adam (Loshchilov & Hutter 2019).

    The factor lr is PyTorch's; the paper multiplies the decay by a schedule alone.
    `decays(p)` says which arrays shrink: all, as in PyTorch. `lambda p: p.ndim > 1`
    spares the biases.
    """
    weight_decay = _check_not_negative("weight_decay", weight_decay)
    base, lr = adam(lr, beta1, beta2, eps), float(lr)

    def shrink(p):
        return p * (1 - lr * weight_decay) if decays(p) else p

    def update(grads, state, params):
        return base.update(grads, state, tree_map(shrink, params))

    return Optimizer(base.init, update)
