"""Backpropagation that keeps few states: gradient checkpointing, for every cell.

The forward pass keeps the state in front of each stretch of steps, and nothing else.
The backward pass computes each stretch once more, from the last to the first. (The
files that training saves are another thing: see `checkpoint`.)
"""

from collections.abc import Callable

import numpy as np

from .cells import Cell
from .tree import Tree, tree_leaves, tree_map, zeros_like


def forward(cell: Cell, params: Tree, xs, state: Tree, every: int):
    """Keep the state in front of every stretch of `every` steps -> kept, last state.

    Raises ValueError unless `every` is at least 1.
    """
    if every < 1:
        raise ValueError(f"every must be at least 1, got {every}")
    kept = []
    for start in range(0, len(xs), every):
        kept.append(tree_map(np.copy, state))  # a view would keep its whole stretch
        _, state, _ = cell.forward(params, xs[start : start + every], state)
    return kept, state


def backward(
    cell: Cell,
    params: Tree,
    xs,
    kept: list[Tree],
    every: int,
    dhs_of: Callable,
    dstate: Tree,
):
    """The gradients of the whole sequence -> grads, dxs (T, B, D), dstate_0.

    Parameters
    ----------
    kept : the states of `forward`, with the same `every`.
    dhs_of : function of a slice of steps and their hs; returns their dhs.
    dstate : the gradient at the last state.

    Raises
    ------
    ValueError : if there is not one kept state for each stretch.
    """
    if len(kept) != -(-len(xs) // every):
        raise ValueError(f"kept has {len(kept)} states, which do not fit xs and every")
    grads, dxs = zeros_like(params), np.empty_like(xs)
    for n in reversed(range(len(kept))):
        steps = slice(n * every, (n + 1) * every)
        hs, _, cache = cell.forward(params, xs[steps], kept[n])
        dhs = dhs_of(steps, hs)
        new, dxs[steps], dstate = cell.backward(params, cache, dhs, dstate)
        grads = tree_map(np.add, grads, new)
    return grads, dxs, dstate


def live_bytes(tree: Tree, beside: Tree = ()) -> int:
    """Bytes of the memory that the arrays of `tree` keep alive, each block once.

    A view keeps the whole array that it looks into. Blocks of `beside` do not count.
    """
    blocks = {id(root): root for root in map(owner, tree_leaves(tree))}
    without = {id(owner(leaf)) for leaf in tree_leaves(beside)}
    return sum(root.nbytes for key, root in blocks.items() if key not in without)


def owner(array: np.ndarray) -> np.ndarray:
    """The array that owns the memory `array` looks into: itself, if it is no view."""
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array
