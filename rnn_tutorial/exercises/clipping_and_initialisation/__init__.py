"""The graded exercises of the chapter on clipping and initialisation."""

from .clips import cosine_per_array, mended_step, threshold_for, two_arrays
from .formulas import output_scale, wall_bias

__all__ = [
    "cosine_per_array",
    "mended_step",
    "output_scale",
    "threshold_for",
    "two_arrays",
    "wall_bias",
]
