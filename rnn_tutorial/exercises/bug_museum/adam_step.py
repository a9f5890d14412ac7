"""The second step of Adam in closed form."""

import numpy as np

from ..grading import Exercise, Mistake


def _second_step(beta1, beta2):
    return beta1 / (1 + beta1) / np.sqrt(beta2 / (1 + beta2))


def _plain_second_step(beta1, beta2):
    return beta1 * (1 - beta1) / np.sqrt(beta2 * (1 - beta2))


second_step = Exercise(
    _second_step,
    (
        Mistake(
            _plain_second_step,
            "Both means lack their bias correction: divide by one minus beta squared.",
        ),
        Mistake(
            lambda beta1, beta2: _second_step(beta2, beta1),
            "The betas have changed places: beta1 belongs to the mean of gradients.",
        ),
        Mistake(
            lambda beta1, beta2: 1.0,
            "That is the first step. The second gradient is zero, not one.",
        ),
        Mistake(
            lambda beta1, beta2: beta1 / (1 + beta1) / (beta2 / (1 + beta2)),
            "The mean of the squares stands under a root.",
        ),
        Mistake(
            lambda beta1, beta2: beta1 / np.sqrt(beta2),
            "You corrected by one minus beta. At the second step it is beta squared.",
        ),
        Mistake(
            lambda beta1, beta2: -_second_step(beta1, beta2),
            "The sign: give the step's size, a positive number of learning rates.",
        ),
    ),
    lambda rng: tuple(map(float, rng.uniform(0.3, 0.95, size=2))),
)
