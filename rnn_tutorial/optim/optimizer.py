"""What every optimiser is."""

from collections.abc import Callable
from typing import NamedTuple


class Optimizer(NamedTuple):
    """Two pure functions, and no state of its own."""

    init: Callable  # params -> state
    update: Callable  # grads, state, params -> params, state
