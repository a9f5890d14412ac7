"""The eight products of the source article's training step, tried one by one."""

from collections.abc import Callable

import numpy as np


def products(x, h, dlogits, da, W_xh, W_hh, W_hy) -> dict[str, Callable]:
    """What the step multiplies, in its order: x (E,), h and da (H,), dlogits (V,).

    An outer product is added to an array of its weight's shape, as a gradient is.
    """
    return {
        "x_t by W_xh": lambda: np.dot(x, W_xh),
        "h_prev by W_hh": lambda: np.dot(h, W_hh),
        "h_t by W_hy": lambda: np.dot(h, W_hy),
        "dW_hy from dlogits, h_t": lambda: W_hy + np.outer(dlogits, h),
        "dlogits by W_hy.T": lambda: np.dot(dlogits, W_hy.T),
        "dW_hh from da_t, h_prev": lambda: W_hh + np.outer(da, h),
        "dW_xh from da_t, x_t": lambda: W_xh + np.outer(da, x),
        "da_t by W_xh.T": lambda: np.dot(da, W_xh.T),
    }


def at_sizes(V: int, E: int, H: int, out_in: bool) -> dict[str, Callable]:
    """The products with weights stored as (out, in), or else as (in, out)."""
    shapes = [(E, H), (H, H), (H, V)]
    weights = [np.zeros(shape[::-1] if out_in else shape) for shape in shapes]
    return products(np.zeros(E), np.zeros(H), np.zeros(V), np.zeros(H), *weights)


def refusal(product: Callable) -> str:
    """NumPy's message, or "" if the shapes fit."""
    try:
        product()
    except ValueError as error:
        return str(error)
    return ""
