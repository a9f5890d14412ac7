"""The graded exercises of the chapter on vanishing gradients."""

import numpy as np

from ..functions import sigmoid
from .grading import Exercise, Mistake, sizes

threshold = Exercise(
    lambda w: np.sqrt(1 - 1 / w),
    (
        Mistake(lambda w: 1 - 1 / w, "That is the square of the state: take the root."),
        Mistake(
            lambda w: np.sqrt(1 / w),
            "There the slope 1 - h**2 is 1 - 1/w. The slope itself must be 1/w.",
        ),
        Mistake(lambda w: 1 / w, "That is the slope that is wanted. Which h has it?"),
        Mistake(
            lambda w: np.arctanh(np.sqrt(1 - 1 / w)),
            "That is the pre-activation. The state is its tanh.",
        ),
    ),
    lambda rng: (float(rng.uniform(1.1, 4)),),
)


def _network(rng):
    T, H = sizes(rng, 2)
    return rng.normal(size=(H, H)), rng.uniform(0.1, 0.9, size=(T, H))


def _jacobians(slope, transposed=True, rows=True):
    """Jacobians with this slope: right ones if transposed and the rows are scaled."""

    def jacobians(W_hh, hs):
        W = W_hh.T if transposed else W_hh
        slopes = slope(hs)
        return (slopes[:, :, None] if rows else slopes[:, None, :]) * W

    return jacobians


def _usual_jacobian_mistakes(slope):
    return (
        Mistake(
            _jacobians(slope, transposed=False),
            "W_hh stands the wrong way round: entry (i, j) is d h_t,i / d h_(t-1),j.",
        ),
        Mistake(
            _jacobians(slope, rows=False),
            "The slope of unit i multiplies row i. Yours multiplies the columns.",
        ),
        Mistake(
            _jacobians(slope, transposed=False, rows=False),
            "This is the transpose of each Jacobian: rows are new states, columns old.",
        ),
        Mistake(_jacobians(np.ones_like), "The slope of the activation is missing."),
    )


logistic_jacobians = Exercise(
    _jacobians(lambda h: h * (1 - h)),
    (
        Mistake(
            _jacobians(lambda h: 1 - h**2),
            "That is the slope of tanh. The logistic function has s (1 - s).",
        ),
        Mistake(
            _jacobians(lambda h: sigmoid(h) * (1 - sigmoid(h))),
            "hs has been through the logistic function already.",
        ),
        *_usual_jacobian_mistakes(lambda h: h * (1 - h)),
    ),
    _network,
)

mended_jacobians = Exercise(
    _jacobians(lambda h: 1 - h**2),
    (
        Mistake(
            _jacobians(lambda h: 1 - np.tanh(h) ** 2),
            "The colleague's bug is still in it. Which function made hs?",
        ),
        Mistake(
            _jacobians(lambda h: 1 - h), "The slope of tanh is 1 - h**2: a square."
        ),
        *_usual_jacobian_mistakes(lambda h: 1 - h**2),
    ),
    _network,
)

twenty_factors = Exercise(
    "C",
    (
        Mistake("A", "Radii multiply for powers of one matrix, and here are two."),
        Mistake("B", "So do the powers of A alone. Which matrix is repeated here?"),
        Mistake(
            "D", "A transpose is no inverse: a factor and its mirror stretch alike."
        ),
    ),
)


def _gradients(rng):
    a, b, c = sizes(rng, 3)
    grads = [rng.normal(size=(a, b)), rng.normal(size=c)]
    return grads, float(rng.uniform(0.3, 12))


def _norm(grads):
    return np.sqrt(sum(np.sum(g**2) for g in grads))


def _clipped(norm):
    """Clip all arrays by one factor, for a way to measure their norm."""
    return lambda grads, c: [g * min(1.0, c / norm(grads)) for g in grads]


clip_all = Exercise(
    _clipped(_norm),
    (
        Mistake(
            lambda grads, c: [g * min(1.0, c / np.linalg.norm(g)) for g in grads],
            "You clip each array by its own norm: that turns the whole gradient.",
        ),
        Mistake(
            lambda grads, c: [np.clip(g, -c, c) for g in grads],
            "You clip each entry by its value. Scale all entries by one factor.",
        ),
        Mistake(
            lambda grads, c: [g * c / _norm(grads) for g in grads],
            "You also lengthen short gradients: the factor is never above one.",
        ),
        Mistake(
            _clipped(lambda grads: _norm(grads) ** 2),
            "You divide by the squared norm: a root is missing.",
        ),
        Mistake(
            _clipped(lambda grads: sum(np.linalg.norm(g) for g in grads)),
            "Norms do not add up. Add the squares of all entries, then take the root.",
        ),
        Mistake(
            _clipped(lambda grads: np.linalg.norm(grads[0])),
            "You measure the first array only. The norm is that of all entries.",
        ),
        Mistake(
            lambda grads, c: [g * min(1.0, _norm(grads) / c) for g in grads],
            "The ratio is upside down: a long gradient must be multiplied by c / norm.",
        ),
        Mistake(
            lambda grads, c: [g / _norm(grads) for g in grads],
            "This sets the norm to one, whatever max_norm is.",
        ),
    ),
    _gradients,
)


def _logit(f):
    return np.log(f / (1 - f))


bias_for = Exercise(
    lambda n: _logit(0.5 ** (1 / n)),
    (
        Mistake(lambda n: 0.5 ** (1 / n), "That is f. Which bias b gives this gate?"),
        Mistake(
            lambda n: _logit(0.5**n),
            "You took the n-th power of one half. What f has, taken n times, gives it?",
        ),
        Mistake(
            lambda n: _logit(0.5 / n),
            "In Python 0.5**1 / n is 0.5 / n: the exponent needs brackets.",
        ),
        Mistake(
            lambda n: sigmoid(0.5 ** (1 / n)),
            "You applied the sigmoid once more. It must be inverted.",
        ),
        Mistake(
            lambda n: -_logit(0.5 ** (1 / n)),
            "The sign is wrong: an open gate needs a positive bias.",
        ),
        Mistake(
            lambda n: _logit(np.exp(-1 / n)),
            "After n steps 1/e is left with this bias. One half is wanted.",
        ),
        Mistake(
            lambda n: _logit(1 - 0.5 / n),
            "You lose the same amount at each step. A gate keeps the same fraction.",
        ),
    ),
    lambda rng: (int(rng.integers(2, 200)),),
)
