"""What can be wrong with arrays from outside; every message names the array."""

import numpy as np

from ..cells.gru_reset_before import GRUBeforeParams
from .structure import Kind, kind_of_cell


def check_kind(kind: Kind, allowed, framework: str) -> Kind:
    """The kind itself. Raises ValueError, with the reason, if it has no port."""
    if kind.cell in allowed:
        return kind
    names = ", ".join(cell.name for cell in allowed)
    if kind.params is GRUBeforeParams:
        names += "; its GRU resets after the product"
    raise ValueError(f"{framework} has no {kind.cell.name}, only {names}")


def checked_kind(cell, allowed, framework: str) -> Kind:
    """The entry of `cell`, if the framework has such a cell."""
    return check_kind(kind_of_cell(cell), allowed, framework)


def checked(name: str, array, shape: tuple) -> np.ndarray:
    """The array. Raises ValueError unless it has the shape; None is any size."""
    array = np.asarray(array)
    sizes = zip(array.shape, shape, strict=False)
    fits = array.ndim == len(shape) and all(n is None or m == n for m, n in sizes)
    if not fits or 0 in array.shape:
        expected = ", ".join("any" if n is None else str(n) for n in shape)
        raise ValueError(f"{name} must have shape ({expected}), got {array.shape}")
    if array.dtype.kind != "f":
        raise ValueError(f"{name} must hold floats, got {array.dtype}")
    return array


def checked_state(arrays, n_axes: int) -> list[np.ndarray]:
    """h, or h and c. Raises ValueError unless they have n_axes and the same shape."""
    first = checked("state", arrays[0], n_axes * (None,))
    return [checked("state", array, first.shape) for array in arrays]


def check_names(given, required, optional=()) -> None:
    """Raise ValueError for the first name that is missing or unknown."""
    for name in required:
        if name not in given:
            raise ValueError(f"{name} is missing; got {', '.join(map(str, given))}")
    for name in given:
        if name not in required and name not in optional:
            known = ", ".join([*required, *optional])
            raise ValueError(f"{name} is not known here; expected {known}")


def check_settings(settings: dict, expected: dict, framework: str) -> None:
    """Raise ValueError if a setting of the layer is not what the cell computes."""
    for name, value in expected.items():
        if name in settings and settings[name] != value:
            raise ValueError(
                f"{framework}'s {name} must be {value!r}, got {settings[name]!r}"
            )
