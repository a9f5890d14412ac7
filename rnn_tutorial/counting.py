"""Count what a computation asks of NumPy: calls, multiplications, bytes.

Unlike times, the counts are the same on every machine. They cover NumPy's universal
functions: arithmetic, tanh, sums, matrix products. Indexing and copying are left out.
"""

from collections.abc import Callable
from typing import NamedTuple
from unittest.mock import patch

import numpy as np

from .tree import tree_map


class Counts(NamedTuple):
    """What one computation asked for."""

    calls: int  # of universal functions
    products: int  # multiplications inside matrix products
    bytes: int  # that the calls read and wrote


def count(function: Callable, *args) -> Counts:
    """Run the function, where every array notes the calls that it takes part in.

    So do arrays that the function makes with np.empty.
    """
    notes = [Counts(0, 0, 0)]
    make = np.empty
    with patch.object(np, "empty", lambda *a, **k: noted(make(*a, **k), notes)):
        function(*tree_map(lambda leaf: noted(leaf, notes), args))
    return Counts(*(sum(column) for column in zip(*notes, strict=True)))


def noted(leaf, notes: list):
    """The same array, as one that writes to `notes`; anything else stays as it is."""
    if not isinstance(leaf, np.ndarray):
        return leaf
    view = leaf.view(Noted)
    view.notes = notes
    return view


class Noted(np.ndarray):
    """An array that notes each call it takes part in; so does what is made of it."""

    notes: list | None

    def __array_finalize__(self, source):
        """Called for every view: it writes to the same notes."""
        self.notes = getattr(source, "notes", None)

    def __array_ufunc__(self, ufunc, method, *inputs, out=(), **options):
        """Called in place of a universal function."""
        notes = next(n for x in (*inputs, *out) if (n := getattr(x, "notes", None)))
        if out:
            options["out"] = tuple(map(plain, out))
        arrays = [plain(x) for x in inputs]
        result = getattr(ufunc, method)(*arrays, **options)
        notes.append(note(ufunc, arrays, result))
        return out[0] if out else noted(result, notes)


def plain(x):
    """The array itself, without notes."""
    return x.view(np.ndarray) if isinstance(x, Noted) else x


def note(ufunc, arrays, result) -> Counts:
    """What one call asked for."""
    among = [x for x in (*arrays, result) if isinstance(x, np.ndarray)]
    products = result.size * arrays[0].shape[-1] if ufunc is np.matmul else 0
    return Counts(1, products, sum(x.nbytes for x in among))
