"""Compare two results, which may be numbers, arrays, strings or trees of them."""

import numpy as np

from ..tree import tree_items

NESTED = tuple | list | dict


def same(got, expected, rtol):
    """True if both have one form, and no entry differs by rtol times the largest."""
    if isinstance(expected, NESTED):
        return _same_parts(got, expected, rtol)
    try:
        got, expected = np.asarray(got), np.asarray(expected)
    except ValueError:  # a ragged list is no array
        return False
    if got.shape != expected.shape:
        return False
    if is_numeric(got) and is_numeric(expected):
        return _close(widened(got), widened(expected), rtol)
    same_kind = got.dtype.kind == expected.dtype.kind
    return same_kind and (got.dtype.kind == "O" or bool(np.all(got == expected)))


def _close(got, expected, rtol):
    largest = np.max(np.abs(expected[np.isfinite(expected)]), initial=0)
    with np.errstate(invalid="ignore"):  # infinity less infinity
        close = np.abs(got - expected) <= rtol * largest
    return bool(
        np.all(close | (got == expected) | (np.isnan(got) & np.isnan(expected)))
    )


def widened(array):
    """Numbers as float64 or complex128, so that they can be subtracted."""
    return array.astype(np.result_type(array.dtype, np.float64))


def _same_parts(got, expected, rtol):
    if not isinstance(got, NESTED) or parts(got) != parts(expected):
        return False
    pairs = zip(children(got), children(expected), strict=True)
    return all(same(a, b, rtol) for a, b in pairs)


def is_numeric(array):
    """True for arrays of numbers, not of strings or objects."""
    return array.dtype.kind in "iufcb"


def parts(tree):
    """What two trees of one form share: the keys, or the number of parts."""
    return list(tree) if isinstance(tree, dict) else len(tree)


def children(tree):
    """The parts themselves, in order."""
    return list(tree.values()) if isinstance(tree, dict) else list(tree)


def leaves(tree):
    """The (name, array) pairs of a result; a single array has the name ""."""
    pairs = ((name, np.asarray(leaf)) for name, leaf in tree_items(tree))
    return [(name, widened(a) if is_numeric(a) else a) for name, a in pairs]


def describe(arguments):
    """The arguments in one short line: small ones as they are, arrays as shapes."""
    return "(" + ", ".join(_brief(argument) for argument in arguments) + ")"


def _brief(argument):
    if isinstance(argument, np.ndarray) and argument.ndim:
        return f"array of shape {argument.shape}"
    if hasattr(argument, "_fields"):
        return type(argument).__name__
    if callable(argument):
        return getattr(argument, "__name__", "a function")
    text = f"{argument:.4g}" if isinstance(argument, float) else repr(argument)
    return text if len(text) <= 40 else type(argument).__name__
