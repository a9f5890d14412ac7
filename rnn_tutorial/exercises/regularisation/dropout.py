"""How fast masks wear a memory out, and a program that forgot to take them off."""

import numpy as np

from ..grading import Exercise, Mistake

noise = Exercise(
    lambda p, T: (1 - p) ** -T - 1,
    (
        Mistake(
            lambda p, T: (1 - p) ** -T,
            "That is the mean of the square. A variance subtracts the squared mean.",
        ),
        Mistake(
            lambda p, T: T * p / (1 - p),
            "Variances add for sums. Here the masks are multiplied: what multiplies?",
        ),
        Mistake(
            lambda p, T: (p / (1 - p)) ** T,
            "The variance of a product is no product of variances. The means of the "
            "squares multiply.",
        ),
        Mistake(
            lambda p, T: (1 - p) ** T * (1 - (1 - p) ** T),
            "That is a product of zeros and ones. These masks are scaled up.",
        ),
        Mistake(
            lambda p, T: (1 - p) ** (-2 * T) - 1,
            "The square is (1 - p)**(-2T), but only with probability (1 - p)**T.",
        ),
        Mistake(
            lambda p, T: np.sqrt((1 - p) ** -T - 1),
            "That is the standard deviation, the root of the variance. Square it.",
        ),
        Mistake(
            lambda p, T: p / (1 - p),
            "That is the variance of one mask. T of them multiply.",
        ),
        Mistake(
            lambda p, T: (1 - p) ** (1 - 2 * T) - 1,
            "That is one mask, T times the same. Here each is new.",
        ),
        Mistake(
            lambda p, T: (1 - p) ** -T * p,
            "With probability 1 - (1 - p)**T the product is zero: that counts, too.",
        ),
        Mistake(
            lambda p, T: p**-T - 1,
            "p is the share that is dropped. The kept share is 1 - p.",
        ),
    ),
    lambda rng: (float(rng.uniform(0.05, 0.4)), int(rng.integers(2, 12))),
)

which_program = Exercise(
    "A",
    (
        Mistake(
            "B",
            "Without the factor the network is scored at another scale: worse, but "
            "the same each time.",
        ),
        Mistake(
            "C",
            "New masks at each step spoil the training. The score, which has no mask, "
            "would repeat.",
        ),
        Mistake(
            "D",
            "Another seed gives other parameters. Here the parameters are the same.",
        ),
    ),
)
