"""Parameters are trees: named tuples, tuples and lists with arrays at the leaves.

`tree_map` applies a function to every leaf and is all the machinery the package needs:
an optimiser written with it works for every model.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

Tree = Any  # an array, or a (named) tuple, list or dict of trees


def tree_map(f: Callable, tree: Tree, *others: Tree) -> Tree:
    """Apply `f` to matching leaves; the result has the structure of `tree`."""
    if not isinstance(tree, tuple | list | dict):
        return f(tree, *others)
    _check_same_structure(tree, others)
    if isinstance(tree, dict):
        return {k: tree_map(f, v, *(o[k] for o in others)) for k, v in tree.items()}
    branches = [tree_map(f, *parts) for parts in zip(tree, *others, strict=True)]
    return type(tree)(*branches) if hasattr(tree, "_fields") else type(tree)(branches)


def _check_same_structure(tree: Tree, others: tuple) -> None:
    keys = tree.keys() if isinstance(tree, dict) else len(tree)
    for other in others:
        same = type(other) is type(tree) and keys == (
            other.keys() if isinstance(tree, dict) else len(other)
        )
        if not same:
            raise ValueError(f"trees differ: {_describe(tree)} and {_describe(other)}")


def _describe(tree: Tree) -> str:
    size = f" of {len(tree)}" if isinstance(tree, tuple | list | dict) else ""
    return type(tree).__name__ + size


def tree_items(tree: Tree, prefix: str = "") -> Iterator[tuple[str, np.ndarray]]:
    """Yield (name, leaf) pairs, such as ("cell.W_hh", array of shape (H, H))."""
    if not isinstance(tree, tuple | list | dict):
        yield prefix, tree
        return
    if isinstance(tree, dict):
        names, branches = tree.keys(), tree.values()
    else:
        names, branches = getattr(tree, "_fields", range(len(tree))), tree
    for name, branch in zip(names, branches, strict=True):
        yield from tree_items(branch, f"{prefix}.{name}" if prefix else str(name))


def tree_leaves(tree: Tree) -> list[np.ndarray]:
    """The arrays of a tree, in a fixed order."""
    return [leaf for _, leaf in tree_items(tree)]


def to_vector(tree: Tree) -> np.ndarray:
    """All leaves, one behind the other, as one long vector (N,)."""
    return np.concatenate([np.ravel(leaf) for leaf in tree_leaves(tree)])


def zeros_like(tree: Tree) -> Tree:
    """A tree of the same shapes and dtypes, filled with zeros."""
    return tree_map(np.zeros_like, tree)


def global_norm(tree: Tree) -> float:
    """The Euclidean norm of all leaves, seen as one long vector."""
    return float(np.sqrt(sum(np.vdot(leaf, leaf).real for leaf in tree_leaves(tree))))
