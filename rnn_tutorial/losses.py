"""Losses: means over the predicted symbols or values, in nats where they are entropies.

A mask of zeros and ones, of the targets' shape, leaves positions out of the mean:
padding must not count.
"""

import numpy as np

from .functions import check_ids


def cross_entropy_forward(logits, targets, mask=None):
    """Mean of -log p(target). logits (..., V), targets (...) integers -> loss, cache.

    Raises ValueError for shapes that do not match, symbols outside [0, V),
    and a mask that selects nothing.
    """
    logits, targets = np.asarray(logits), np.asarray(targets)
    if logits.shape[:-1] != targets.shape:
        raise ValueError(
            f"targets must have shape {logits.shape[:-1]}, got {targets.shape}"
        )
    check_ids("targets", targets, logits.shape[-1])
    weights = _weights(targets.shape, mask, logits.real.dtype)
    z = logits - logits.real.max(axis=-1, keepdims=True)  # exp cannot overflow
    z_target = np.take_along_axis(z, targets[..., None], axis=-1)[..., 0]
    exps = np.exp(z, out=z)
    total = exps.sum(axis=-1)  # p = exps / total
    loss = (weights * (np.log(total) - z_target)).sum()
    return loss, (exps, total, targets, weights)


def cross_entropy_backward(cache, d_loss=1.0):
    """(p - one_hot(target)) / n for every predicted symbol: dlogits (..., V)."""
    exps, total, targets, weights = cache
    scale = d_loss * weights  # 1/n where the mask selects
    dlogits = exps * (scale / total)[..., None]
    rows = dlogits.reshape(-1, dlogits.shape[-1])
    rows[np.arange(len(rows)), targets.ravel()] -= scale.ravel()
    return dlogits


def mean_squared_error_forward(predictions, targets, mask=None):
    """Mean of (prediction - target)^2 over all values -> loss, cache."""
    predictions, targets = np.asarray(predictions), np.asarray(targets)
    if predictions.shape != targets.shape:
        raise ValueError(
            f"targets must have shape {predictions.shape}, got {targets.shape}"
        )
    weights = _weights(targets.shape, mask, predictions.real.dtype)
    error = predictions - targets
    return (weights * error**2).sum(), (error, weights)


def mean_squared_error_backward(cache, d_loss=1.0):
    """2 (prediction - target) / n for every value: dpredictions."""
    error, weights = cache
    return 2 * d_loss * weights * error


def _weights(shape, mask, dtype):
    """1/n at each of the n positions that count, 0 at the others."""
    mask = np.ones(shape, dtype) if mask is None else np.asarray(mask, dtype)
    if mask.shape != shape:
        raise ValueError(f"mask must have shape {shape}, got {mask.shape}")
    if not mask.any():
        raise ValueError("nothing to average: no targets, or a mask of zeros only")
    return mask / mask.sum()


def perplexity(loss: float) -> float:
    """exp(mean loss in nats): the size of a fair die that is as hard to guess."""
    return float(np.exp(loss))


def bits_per_symbol(loss: float) -> float:
    """Mean loss in nats -> bits."""
    return float(loss / np.log(2))
