"""The graded exercises of the chapter on gradient descent."""

import numpy as np

from ..functions import one_hot, softmax
from ..layers import linear_backward, linear_forward, linear_init
from ..losses import cross_entropy_backward, cross_entropy_forward
from .grading import Exercise, Mistake, sizes

one_step = Exercise(
    0.2,
    (
        Mistake(
            0.4, "That is the limit, or the inverse of 5/2. Which number is lambda?"
        ),
        Mistake(2.5, "Half of lambda. The factor 1 - alpha lambda must become zero."),
        Mistake(5.0, "That is lambda. The factor 1 - alpha lambda must become zero."),
    ),
    rtol=1e-3,
)


def _curvatures(rng):
    low, high = np.sort(rng.uniform(0.5, 9, size=2))
    return float(low), float(high)


best_rate = Exercise(
    lambda low, high: 2 / (low + high),
    (
        Mistake(
            lambda low, high: 2 / high,
            "That is the limit: the steep direction only changes its sign there.",
        ),
        Mistake(
            lambda low, high: 1 / high,
            "This suits the steep direction alone. The flat one can still go faster.",
        ),
        Mistake(
            lambda low, high: 1 / (low + high),
            "Half of it. Both factors have one size, but opposite signs.",
        ),
        Mistake(
            lambda low, high: 1 / np.sqrt(low * high),
            "A mean of the two, but of the wrong kind: set the two factors against "
            "each other.",
        ),
    ),
    _curvatures,
)

summed_loss = Exercise(
    "B",
    (
        Mistake(
            "A", "The minimum is the same, but the way there is not: see the step."
        ),
        Mistake("C", "The sum is larger than the mean, and so is its gradient."),
        Mistake("D", "The check compares the gradient with the loss it belongs to."),
    ),
)


def _prices(rng):
    (n,) = sizes(rng, 1)
    return rng.normal(size=n), rng.normal(size=n)


mse_backward = Exercise(
    lambda P, y: 2 * (P - y) / len(P),
    (
        Mistake(lambda P, y: 2 * (P - y), "The loss is a mean. Where is its 1/n?"),
        Mistake(lambda P, y: (P - y) / len(P), "The square leaves a factor behind."),
        Mistake(
            lambda P, y: P - y, "Two factors are missing: the square's, the mean's."
        ),
        Mistake(
            lambda P, y: 2 * (y - P) / len(P),
            "The sign is wrong: P enters as P - y. Which way must P move?",
        ),
        Mistake(
            lambda P, y: np.mean((P - y) ** 2),
            "This is the loss. Its derivative has one entry for each entry of P.",
        ),
    ),
    _prices,
)


def _two_layers(rng):
    n, D, H, V = sizes(rng, 4)
    params = {"hidden": linear_init(rng, D, H), "output": linear_init(rng, H, V)}
    return params, rng.normal(size=(n, D)), rng.integers(V, size=n)


def _joined(slope=lambda a: 1 - np.tanh(a) ** 2, scale=lambda n: 1.0):
    """Loss and gradients of linear, tanh, linear, cross-entropy, right or wrong."""

    def loss_and_grads(params, x, targets):
        a, x_cache = linear_forward(params["hidden"], x)
        z, h_cache = linear_forward(params["output"], np.tanh(a))
        loss, cache = cross_entropy_forward(z, targets)
        dz = scale(len(x)) * cross_entropy_backward(cache)
        d_output, dh = linear_backward(params["output"], h_cache, dz)
        d_hidden, _ = linear_backward(params["hidden"], x_cache, dh * slope(a))
        return loss, {"hidden": d_hidden, "output": d_output}

    return loss_and_grads


join = Exercise(
    _joined(),
    (
        Mistake(
            _joined(slope=np.ones_like),
            "`output` is right and `hidden` is not: the way back passes through tanh.",
        ),
        Mistake(
            _joined(slope=lambda a: 1 - a**2),
            "The slope of tanh is 1 - h**2, with the output h and not the input a.",
        ),
        Mistake(
            _joined(scale=lambda n: n),
            "All gradients are n times too large: the loss is a mean over the rows.",
        ),
    ),
    _two_layers,
)


def _rows(rng):
    n, V = sizes(rng, 2)
    return rng.normal(size=(n, V)), rng.integers(V, size=n)


def _cool(inner, outer):
    """Gradient of the mean cross-entropy of softmax(z / inner), divided by outer."""

    def backward(logits, targets):
        n, V = logits.shape
        return (softmax(logits / inner) - one_hot(targets, V)) / (outer * n)

    return backward


cool_backward = Exercise(
    _cool(2, 2),
    (
        Mistake(
            _cool(2, 1),
            "The colleague's bug is still in it: a factor. See the hints.",
        ),
        Mistake(
            _cool(2, 0.5), "You multiply by the factor. The slope of z / 2 is one half."
        ),
        Mistake(
            _cool(1, 2), "The probabilities are those of z / 2, also on the way back."
        ),
        Mistake(
            _cool(1, 1), "This is the gradient for softmax(z). The halving is gone."
        ),
        Mistake(
            lambda z, c: len(z) * _cool(2, 1)(z, c),
            "Two factors are missing: the 1/n of the mean, and one more.",
        ),
        Mistake(
            lambda z, c: len(z) * _cool(2, 2)(z, c),
            "The half is there, and the 1/n of the mean is lost.",
        ),
    ),
    _rows,
)

momentum_limit = Exercise(
    lambda lam, beta: 2 * (1 + beta) / lam,
    (
        Mistake(
            lambda lam, beta: 2 / lam,
            "That is the limit without momentum. Put e_k = (-1)**k into the recursion.",
        ),
        Mistake(
            lambda lam, beta: 2 * (1 - beta) / lam,
            "One sign is wrong: -beta e_(k-1) changes its sign too when e flips.",
        ),
        Mistake(
            lambda lam, beta: 2 / (lam * (1 - beta)),
            "That is how much longer a step in one direction gets. At the limit, the "
            "error flips its sign at each step.",
        ),
        Mistake(
            lambda lam, beta: (1 + beta) / lam,
            "Half of it. Is there a -1 that was lost between the two sides?",
        ),
    ),
    lambda rng: (float(rng.uniform(0.5, 5)), float(rng.uniform(0.1, 0.9))),
)
