"""Say what is wrong with the form of a result: its type, its parts, its shapes."""

import numpy as np

from .compare import NESTED, children, describe, is_numeric, parts


def wrong_form(case):
    """What is wrong with the form of a result: its type, its shape; or ""."""
    return _form(case.got, case.expected, "Your result", describe(case.arguments))


def _form(got, expected, name, call):
    if isinstance(expected, NESTED):
        return _nested_form(got, expected, name, call)
    if isinstance(got, NESTED) and np.ndim(expected) == 0:
        return f"{name} is a {type(got).__name__}; one value is wanted."
    if _several(got, expected):
        return f"{name} is a tuple of {len(got)}; one array is wanted."
    try:
        got, expected = np.asarray(got), np.asarray(expected)
    except ValueError:
        return f"{name} is no single array: its rows have different lengths."
    return _array_form(got, expected, name, call)


def _nested_form(got, expected, name, call):
    if not isinstance(got, NESTED):
        return f"{name} must be {_wanted_tree(expected)}, not {_kind(got)}."
    if parts(got) != parts(expected):
        return f"{name} has {_parts(got)}; wanted are {_parts(expected)}."
    names = getattr(expected, "_fields", None) or list(_keys(expected))
    rows = zip(names, children(got), children(expected), strict=True)
    found = (_form(g, e, _path(name, n), call) for n, g, e in rows)
    return next((problem for problem in found if problem), "")


def _several(got, expected):
    """True for a tuple of arrays that is no list of the rows of one array."""
    if not isinstance(got, tuple) or not any(map(_is_array, got)):
        return False
    rows = [row for row in got if _is_array(row) or np.isscalar(row)]
    return {(len(got), *np.shape(row)) for row in rows} != {np.shape(expected)}


def _is_array(value):
    return isinstance(value, np.ndarray)


def _wanted_tree(tree):
    """A named tuple counts as a tuple: the answer may be either."""
    kind = next(k for k in (tuple, list, dict) if isinstance(tree, k)).__name__
    things = " arrays" if all(map(_is_array, children(tree))) else ""
    return f"a {kind} of {len(tree)}{things}"


def _path(name, part):
    """Part 1.hidden.W of a result is the entry W of the entry hidden of part 1."""
    return f"{name}.{part}" if name.startswith("Part") else f"Part {part}"


def _parts(tree):
    return f"{len(tree)} parts" + (f" {list(tree)}" if isinstance(tree, dict) else "")


def _keys(tree):
    return tree if isinstance(tree, dict) else range(len(tree))


def _kind(value):
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _array_form(got, expected, name, call):
    if is_numeric(expected) and not is_numeric(got):
        kind = "text" if got.dtype.kind == "U" else got.dtype
        return f"{name} holds {kind}, not numbers."
    if got.shape != expected.shape:
        return f"{name} has the shape {got.shape} for {call}; it needs " + _wanted(
            got.shape, expected.shape
        )
    if np.iscomplexobj(got) and not np.iscomplexobj(expected):
        return f"{name} is complex; it must be real."
    if is_numeric(got) and not np.all(np.isfinite(got)):
        return f"{name} holds nan or infinity for {call}."
    if got.ndim and got.dtype.kind in "iu" and _has_decimals(expected):
        return (
            f"{name} holds whole numbers only. An array made for integers cuts off "
            "the decimals of what is written into it."
        )
    return ""


def _has_decimals(array):
    return array.dtype.kind == "f" and bool(np.any(array[np.isfinite(array)] % 1))


def _wanted(got, expected):
    if expected == ():
        return "to be one number."
    if got == expected[::-1]:
        return f"{expected}: is it transposed?"
    if sorted(got) == sorted(expected):
        return f"{expected}: are two axes swapped?"
    if np.prod(got) == np.prod(expected):
        return f"{expected}: the number of entries is right."
    return f"{expected}."
