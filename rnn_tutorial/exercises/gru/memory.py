"""How long a gate remembers, and how large a cell may be."""

import numpy as np

from ...functions import sigmoid
from ..grading import Exercise, Mistake

half_life = Exercise(
    lambda b: np.log(0.5) / np.log(sigmoid(b)),
    (
        Mistake(
            lambda b: np.log(0.5) / np.log(1 - sigmoid(b)),
            "Here z keeps the old state. 1 - z is what Chung et al. call z.",
        ),
        Mistake(
            lambda b: np.log(0.5) * np.log(sigmoid(b)),
            "Solve z**k = 1/2 for k: one logarithm is divided by the other.",
        ),
        Mistake(
            lambda b: np.log(sigmoid(b)) / np.log(0.5),
            "The ratio is upside down: a gate near one must give a long life.",
        ),
        Mistake(
            lambda b: -1 / np.log(sigmoid(b)),
            "After that many steps 1/e is left. One half is wanted.",
        ),
        Mistake(
            lambda b: 0.5 / (1 - sigmoid(b)),
            "You lose the same amount at each step. A gate keeps the same fraction.",
        ),
        Mistake(
            lambda b: np.exp(b) * np.log(2),
            "That is what it nears for a large b. Here b may be small: solve exactly.",
        ),
        Mistake(
            lambda b: np.ceil(np.log(0.5) / np.log(sigmoid(b))),
            "Leave the number of steps as it is: do not round it up.",
        ),
        Mistake(
            lambda b: np.floor(np.log(0.5) / np.log(sigmoid(b))),
            "Leave the number of steps as it is: do not round it down.",
        ),
        Mistake(
            lambda b: 1 / (1 - sigmoid(b)),
            "That is the sum of all powers of z. Which power of z is one half?",
        ),
    ),
    lambda rng: (float(rng.uniform(-1, 6)),),
)


def _root(a, b, n):
    """The positive H with a H**2 + b H = n."""
    return (-b + np.sqrt(b * b + 4 * a * n)) / (2 * a)


def _size(D, n):
    return _root(3, 3 * D + 4, n)


gru_size = Exercise(
    _size,
    (
        Mistake(
            lambda D, n: _root(3, 3 * D + 3, n),
            "The second bias of n is not counted: H more numbers.",
        ),
        Mistake(
            lambda D, n: _root(3, 3 * D, n),
            "The biases are not counted: 3 H of them, and H inside the reset.",
        ),
        Mistake(
            lambda D, n: _root(4, 4 * D + 4, n),
            "That is the LSTM, with four gates. The GRU has three.",
        ),
        Mistake(
            lambda D, n: _root(3, 3 * D + 6, n),
            "PyTorch counts two biases for every gate. Here only n has a second one.",
        ),
        Mistake(
            lambda D, n: _root(3, 4, n), "W_xh is not counted: D rows for each gate."
        ),
        Mistake(
            lambda D, n: _root(1, D + 1, n),
            "That is the plain cell, with one block where the GRU has three.",
        ),
        Mistake(
            lambda D, n: np.floor(_size(D, n)),
            "Leave the root as it is: rounding comes after.",
        ),
        Mistake(
            lambda D, n: -_root(3, -3 * D - 4, n),
            "That is the other root of the quadratic, below zero.",
        ),
        Mistake(
            lambda D, n: (-(3 * D + 4) + np.sqrt((3 * D + 4) ** 2 + 4 * n)) / 6,
            "Under the root stands b**2 + 4 a n, and here a is 3.",
        ),
        Mistake(
            lambda D, n: np.sqrt(n / 3),
            "Only W_hh is counted. The terms that grow with H alone are missing.",
        ),
    ),
    lambda rng: (int(rng.integers(1, 9)), int(rng.integers(400, 60000))),
)
