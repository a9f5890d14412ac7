"""Formulas to derive: where the wall stands, and the scale of an output layer."""

import numpy as np

from ...functions import sigmoid
from ..grading import Exercise, Mistake


def _sigma(x):
    return float(sigmoid(np.array(x)))


wall_bias = Exercise(
    lambda w, a_0: a_0 - w * _sigma(a_0),
    (
        Mistake(
            lambda w, a_0: 0.5 - w * _sigma(0.5),
            "That is the wall of a_0 = 0.5 only. Which state must stay where it is?",
        ),
        Mistake(
            lambda w, a_0: w * _sigma(a_0) - a_0,
            "The sign is wrong: solve a_0 = w s(a_0) + b for b.",
        ),
        Mistake(
            lambda w, a_0: a_0 + w * _sigma(a_0),
            "The sign of the second term is wrong: w s(a_0) changes sides.",
        ),
        Mistake(
            lambda w, a_0: -w * _sigma(a_0),
            "That is the wall of the state zero. Here a_0 must stay where it is.",
        ),
        Mistake(
            lambda w, a_0: a_0 - w * a_0,
            "The sigmoid is missing: the unit multiplies s(a), not a, by w.",
        ),
        Mistake(
            lambda w, a_0: a_0 - w * _sigma(a_0) * (1 - _sigma(a_0)),
            "That takes the slope of the sigmoid. A fixed point needs its value.",
        ),
        Mistake(
            lambda w, a_0: _sigma(a_0) - w * a_0,
            "State and sigmoid have changed places: the state is a_0, not s(a_0).",
        ),
    ),
    lambda rng: (float(rng.uniform(2, 8)), float(rng.uniform(-1, 2))),
)

output_scale = Exercise(
    lambda excess, H, q: np.sqrt(2 * excess / (H * q)),
    (
        Mistake(
            lambda excess, H, q: 2 * excess / (H * q),
            "That is the variance of the entries. Their scale is its root.",
        ),
        Mistake(
            lambda excess, H, q: np.sqrt(excess / (H * q)),
            "The excess is s^2 / 2, not s^2: a factor of two is missing.",
        ),
        Mistake(
            lambda excess, H, q: np.sqrt(2 * excess),
            "That is the spread s of the logits. Which entries of W_hy give it?",
        ),
        Mistake(
            lambda excess, H, q: np.sqrt(2 * excess / H),
            "The states are smaller than one: their mean square q is missing.",
        ),
        Mistake(
            lambda excess, H, q: np.sqrt(2 * excess / q),
            "A logit sums H terms: H is missing.",
        ),
        Mistake(
            lambda excess, H, q: np.sqrt(2 * excess) / (H * q),
            "The root belongs over H and q, too.",
        ),
    ),
    lambda rng: (
        float(rng.uniform(0.01, 0.5)),
        int(rng.integers(8, 300)),
        float(rng.uniform(0.05, 0.9)),
    ),
)
