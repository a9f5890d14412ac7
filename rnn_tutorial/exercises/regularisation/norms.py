"""The gradient of layer norm, and of a norm that leaves the mean alone."""

import numpy as np

from ..grading import Exercise, Mistake, sizes


def _mean(a):
    return a.mean(axis=1, keepdims=True)


def _normalised(rng, centred):
    B, H = sizes(rng, 2, smallest=3)
    x, dy = rng.normal(size=(2, B, H))
    x = 2 * x + 1
    x = x - _mean(x) if centred else x
    scale = 1 / np.sqrt(_mean(x * x))
    return x * scale, scale, rng.normal(size=H), dy


def _dx(dn, n, mean, along, axis=1):
    """Layer norm's dx / scale, with these factors of its two terms."""
    means = (a.mean(axis=axis, keepdims=True) for a in (dn, dn * n))
    return dn - mean * next(means) - along * n * next(means)


layer_norm_dx = Exercise(
    lambda n, scale, gain, dy: (
        scale * (gain * dy - _mean(gain * dy) - n * _mean(gain * dy * n))
    ),
    (
        Mistake(
            lambda n, scale, gain, dy: scale * gain * dy,
            "Mean and variance depend on x, too: two terms are missing.",
        ),
        Mistake(
            lambda n, scale, gain, dy: scale * (gain * dy - n * _mean(gain * dy * n)),
            "The mean that is subtracted depends on every entry: where is its term?",
        ),
        Mistake(
            lambda n, scale, gain, dy: scale * (gain * dy - _mean(gain * dy)),
            "The root depends on every entry: the term along n is missing.",
        ),
        Mistake(
            lambda n, scale, gain, dy: scale * (dy - _mean(dy) - n * _mean(dy * n)),
            "The gain is missing: the gradient at n is gain * dy.",
        ),
        Mistake(
            lambda n, scale, gain, dy: (
                scale * gain * (dy - _mean(dy) - n * _mean(dy * n))
            ),
            "The gain comes last in the forward pass, so first here: inside the means.",
        ),
        Mistake(
            lambda n, scale, gain, dy: (
                gain * dy - _mean(gain * dy) - n * _mean(gain * dy * n)
            ),
            "The factor scale is missing: the forward pass divides by the root.",
        ),
        Mistake(
            lambda n, scale, gain, dy: (
                scale * (gain * dy - _mean(gain * dy) - _mean(gain * dy * n))
            ),
            "The last term points along n: a factor n is missing.",
        ),
        Mistake(
            lambda n, scale, gain, dy: (
                scale
                * (
                    gain * dy
                    - (gain * dy).sum(1, keepdims=True)
                    - n * (gain * dy * n).sum(1, keepdims=True)
                )
            ),
            "These are sums over the row. Both terms are means: divide by H.",
        ),
        Mistake(
            lambda n, scale, gain, dy: (
                scale * (gain * dy - (gain * dy).mean() - n * (gain * dy * n).mean())
            ),
            "The means run over one row each: axis=-1, keepdims=True.",
        ),
        Mistake(
            lambda n, scale, gain, dy: _dx(gain * dy, n, 1, 1) / scale,
            "scale is one over the root already: multiply by it.",
        ),
        Mistake(
            lambda n, scale, gain, dy: scale * _dx(gain * dy, n, 1, -1),
            "The part along n is subtracted, not added.",
        ),
        Mistake(
            lambda n, scale, gain, dy: scale * _dx(gain * dy, n, -1, 1),
            "The mean is subtracted, not added.",
        ),
        Mistake(
            lambda n, scale, gain, dy: scale * _dx(gain * dy, n, -1, -1),
            "Both terms are subtracted, not added.",
        ),
        Mistake(
            lambda n, scale, gain, dy: scale * _dx(gain * dy, n, 1, 1, axis=0),
            "The means run over a row, not the batch: axis=-1.",
        ),
    ),
    lambda rng: _normalised(rng, centred=True),
)

rms_norm_dx = Exercise(
    lambda n, scale, gain, dy: scale * (gain * dy - n * _mean(gain * dy * n)),
    (
        Mistake(
            lambda n, scale, gain, dy: (
                scale * (gain * dy - _mean(gain * dy) - n * _mean(gain * dy * n))
            ),
            "This is layer norm's. No mean is subtracted here, so its term goes.",
        ),
        Mistake(
            lambda n, scale, gain, dy: scale * gain * dy,
            "The root depends on x, too: the term along n is missing.",
        ),
        Mistake(
            lambda n, scale, gain, dy: scale * (dy - n * _mean(dy * n)),
            "The gain is missing: the gradient at n is gain * dy.",
        ),
        Mistake(
            lambda n, scale, gain, dy: scale * gain * (dy - n * _mean(dy * n)),
            "The gain belongs inside the mean as well.",
        ),
        Mistake(
            lambda n, scale, gain, dy: gain * dy - n * _mean(gain * dy * n),
            "The factor scale is missing: the forward pass divides by the root.",
        ),
        Mistake(
            lambda n, scale, gain, dy: (
                scale * (gain * dy - n * (gain * dy * n).sum(1, keepdims=True))
            ),
            "That is a sum over the row. The term is a mean: divide by H.",
        ),
        Mistake(
            lambda n, scale, gain, dy: scale * (gain * dy - _mean(gain * dy * n)),
            "The last term points along n: a factor n is missing.",
        ),
        Mistake(
            lambda n, scale, gain, dy: _dx(gain * dy, n, 0, 1) / scale,
            "scale is one over the root already: multiply by it.",
        ),
        Mistake(
            lambda n, scale, gain, dy: scale * _dx(gain * dy, n, 0, -1),
            "The part along n is subtracted, not added.",
        ),
        Mistake(
            lambda n, scale, gain, dy: scale * _dx(gain * dy, n, 0, 1, axis=0),
            "The mean runs over a row, not the batch: axis=-1.",
        ),
        Mistake(
            lambda n, scale, gain, dy: scale * _dx(gain * dy, n / scale, 0, 1),
            "The last term has n twice, not x = n / scale.",
        ),
    ),
    lambda rng: _normalised(rng, centred=False),
)
