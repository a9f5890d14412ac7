"""Layer normalisation: each row gets mean 0 and variance 1, then a scale of its own.

n = (x - mean) / sqrt(variance + eps), y = gain n + bias, over the last axis.
"""

from typing import NamedTuple

import numpy as np

EPS = 1e-5  # keeps a row of equal numbers finite


class LayerNorm(NamedTuple):
    """Parameters of y = gain n + bias; gradients have the same type."""

    gain: np.ndarray  # (H,)
    bias: np.ndarray  # (H,)


def layer_norm_init(size: int, dtype=np.float64) -> LayerNorm:
    """Gain one and bias zero: at first, y is n."""
    if size < 1:
        raise ValueError(f"size must be at least 1, got {size}")
    return LayerNorm(np.ones(size, dtype), np.zeros(size, dtype))


def layer_norm_forward(params: LayerNorm, x):
    """y = gain (x - mean) / sqrt(variance + eps) + bias. x (..., H) -> y, cache.

    Mean and variance run over the last axis (Ba, Kiros & Hinton 2016).
    """
    gain, bias = params
    if np.shape(x)[-1:] != gain.shape:
        raise ValueError(f"x must have {len(gain)} columns, got shape {np.shape(x)}")
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = (centred * centred).mean(axis=-1, keepdims=True)
    scale = 1 / np.sqrt(variance + EPS)  # (..., 1)
    n = centred * scale
    return gain * n + bias, (n, scale)


def layer_norm_backward(params: LayerNorm, cache, dy):
    """dx = scale (dn - mean(dn) - n mean(dn n)), dn = gain dy -> grads, dx (..., H)."""
    n, scale = cache
    dn = params.gain * dy
    dx = dn - dn.mean(axis=-1, keepdims=True)  # a shift of x changes nothing
    dx -= n * (dn * n).mean(axis=-1, keepdims=True)  # nor does (nearly) a stretch
    rows = tuple(range(dy.ndim - 1))
    return LayerNorm((dy * n).sum(axis=rows), dy.sum(axis=rows)), scale * dx
