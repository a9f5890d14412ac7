"""Clipping, array by array, and said to be that of the whole gradient."""

from ...tree import global_norm, tree_map


def clip(grads, max_norm):
    """Shorten the gradient to max_norm, if it is longer; keep its direction."""
    return tree_map(lambda g: g * max_norm / max(global_norm(g), max_norm), grads)
