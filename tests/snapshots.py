"""What was drawn or drawn at random, as plain numbers, beside what is recorded of it.

A test hands its values to `as_recorded`. With RECORD=1 in the environment the file is
written anew instead: `make snapshots`. Whoever changes a figure or an exercise on
purpose does that, and reads in the difference what changed.
"""

import json
import os
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).with_name("recorded")
LINE = 88  # characters
RTOL, ATOL = 1e-6, 1e-9  # results of short sums differ less between processors


def plain(value):
    """Text and numbers, nested; an array as its shape and two sums over its entries."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, np.ndarray | np.generic):
        return _array(np.asarray(value))
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return getattr(value, "__name__", type(value).__name__)


def _array(array):
    if array.dtype.kind not in "biufc":
        return array.tolist()
    parts = [np.real(array), *([np.imag(array)] if np.iscomplexobj(array) else [])]
    sums = [_sums(part.astype(float).ravel()) for part in parts]
    return [str(array.dtype), list(array.shape), *sums]


def _sums(entries):
    """The sum, and one in which each place has its own weight."""
    weights = 1 + np.arange(len(entries)) % 7 + np.arange(len(entries)) / 100
    known = np.where(np.isfinite(entries), entries, -17.0)
    return [float(known.sum()), float(known @ weights)]


def same(a, b) -> bool:
    """Equal, numbers up to rounding."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return bool(np.isclose(a, b, RTOL, ATOL, equal_nan=True))
    return a == b


def in_lines(value) -> str:
    """JSON, with as much on a line as fits into one."""
    text = json.dumps(value)
    if len(text) <= LINE or not isinstance(value, list | dict):
        return text
    if isinstance(value, list):
        return "[\n" + ",\n".join(map(in_lines, value)) + "\n]"
    parts = (f"{json.dumps(key)}: {in_lines(part)}" for key, part in value.items())
    return "{\n" + ",\n".join(parts) + "\n}"


def as_recorded(name: str, key: str, value) -> None:
    """Fail unless the value is the one recorded in `name`.json under the key."""
    file, got = FOLDER / f"{name}.json", json.loads(json.dumps(plain(value)))
    recorded = _read(file)
    if os.environ.get("RECORD"):
        values = dict(sorted({**recorded, key: got}.items()))
        file.write_text(in_lines(values) + "\n", encoding="utf-8")
        return
    assert key in recorded, f"{key} is not in {file.name}: run `make snapshots`"
    assert same(got, recorded[key]), f"{key} is not what {file.name} has of it"


def _read(file):
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
