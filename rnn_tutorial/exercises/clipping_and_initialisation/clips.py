"""What clipping does to a direction and to a step, and which threshold to take."""

import numpy as np

from ..grading import Exercise, Mistake, sizes

two_arrays = Exercise(
    "B",
    (
        Mistake(
            "A", "One factor for both would keep it. Here each has its own factor."
        ),
        Mistake("C", "The long array is cut the most. Whose share grows by that?"),
        Mistake("D", "Both factors are positive: no angle reaches a right one."),
    ),
)


def _norms(rng):
    (m,) = sizes(rng, 1)
    norms = rng.uniform(0.2, 6, size=m)
    return norms, float(rng.uniform(0.3, 0.9) * norms.max())


def _cosine(a, b):
    return np.sum(a * b) / np.sqrt(np.sum(a**2) * np.sum(b**2))


cosine_per_array = Exercise(
    lambda n, c: _cosine(n, np.minimum(n, c)),
    (
        Mistake(
            lambda n, c: (
                np.sum(n * np.minimum(n, c)) / (np.sum(n) * np.sum(np.minimum(n, c)))
            ),
            "Lengths do not add up: each long norm is the root of a sum of squares.",
        ),
        Mistake(
            lambda n, c: (
                np.sum(n * np.minimum(n, c))
                / np.sum(n**2)
                / np.sum(np.minimum(n, c) ** 2)
            ),
            "You divide by the squared norms: two roots are missing.",
        ),
        Mistake(
            lambda n, c: np.sum(n) / np.sqrt(len(n) * np.sum(n**2)),
            "That gives every array the norm max_norm, and lengthens short ones.",
        ),
        Mistake(
            lambda n, c: _cosine(n, np.minimum(1, c / n)),
            "Those are the factors f_i. The clipped array has the norm f_i n_i.",
        ),
        Mistake(
            lambda n, c: np.sum(n * np.minimum(n, c)) / np.sum(n**2),
            "You divide by the first norm twice. The clipped gradient has its own.",
        ),
        Mistake(
            lambda n, c: np.sqrt(np.sum(np.minimum(n, c) ** 2) / np.sum(n**2)),
            "That is the ratio of the two norms, not the cosine of their angle.",
        ),
        Mistake(
            lambda n, c: 1.0,
            "That is the global norm's cosine. Here each array has its own factor.",
        ),
    ),
    _norms,
)


def _clipped(g, max_norm):
    return g * min(1.0, max_norm / np.linalg.norm(g))


def _step(rng):
    """Gradients above the bound, and some below it."""
    (n,) = sizes(rng, 1)
    g = rng.normal(size=n) * 4
    return (
        rng.normal(size=n) * 3,
        g,
        float(rng.uniform(0.1, 0.9)),
        float(rng.choice([0.3, 0.5, 0.8, 1.7]) * np.linalg.norm(g)),
    )


mended_step = Exercise(
    lambda theta, g, lr, c: theta - lr * _clipped(g, c),
    (
        Mistake(
            lambda theta, g, lr, c: theta - lr * g,
            "The colleague's bug is still in it: the update uses the old gradient.",
        ),
        Mistake(
            lambda theta, g, lr, c: theta - lr * g * c / np.linalg.norm(g),
            "You lengthen a short gradient as well: the factor is at most one.",
        ),
        Mistake(
            lambda theta, g, lr, c: theta - lr * g * max(1.0, c / np.linalg.norm(g)),
            "You scale the short gradients up and leave the long ones: min, not max.",
        ),
        Mistake(
            lambda theta, g, lr, c: theta - lr * g * min(1.0, np.linalg.norm(g) / c),
            "The factor is upside down: the bound stands above, the norm below.",
        ),
        Mistake(
            lambda theta, g, lr, c: _clipped(theta - lr * g, c),
            "You clip the parameters. It is the gradient that may be too long.",
        ),
        Mistake(
            lambda theta, g, lr, c: theta - _clipped(lr * g, c),
            "You clip the step lr * g. The bound max_norm is the gradient's.",
        ),
        Mistake(
            lambda theta, g, lr, c: theta - lr * np.clip(g, -c, c),
            "You clip each entry by its value: that turns the gradient.",
        ),
        Mistake(
            lambda theta, g, lr, c: theta + lr * _clipped(g, c),
            "You climb: the update goes against the gradient.",
        ),
        Mistake(
            lambda theta, g, lr, c: theta - _clipped(g, c),
            "The learning rate has got lost.",
        ),
    ),
    _step,
)


threshold_for = Exercise(
    lambda norms, share: np.quantile(norms, 1 - share),
    (
        Mistake(
            lambda norms, share: np.quantile(norms, share),
            "That clips all but this share. Which quantile do the others reach?",
        ),
        Mistake(
            lambda norms, share: (1 - share) * norms.max(),
            "One spike decides the largest norm. Sort the norms, and count.",
        ),
        Mistake(
            lambda norms, share: np.percentile(norms, 1 - share),
            "np.percentile counts to a hundred; np.quantile counts to one.",
        ),
        Mistake(
            lambda norms, share: np.percentile(norms, share),
            "np.percentile counts to a hundred, and the clipped share lies above.",
        ),
        Mistake(
            lambda norms, share: norms.mean(),
            "The mean knows nothing of the share. Sort the norms.",
        ),
        Mistake(
            lambda norms, share: np.median(norms),
            "The median clips one half, whatever the share.",
        ),
    ),
    lambda rng: (rng.lognormal(size=41), float(rng.choice([0.05, 0.1, 0.2, 0.3]))),
)
