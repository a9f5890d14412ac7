"""The book's moving figures: what each stores and what its page must show."""

from . import lag, learning_rate, temperature, unrolled
from .explorable import Explorable

EXPLORABLES = (
    unrolled.EXPLORABLE,
    learning_rate.EXPLORABLE,
    lag.EXPLORABLE,
    temperature.EXPLORABLE,
)

__all__ = ["EXPLORABLES", "Explorable"]
