"""Gradient clipping. Each function returns the gradients and their norm before.

The norm is the global one. Clipping never raises it, and leaves zeros alone. PyTorch's
`clip_grad_norm_` divides by norm + 1e-6; here the bound is met.

A norm that is not finite tells of an entry that is not, or whose square overflows (1e20
in float32): check it, as `train` does. If it is NaN, `clip_by_global_norm` returns the
gradients unchanged (PyTorch: all NaN). If it is infinite, finite entries become 0 and
infinite ones NaN, as in PyTorch. `clip_by_norm` does so array by array. `clip_by_value`
keeps a NaN and turns an infinity into the bound.
"""

import numpy as np

from ..tree import Tree, global_norm, tree_map
from .checks import check_positive as _check_positive


def clip_by_global_norm(grads: Tree, max_norm: float) -> tuple[Tree, float]:
    """Scale all gradients by one factor so that their norm is at most `max_norm`.

    Returns the gradients and the norm before clipping (Pascanu et al. 2013).
    """
    _check_positive("max_norm", max_norm)
    norm = global_norm(grads)
    if not norm > max_norm:
        return grads, norm
    return tree_map(lambda g: (g * (max_norm / norm)).astype(g.dtype), grads), norm


def clip_by_norm(grads: Tree, max_norm: float) -> tuple[Tree, float]:
    """Scale each array by its own factor, so that its norm is at most `max_norm`.

    The direction of all gradients together may turn.
    """
    clipped = tree_map(lambda g: clip_by_global_norm(g, max_norm)[0], grads)
    return clipped, global_norm(grads)


def clip_by_value(grads: Tree, max_value: float) -> tuple[Tree, float]:
    """Move every entry into [-max_value, max_value]. The direction may turn."""
    _check_positive("max_value", max_value)
    clipped = tree_map(lambda g: np.clip(g, -max_value, max_value), grads)
    return clipped, global_norm(grads)
