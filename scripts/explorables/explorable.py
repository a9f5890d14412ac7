"""What the builder, the site and the browser's check know of a moving figure."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

MINUS = "\N{MINUS SIGN}"


class Explorable(NamedTuple):
    """One moving figure: what it stands for, what it stores and what it must show."""

    name: str  # of its JSON file and of its script
    figure: str  # the static figure whose place it takes
    build: Callable[[], dict]  # the stored runs
    draw: Callable[[np.random.Generator], dict]  # a random setting: {control: index}
    shown: Callable[[dict], dict]  # a setting -> {value: text}, computed afresh


def rounded(values, decimals: int):
    """Return an array as nested lists of rounded floats, without a negative zero."""
    return (np.round(np.asarray(values, dtype=float), decimals) + 0.0).tolist()


def text(value: float, decimals: int) -> str:
    """Return the number as the page shows it."""
    number = f"{rounded(value, decimals):.{decimals}f}"
    return number.replace("-", MINUS)
