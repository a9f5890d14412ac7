"""What the sums of momentum and Adam hold, and what they do to a penalty."""

import numpy as np

from ..grading import Exercise, Mistake

age_at = Exercise(
    lambda beta, part: np.log(part) / np.log(beta),
    (
        Mistake(
            lambda beta, part: np.log(beta) / np.log(part),
            "Upside down: solve beta^j = part for j.",
        ),
        Mistake(
            lambda beta, part: 1 / (1 - beta),
            "That is the approximate time constant: it fits part = 1/e only.",
        ),
        Mistake(
            lambda beta, part: -1 / np.log(beta),
            "That is the time constant. Where is the part?",
        ),
        Mistake(
            lambda beta, part: -np.log(part) / (1 - beta),
            "1/(1 - beta) is only near the time constant: be exact.",
        ),
        Mistake(
            lambda beta, part: -np.log(part) / np.log(beta),
            "An age is positive: both logarithms are negative.",
        ),
        Mistake(
            lambda beta, part: np.log(part / (1 - beta)) / np.log(beta),
            "The weight of a gradient in v is beta^j, without a factor 1 - beta.",
        ),
    ),
    lambda rng: (float(rng.uniform(0.5, 0.999)), float(rng.uniform(0.01, 0.8))),
)


def _adam_move(gs, lr, beta1, beta2, eps, *, ages=None, powers=None, root=np.sqrt):
    n = len(gs)
    ages = np.arange(n)[::-1] if ages is None else ages
    first, second = powers or (1 - beta1**n, 1 - beta2**n)
    m = (1 - beta1) * np.sum(beta1**ages * gs) / first
    v = (1 - beta2) * np.sum(beta2**ages * gs**2) / second
    return -lr * m / (root(v) + eps)


def _counted_from_zero(gs, lr, beta1, beta2, eps):
    powers = 1 - beta1 ** (len(gs) - 1), 1 - beta2 ** (len(gs) - 1)
    return _adam_move(gs, lr, beta1, beta2, eps, powers=powers)


def _summed(gs, lr, beta1, beta2, eps):
    ends = range(1, len(gs) + 1)
    return sum(_adam_move(gs[:n], lr, beta1, beta2, eps) for n in ends)


def _no_means(gs, lr, beta1, beta2, eps):
    n = len(gs)
    powers = (1 - beta1) * (1 - beta1**n), (1 - beta2) * (1 - beta2**n)
    return _adam_move(gs, lr, beta1, beta2, eps, powers=powers)


def _one_corrected(gs, lr, beta1, beta2, eps, *, m):
    n = len(gs)
    powers = (1 - beta1**n, 1) if m else (1, 1 - beta2**n)
    return _adam_move(gs, lr, beta1, beta2, eps, powers=powers)


def _inside(gs, lr, beta1, beta2, eps):
    return _adam_move(gs, lr, beta1, beta2, 0.0, root=lambda v: np.sqrt(v + eps))


adam_move = Exercise(
    _adam_move,
    (
        Mistake(
            lambda *a: _adam_move(*a, powers=(1, 1)),
            "Both means started at zero: the correction for their bias is missing.",
        ),
        Mistake(
            lambda *a: _one_corrected(*a, m=True),
            "You correct the bias of m only. The mean v started at zero, too.",
        ),
        Mistake(
            lambda *a: _one_corrected(*a, m=False),
            "You correct the bias of v only. The mean m started at zero, too.",
        ),
        Mistake(
            _no_means,
            "Both are means: each sum needs its factor 1 - beta.",
        ),
        Mistake(
            lambda gs, lr, b1, b2, eps: _adam_move(gs, lr, b2, b1, eps),
            "The betas are swapped: beta1 belongs to m, beta2 to v.",
        ),
        Mistake(
            lambda gs, lr, *betas_eps: _adam_move(gs, 1.0, *betas_eps),
            "The learning rate has got lost.",
        ),
        Mistake(
            lambda gs, lr, b1, b2, eps: _adam_move(gs, lr, b1, b2, 0.0),
            "The eps is missing: it is added to the root.",
        ),
        Mistake(
            _summed,
            "That is the whole way. Only the last move is asked for.",
        ),
        Mistake(
            _counted_from_zero,
            "The first update has k = 1: after n gradients the power is n.",
        ),
        Mistake(
            lambda *a: _adam_move(*a, ages=np.arange(len(a[0]))),
            "The newest gradient has age 0. Yours is the oldest.",
        ),
        Mistake(
            _inside,
            "Your eps stands inside the root. Ours is added to it.",
        ),
        Mistake(
            lambda *a: _adam_move(*a, root=lambda v: v),
            "The root of v is missing: the step must not depend on the loss's scale.",
        ),
        Mistake(
            lambda *a: -_adam_move(*a),
            "That climbs: a move goes against the gradient.",
        ),
    ),
    lambda rng: (
        rng.normal(size=rng.integers(3, 9)),
        float(rng.uniform(0.01, 0.2)),
        float(rng.uniform(0.5, 0.9)),
        float(rng.uniform(0.6, 0.99)),
        float(rng.uniform(0.05, 0.2)),
    ),
)

shrinks_by = Exercise(
    lambda lr, mu, g: 1 - lr * mu / abs(g),
    (
        Mistake(
            lambda lr, mu, g: 1 - lr * mu,
            "That is AdamW, or sgd. In Adam the penalty is divided by a root.",
        ),
        Mistake(
            lambda lr, mu, g: 1 - lr * mu / g**2,
            "Adam divides by the root of the mean square.",
        ),
        Mistake(
            lambda lr, mu, g: 1 - lr * mu * abs(g),
            "Large gradients make the decay weaker, not stronger.",
        ),
        Mistake(
            lambda lr, mu, g: lr * mu / abs(g),
            "That is the part that is lost. The factor is what remains.",
        ),
        Mistake(
            lambda lr, mu, g: 1 - lr * mu / (2 * abs(g)),
            "The gradient of mu/2 theta^2 is mu theta: the half is gone.",
        ),
        Mistake(
            lambda lr, mu, g: 1 - lr * mu / g,
            "Here g may be negative, but a root is not: take its size.",
        ),
        Mistake(
            lambda lr, mu, g: 1 - mu / abs(g),
            "The learning rate has got lost.",
        ),
    ),
    lambda rng: (
        float(rng.uniform(0.001, 0.1)),
        float(rng.uniform(0.01, 0.5)),
        float(rng.choice([-1, 1]) * rng.uniform(2, 20)),
    ),
)
