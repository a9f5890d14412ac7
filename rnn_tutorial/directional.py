"""One derivative along one direction: all parameters checked by two evaluations.

A direction is a tree of the parameters' form. For a standard normal direction v and a
gradient that is wrong by e, the difference of the two slopes is normal too, with mean
zero and standard deviation ||e||: it is small by chance only.
"""

from collections.abc import Callable

import numpy as np

from .gradcheck import FLOOR
from .tree import Tree, global_norm, to_vector, tree_items, tree_map


def random_direction(rng: np.random.Generator, tree: Tree) -> Tree:
    """A standard normal number for every entry of `tree`."""
    return tree_map(lambda leaf: rng.standard_normal(np.shape(leaf)), tree)


def directional_derivative(f: Callable, tree: Tree, v: Tree, eps=1e-5) -> float:
    """(f(tree + eps v) - f(tree - eps v)) / (2 eps), a number."""
    above = tree_map(lambda x, v: x + eps * v, tree, v)
    below = tree_map(lambda x, v: x - eps * v, tree, v)
    return float((f(above) - f(below)) / (2 * eps))


def direction_error(f: Callable, tree: Tree, grads: Tree, v: Tree, eps=1e-5) -> float:
    """|sum(grads * v) - slope of f along v| / ||grads||: two evaluations of f."""
    slope = to_vector(tree_map(np.multiply, grads, v)).sum()
    difference = slope - directional_derivative(f, tree, v, eps)
    return float(abs(difference) / max(global_norm(grads), FLOOR))


def array_errors(
    f: Callable, tree: Tree, grads: Tree, rng: np.random.Generator
) -> dict[str, float]:
    """`direction_error` with one array moved at a time: {name: error}."""
    v = random_direction(rng, tree)
    names = [name for name, _ in tree_items(tree)]
    return {n: direction_error(f, tree, only(grads, n), only(v, n)) for n in names}


def only(tree: Tree, name: str) -> Tree:
    """`tree` with zeros in every array but the one of this name."""
    items = tree_items(tree)
    return tree_map(lambda leaf: np.multiply(leaf, next(items)[0] == name), tree)
