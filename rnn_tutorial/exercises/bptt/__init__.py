"""Exercises of chapter 3: walk back through time, mend it, change it, cut it up."""

from .copies import copies_gradient
from .learned import learned_gradient
from .recurrent import recurrent_gradient
from .skip import skip_gradients
from .stretches import checkpointed
from .trace import trace

__all__ = [
    "checkpointed",
    "copies_gradient",
    "learned_gradient",
    "recurrent_gradient",
    "skip_gradients",
    "trace",
]
