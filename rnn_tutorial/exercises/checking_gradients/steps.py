"""Exercises on steps: the best one, the complex one, one along a direction."""

from functools import wraps

import numpy as np

from ..grading import Exercise, Mistake, sizes

best_step = Exercise(
    lambda c, r, p, q: (q * r / (p * c)) ** (1 / (p + q)),
    (
        Mistake(
            lambda c, r, p, q: (r / (p * c)) ** (1 / (p + 1)),
            "That is the chapter's step, for q = 1: here rounding grows faster.",
        ),
        Mistake(
            lambda c, r, p, q: (r / c) ** (1 / (p + q)),
            "There the two errors are equal. Where is their sum smallest?",
        ),
        Mistake(
            lambda c, r, p, q: (r / (p * c)) ** (1 / (p + q)),
            "The derivative of eps**-q brings a factor down, as that of eps**p does.",
        ),
        Mistake(
            lambda c, r, p, q: (q * r / (p * c)) ** (1 / (p + 1)),
            "The root is of another degree: collect the powers of eps on one side.",
        ),
        Mistake(
            lambda c, r, p, q: q * r / (p * c),
            "That is a power of the step: a root is still to be taken.",
        ),
        Mistake(
            lambda c, r, p, q: (p * c / (q * r)) ** (1 / (p + q)),
            "Upside down: more rounding asks for a larger step, not a smaller one.",
        ),
    ),
    lambda rng: (
        float(rng.uniform(0.1, 9)),
        float(rng.uniform(1e-9, 1e-7)),
        *sizes(rng, 2),
    ),
)


def _function(rng):
    return (np.tanh, np.sin, np.exp)[rng.integers(100) % 3]


complex_slope = Exercise(
    lambda f, x: np.imag(f(x + 1e-30j)) / 1e-30,
    (
        Mistake(
            lambda f, x: np.imag(f(x + 1e-30j)),
            "The imaginary part is eps times the slope: divide by eps.",
        ),
        Mistake(
            lambda f, x: f(x + 1e-30j) / 1e-30,
            "The real part, which is f(x), is still in it: the slope is the imaginary "
            "part alone.",
        ),
        Mistake(
            lambda f, x: np.imag(f(x + 1e-30j)) / 1e-30j,
            "Divide by eps itself, a real number: the imaginary part has no i in it.",
        ),
        Mistake(
            lambda f, x: f(x),
            "The real part is the value f(x). The slope sits in the imaginary part.",
        ),
        Mistake(
            lambda f, x: 0.0,
            "x + 1e-30 is x, so nothing moves. Step along the imaginary axis.",
        ),
        Mistake(
            lambda f, x: np.imag(f(x + 1e-5j)) / 1e-5,
            "The step is too long: nothing is subtracted, so take it tiny.",
        ),
        Mistake(
            lambda f, x: (f(x + 1e-5) - f(x - 1e-5)) / 2e-5,
            "A difference loses digits. Step along the imaginary axis, not the real.",
        ),
    ),
    lambda rng: (_function(rng), float(rng.uniform(0.2, 1.2))),
    rtol=1e-12,
)


def sum_of_cosines(x):
    """cos x_1 + cos x_2 + ..., a number."""
    return np.cos(x).sum()


def sum_of_products(x):
    """1 + x_1 x_2 + x_2 x_3 + ..., a number."""
    return 1 + (x[1:] * x[:-1]).sum()


def on_line(f, x, v):
    """f, but only at real points x + s v: a directional check asks for no other."""

    @wraps(f)
    def along(point):
        off = point - x
        part = np.vdot(v, off) / np.vdot(v, v) * v
        if np.iscomplexobj(off) or not np.allclose(off, part, atol=0):
            raise ValueError("run f at real points x + s v: two of them are enough")
        return f(point)

    return along


def _along(rng):
    """Close to a flat place: the slope is small there, and the curvature is not."""
    (n,) = sizes(rng, 1)
    f = (sum_of_cosines, sum_of_products)[rng.integers(2)]
    x, v = rng.normal(scale=1e-3, size=n), rng.normal(size=n)
    return on_line(f, x, v), x, v


def _central(f, x, v, eps=1e-5):
    return (f(x + eps * v) - f(x - eps * v)) / (2 * eps)


slope_along = Exercise(
    _central,
    (
        Mistake(
            lambda f, x, v: 2 * _central(f, x, v),
            "Twice too large: the two points lie two steps apart.",
        ),
        Mistake(
            lambda f, x, v: _central(f, x, v / np.linalg.norm(v)),
            "You made v shorter. The slope along v grows with the length of v.",
        ),
        Mistake(
            lambda f, x, v: (f(x + 1e-5 * v) - f(x)) / 1e-5,
            "That is a forward difference: where the slope is small, its error "
            "(eps / 2) f'' is not. Step to both sides.",
        ),
        Mistake(
            lambda f, x, v: (f(x) - f(x - 1e-5 * v)) / 1e-5,
            "That is a backward difference, one-sided as the forward one: "
            "step to both sides.",
        ),
        Mistake(
            lambda f, x, v: _central(f, x, v, 1e-3),
            "The step is too long: the formula drops eps^2 / 6 of the third "
            "derivative, and that shows. Where does the cube root put it?",
        ),
        Mistake(
            lambda f, x, v: (f(x + v) - f(x - v)) / 2,
            "The step is v itself, far too long: move by eps * v.",
        ),
        Mistake(
            lambda f, x, v: -_central(f, x, v),
            "The sign is wrong: the point ahead of x comes first.",
        ),
    ),
    _along,
)
