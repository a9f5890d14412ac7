"""Compare gradients from a backward pass with finite differences, entry by entry."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .tree import Tree, tree_items, tree_leaves, tree_map

FLOOR = 1e-12  # two gradients whose norms sum to less than this count as equal


def numerical_gradient(f: Callable, x: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """(f(x + eps e_i) - f(x - eps e_i)) / (2 eps) for every entry i of x.

    The error is O(eps^2) from the formula and O(1e-16 / eps) from rounding.
    """
    x = np.array(x, dtype=np.float64)
    gradient = np.empty_like(x)
    for i in np.ndindex(x.shape):
        here = x[i]
        x[i] = here + eps
        above = f(x)
        x[i] = here - eps
        gradient[i] = (above - f(x)) / (2 * eps)
        x[i] = here
    return gradient


def complex_step_gradient(f: Callable, x: np.ndarray, eps: float = 1e-30) -> np.ndarray:
    """Im f(x + i eps e_k) / eps for every entry k of x: no difference, no rounding.

    `f` must be analytic and take complex x: abs, a norm or a cast to float drops the
    imaginary part. Raises ValueError if the result is real; where only a part of `f`
    drops it, the gradient is wrong without a word.
    """
    x = np.array(x, dtype=np.complex128)
    gradient = np.empty(x.shape)
    for k in np.ndindex(x.shape):
        here = x[k]
        x[k] = here + 1j * eps
        value = f(x)
        if not np.iscomplexobj(value):
            raise ValueError("f must return a complex number for complex x")
        gradient[k] = np.imag(value) / eps
        x[k] = here
    return gradient


def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """||a - b|| / max(||a|| + ||b||, 1e-12), between 0 (equal) and 1."""
    scale = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(np.subtract(a, b)) / max(scale, FLOOR))


class GradientRow(NamedTuple):
    """One array's verdict."""

    name: str
    shape: tuple[int, ...]
    error: float  # relative error of the whole array
    cosine: float  # of the angle between the two gradients
    worst: tuple[int, ...]  # index of the entry that differs most
    worst_error: float  # how much it differs, against the largest entry
    ok: bool


class GradientReport(NamedTuple):
    """All rows, and the tolerance they were held against. Prints as a table."""

    rows: tuple[GradientRow, ...]
    tol: float

    @property
    def ok(self) -> bool:
        """True if every array agrees."""
        return all(row.ok for row in self.rows)

    def __repr__(self) -> str:
        width = max(len(row.name) for row in self.rows)
        return "\n".join(_verdict(row, self.tol, width) for row in self.rows)


def _verdict(row: GradientRow, tol: float, width: int) -> str:
    start = f"{row.name:<{width}}  {row.shape!s:<12}"
    if row.ok:
        return f"{start} agrees, error < {tol:.0e}"
    return (
        f"{start} WRONG: error {row.error:.1e}, cosine {row.cosine:.2f}, "
        f"worst at {row.worst}"
    )


def check_gradients(
    f: Callable[[Tree], float],
    tree: Tree,
    grads: Tree,
    tol: float = 1e-7,
    eps: float = 1e-5,
) -> GradientReport:
    """Compare `grads` with central differences of `f` at `tree`, one row an array.

    Parameters
    ----------
    f : function from a tree like `tree` to a scalar.
    tree : arrays in float64; put inputs and initial states in it beside the parameters.
    grads : a tree of the same structure and shapes: what the backward pass returned.
    tol : an array passes if its relative error is below `tol` and so is the difference
        of its worst entry, measured against its largest entry: one wrong entry in
        ten thousand fails.
    eps : the step of the differences.

    Returns
    -------
    GradientReport : `.rows`, `.ok`, and a table when printed.

    Raises
    ------
    ValueError : if a gradient's shape differs, an array is not float64, or there are
        no arrays.
    """
    leaves = [np.array(leaf) for leaf in tree_leaves(tree)]
    if not leaves:
        raise ValueError("there is nothing to check: the tree has no arrays")
    rows = []
    for i, (name, grad) in enumerate(tree_items(_matched(tree, grads))):
        _check_leaf(name, leaves[i], grad)

        def moved(x, i=i):
            return f(_rebuild(tree, leaves[:i] + [x] + leaves[i + 1 :]))

        rows.append(
            _compare(name, grad, numerical_gradient(moved, leaves[i], eps), tol)
        )
    return GradientReport(tuple(rows), tol)


def _matched(tree: Tree, grads: Tree) -> Tree:
    """The gradients as arrays, after a check that the trees have one structure."""
    return tree_map(lambda _, g: np.asarray(g), tree, grads)


def _rebuild(tree: Tree, leaves: list[np.ndarray]) -> Tree:
    remaining = iter(leaves)
    return tree_map(lambda _: next(remaining), tree)


def _check_leaf(name: str, leaf: np.ndarray, grad: np.ndarray) -> None:
    if leaf.dtype != np.float64:
        raise ValueError(f"{name} must be float64 to be checked, got {leaf.dtype}")
    if grad.shape != leaf.shape:
        raise ValueError(
            f"the gradient of {name} must have shape {leaf.shape}, got {grad.shape}"
        )


def _compare(name, grad, numerical, tol) -> GradientRow:
    error = relative_error(grad, numerical)
    difference = np.abs(grad - numerical)
    worst = tuple(map(int, np.unravel_index(difference.argmax(), grad.shape)))
    largest = max(np.abs(grad).max(), np.abs(numerical).max(), FLOOR)
    worst_error = float(difference.max() / largest)
    norms = np.linalg.norm(grad) * np.linalg.norm(numerical)
    cosine = float(np.vdot(grad, numerical) / norms) if norms else float(error == 0)
    ok = bool(error < tol and worst_error < tol)
    return GradientRow(name, grad.shape, error, cosine, worst, worst_error, ok)
