"""The book's moving figures: what each stores and what its page must show."""

from . import (
    cliff,
    lag,
    lag_cells,
    learning_rate,
    lstm_step,
    temperature,
    unrolled,
)
from .explorable import Explorable

EXPLORABLES = (
    unrolled.EXPLORABLE,
    learning_rate.EXPLORABLE,
    lag.EXPLORABLE,
    lag_cells.EXPLORABLE,
    lstm_step.EXPLORABLE,
    temperature.EXPLORABLE,
    cliff.EXPLORABLE,
)

__all__ = ["EXPLORABLES", "Explorable"]
