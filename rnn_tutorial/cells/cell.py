"""What a model needs to know of a cell: a named tuple of functions.

A *state* is an array (B, H) in the plain cell and the GRU, and a named tuple of two in
the LSTM. Gradients of a state have its form.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..tree import Tree, tree_items, tree_leaves


class Cell(NamedTuple):
    """Each cell's module documents the shapes; xs is (T, B, D), hs is (T, B, H)."""

    name: str
    init: Callable  # rng, input_size, hidden_size, dtype -> params
    initial_state: Callable  # params, batch_size -> state
    step: Callable  # params, x_t, state -> the next state
    project: Callable  # params, xs -> the inputs' part of every sum
    project_backward: Callable  # params, xs, das -> dW_xh, db_h, dxs
    scan_forward: Callable  # params, projected, state -> hs, last state, cache
    scan_backward: Callable  # params, cache, dhs, dstate -> d_recurrent, das, dstate_0
    gradients: Callable  # dW_xh, d_recurrent, db_h -> gradients in the form of params
    forward: Callable  # params, xs, state -> hs, last state, cache
    backward: Callable  # params, cache, dhs, dstate -> grads, dxs, dstate_0
    directions: int = 1  # hs is directions * H wide


def joined(
    name,
    init,
    initial_state,
    step,
    project,
    project_backward,
    scan_forward,
    scan_backward,
    gradients,
) -> Cell:
    """A cell whose forward and backward join its projection and its scan."""

    def forward(params, xs, state):
        check_inputs(xs, params)
        check_state("state", state, initial_state(params, xs.shape[1]))
        hs, last, cache = scan_forward(params, project(params, xs), state)
        return hs, last, (xs, hs, last, cache)

    def backward(params, cache, dhs, dstate):
        xs, hs, last, scan_cache = cache
        check_state("dhs", dhs, hs)
        check_state("dstate", dstate, last)
        d_recurrent, das, dstate_0 = scan_backward(params, scan_cache, dhs, dstate)
        dW_xh, db_h, dxs = project_backward(params, xs, das)
        return gradients(dW_xh, d_recurrent, db_h), dxs, dstate_0

    scan = project, project_backward, scan_forward, scan_backward, gradients
    return Cell(name, init, initial_state, step, *scan, forward, backward)


def joined_methods(name: str, pieces, directions: int) -> Cell:
    """The cell whose functions are methods of `pieces`, named as in Cell."""
    functions = [getattr(pieces, field) for field in Cell._fields[1:9]]
    return joined(name, *functions)._replace(directions=directions)


def check_inputs(xs, params: Tree) -> None:
    """Raise ValueError unless xs is (T >= 1, B, D); the first parameter has D rows."""
    D = len(tree_leaves(params)[0])
    if np.ndim(xs) != 3 or xs.shape[-1] != D or not len(xs):
        raise ValueError(f"xs must have shape (T >= 1, B, {D}), got {np.shape(xs)}")


def check_state(name: str, state: Tree, like: Tree) -> None:
    """Raise ValueError, naming the array, unless `state` has the shapes of `like`."""
    expected = [(n, leaf.shape) for n, leaf in tree_items(like, name)]
    got = [(n, np.shape(leaf)) for n, leaf in tree_items(state, name)]
    if len(got) != len(expected):
        raise ValueError(
            f"{name} must be a {type(like).__name__}, got {len(got)} arrays"
        )
    for (part, shape), (_, found) in zip(expected, got, strict=True):
        if found != shape:
            raise ValueError(f"{part} must have shape {shape}, got {found}")
