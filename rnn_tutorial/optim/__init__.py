"""Optimisers: pairs of pure functions, written once for any tree of parameters.

state = optimizer.init(params)
params, state = optimizer.update(grads, state, params)
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .tree import Tree, global_norm, tree_map, zeros_like


class Optimizer(NamedTuple):
    """Two pure functions, and no state of its own."""

    init: Callable  # params -> state
    update: Callable  # grads, state, params -> params, state


def sgd(lr: float) -> Optimizer:
    """theta <- theta - lr g."""
    _check_positive("lr", lr)

    def update(grads, state, params):
        return tree_map(lambda p, g: p - lr * g, params, grads), state

    return Optimizer(lambda params: (), update)


def momentum(lr: float, beta: float = 0.9) -> Optimizer:
    """v <- beta v + g, theta <- theta - lr v (Polyak 1964)."""
    _check_positive("lr", lr)
    _check_fraction("beta", beta)

    def update(grads, velocity, params):
        velocity = tree_map(lambda v, g: beta * v + g, velocity, grads)
        return tree_map(lambda p, v: p - lr * v, params, velocity), velocity

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
    _check_positive("lr", lr)
    _check_fraction("beta1", beta1)
    _check_fraction("beta2", beta2)

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


def clip_by_global_norm(grads: Tree, max_norm: float) -> tuple[Tree, float]:
    """Scale all gradients by one factor so that their norm is at most `max_norm`.

    Returns the gradients and the norm before clipping (Pascanu et al. 2013).
    """
    _check_positive("max_norm", max_norm)
    norm = global_norm(grads)
    if not norm > max_norm:
        return grads, norm
    return tree_map(lambda g: (g * (max_norm / norm)).astype(g.dtype), grads), norm


def _check_positive(name: str, value: float) -> None:
    if not value > 0:
        raise ValueError(f"{name} must be positive, got {value}")


def _check_fraction(name: str, value: float) -> None:
    if not 0 <= value < 1:
        raise ValueError(f"{name} must lie in [0, 1), got {value}")
