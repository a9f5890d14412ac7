"""Dropout: zero some numbers at random, and scale up the others.

y = m x, where an entry of the mask m is 0 with probability p, else 1 / (1 - p). So the
mean of m is 1, and a trained network is used as it is: without a mask.
"""

import numpy as np


def dropout_mask(
    rng: np.random.Generator, shape: tuple[int, ...], rate: float, dtype=np.float64
) -> np.ndarray:
    """Entries 0 with probability `rate`, else 1 / (1 - rate): mean one.

    Raises ValueError unless 0 <= rate < 1.
    """
    if not 0 <= rate < 1:
        raise ValueError(f"rate must lie in [0, 1), got {rate}")
    kept = rng.random(shape) >= rate
    return (kept / (1 - rate)).astype(dtype)


def dropout_forward(x: np.ndarray, mask: np.ndarray):
    """y = m x. x (..., H), a mask that broadcasts to it -> y (..., H), cache.

    With xs (T, B, H) and a mask (B, H), each sequence has one mask for all its steps
    (Gal & Ghahramani 2016). Raises ValueError if the mask does not fit.
    """
    _check_fits(mask, x)
    return x * mask, mask


def dropout_backward(cache, dy: np.ndarray) -> np.ndarray:
    """dx = m dy, with the mask of the forward pass: dy (..., H) -> dx (..., H)."""
    mask = cache
    return dy * mask


def _check_fits(mask, x) -> None:
    shape, mask_shape = np.shape(x), np.shape(mask)
    try:
        fits = np.broadcast_shapes(shape, mask_shape) == shape
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(f"mask must broadcast to {shape}, got shape {mask_shape}")
