"""The gradient of the reset gate, and a line of a backward pass that is wrong."""

import numpy as np

from ...functions import sigmoid
from ..grading import Exercise, Mistake, sizes


def _gates(rng):
    B, H = sizes(rng, 2)
    dh, m = rng.normal(size=(2, B, H))
    r, z = rng.uniform(0.1, 0.9, size=(2, B, H))
    return dh, r, z, rng.uniform(-0.9, 0.9, size=(B, H)), m


reset_gradient = Exercise(
    lambda dh, r, z, n, m: dh * (1 - z) * (1 - n**2) * m * r * (1 - r),
    (
        Mistake(
            lambda dh, r, z, n, m: dh * (1 - z) * (1 - n**2) * m,
            "That is the gradient at r. The sum lies behind the sigmoid.",
        ),
        Mistake(
            lambda dh, r, z, n, m: dh * (1 - z) * (1 - n**2) * r * (1 - r),
            "What does r multiply? The product rule leaves that other factor: m.",
        ),
        Mistake(
            lambda dh, r, z, n, m: dh * (1 - z) * m * r * (1 - r),
            "The slope of tanh is missing: m stands inside it.",
        ),
        Mistake(
            lambda dh, r, z, n, m: dh * z * (1 - n**2) * m * r * (1 - r),
            "z weighs the old state. The candidate n has the weight 1 - z.",
        ),
        Mistake(
            lambda dh, r, z, n, m: dh * (1 - n**2) * m * r * (1 - r),
            "The candidate has only the weight 1 - z in h_t.",
        ),
        Mistake(
            lambda dh, r, z, n, m: dh * (1 - z) * (1 - n**2) * m * (1 - r**2),
            "That is the slope of tanh. r comes out of a sigmoid.",
        ),
        Mistake(
            lambda dh, r, z, n, m: (
                dh * (1 - z) * (1 - np.tanh(n) ** 2) * m * r * (1 - r)
            ),
            "n has been through tanh already: its slope is 1 - n**2.",
        ),
        Mistake(
            lambda dh, r, z, n, m: dh * (1 - z) * (1 - n**2) * m * (1 - r),
            "The slope of the sigmoid is r * (1 - r), not 1 - r.",
        ),
        Mistake(
            lambda dh, r, z, n, m: dh * (1 - z) * (1 - n**2) * m * r * r * (1 - r),
            "r stands once too often: the slope r * (1 - r) already has it.",
        ),
        Mistake(
            lambda dh, r, z, n, m: (
                dh * (1 - z) * (1 - n**2) * m * sigmoid(r) * (1 - sigmoid(r))
            ),
            "r has been through the sigmoid already: its slope is r * (1 - r).",
        ),
        Mistake(
            lambda dh, r, z, n, m: dh * (1 - z) * (1 - n**2) * r,
            "That is the gradient at m. Here it is the other factor, r, that moves.",
        ),
    ),
    _gates,
)


wrong_line = Exercise(
    "C",
    (
        Mistake(
            "A", "A is right: n has the weight 1 - z, and tanh the slope 1 - n**2."
        ),
        Mistake("B", "B is right: h_t moves by h_prev - n if z moves by one."),
        Mistake("D", "D is right: dh z is the direct way, and ds passes the product."),
    ),
)
