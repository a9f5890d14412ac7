"""Detectors for what no gradient check sees: each asks for what must not change."""

import numpy as np

from ..tree import to_vector


def positions_agree(pairs) -> bool:
    """Number the symbols, two a step: each target must be its input plus two."""
    inputs, targets = pairs(np.arange(8).reshape(4, 2))
    return np.array_equal(targets, inputs + 2)


def steps_of(step, gradients) -> list[float]:
    """The steps that an optimiser takes for gradients given one after the other."""
    steps, m, v = [], 0.0, 0.0
    for n, g in enumerate(gradients, start=1):
        change, m, v = step(g, m, v, n)
        steps.append(float(change))
    return steps


def kept_direction(clip) -> float:
    """The cosine between a gradient of unequal arrays and its clipped form."""
    grads = np.array([3.0, 0.0]), np.array([0.0, 40.0])
    before, after = to_vector(grads), to_vector(clip(grads, 5.0))
    return float(before @ after / np.linalg.norm(before) / np.linalg.norm(after))


def padded_losses(loss, logits, targets) -> tuple[float, float]:
    """A batch's loss, and that of the batch with as many steps of padding behind it."""
    mask = np.ones(targets.shape)
    longer = (np.concatenate([part, part]) for part in (logits, targets))
    padding = np.concatenate([mask, 0 * mask])
    return float(loss(logits, targets, mask)), float(loss(*longer, padding))
