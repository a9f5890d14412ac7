"""The graded exercises of the chapter on the LSTM."""

from .arrays import parameters, reordered
from .one_step import step_backward
from .slips import kept, mended, unsquashed_backward

__all__ = [
    "kept",
    "mended",
    "parameters",
    "reordered",
    "step_backward",
    "unsquashed_backward",
]
