"""Truncated backpropagation through time: which part of the past a gradient hears.

Two forms serve every cell. `truncated` walks back over a bounded number of steps.
`scaled` walks back over all of them, and multiplies the gradient at each *seam*, the
place between two steps, by a factor: zero cuts it, one lets it pass.
"""

import numpy as np

from .cells import Cell
from .tree import Tree, tree_map, zeros_like


def truncated(cell: Cell, params: Tree, xs, state: Tree, dhs, k1: int, k2: int) -> Tree:
    """Every k1 steps, walk back over the last k2: the sum of the gradients.

    xs (T, B, D), dhs (T, B, H): what the loss of each step sends to its own state.
    A loss counts once, in the walk that starts at the end of its block of k1 steps.
    The states in front of a walk are those of the whole sequence: they are carried.

    Raises ValueError unless 1 <= k1 <= k2.
    """
    if not 1 <= k1 <= k2:
        raise ValueError(f"k1 and k2 must be 1 <= k1 <= k2, got {k1} and {k2}")
    states = carried(cell, params, xs, state)
    grads = zeros_like(params)
    for block in range(0, len(xs), k1):
        start, end = max(0, block + k1 - k2), min(block + k1, len(xs))
        _, last, cache = cell.forward(params, xs[start:end], states[start])
        new = np.array(dhs[start:end])
        new[: max(0, block - start)] = 0  # these losses have had their walk
        walk = cell.backward(params, cache, new, zeros_like(last))  # nothing from later
        grads = tree_map(np.add, grads, walk[0])
    return grads


def carried(cell: Cell, params: Tree, xs, state: Tree) -> list[Tree]:
    """The states in front of each step, and the last one: T + 1 of them."""
    states = [state]
    for x_t in xs:
        states.append(cell.step(params, x_t, states[-1]))
    return states


def scaled(cell: Cell, params: Tree, xs, state: Tree, dhs, factors) -> Tree:
    """BPTT in which the gradient is multiplied by factors[t] at seam t.

    xs (T, B, D), dhs (T, B, H), factors (T-1,), or (T-1, B) for each sequence its own.
    Seam t lies between steps t and t + 1 (counted from 0). Ones give the full gradient.

    Raises ValueError unless there is one factor, or row of factors, for each seam.
    """
    if len(factors) != len(xs) - 1:
        raise ValueError(f"factors must have {len(xs) - 1} rows, got {len(factors)}")
    caches, grads = [], zeros_like(params)
    for x_t in xs:
        _, state, cache = cell.forward(params, x_t[None], state)
        caches.append(cache)
    dstate = zeros_like(state)
    for t in reversed(range(len(xs))):
        new, _, dstate = cell.backward(params, caches[t], dhs[t : t + 1], dstate)
        grads = tree_map(np.add, grads, new)
        dstate = times(dstate, factors[t - 1]) if t else dstate
    return grads


def times(dstate: Tree, factor) -> Tree:
    """Every leaf (B, H) of a state's gradient times one factor, or one a sequence."""
    return tree_map(lambda leaf: leaf * np.asarray(factor)[..., None], dstate)


def window_factors(T: int, K: int) -> np.ndarray:
    """Zero at every K-th seam, one elsewhere: (T-1,)."""
    if min(T, K) < 1:
        raise ValueError(f"T and K must be at least 1, got {T} and {K}")
    return np.where(np.arange(1, T) % K == 0, 0.0, 1.0)


def random_factors(rng: np.random.Generator, shape, p: float) -> np.ndarray:
    """Zero with probability p, else 1 / (1 - p), so that the mean is one."""
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    return np.where(rng.random(shape) < p, 0.0, 1 / (1 - p))


def by_coins(cell: Cell, params: Tree, xs, state: Tree, dhs, rng, p: float) -> Tree:
    """BPTT that cuts each sequence at each seam with probability p: right on average.

    xs (T, B, D), dhs (T, B, H). What passes a seam is enlarged by 1 / (1 - p).
    """
    T, B = np.shape(xs)[:2]
    factors = random_factors(rng, (T - 1, B), p)
    return scaled(cell, params, xs, state, dhs, factors)
