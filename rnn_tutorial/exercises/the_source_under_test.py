"""The graded exercises of the chapter that puts the source article to the test."""

import numpy as np

from ..functions import log_softmax, one_hot, softmax
from .grading import Exercise, Mistake, sizes

next_refusal = Exercise(
    "C",
    (
        Mistake("A", "The output weights are (in, out) now: (H,) times (H, V) fits."),
        Mistake(
            "B",
            "It runs, and that is the trouble: both axes have H entries, so no shape"
            " can complain. NumPy refuses another outer product.",
        ),
        Mistake("D", "(V,) times (V, H) fits: that product asks for (in, out)."),
    ),
)


def _half_squares(logits, target):
    return 0.5 * np.sum((logits - one_hot(target, len(logits))) ** 2)


def _scores(rng):
    V = int(rng.integers(3, 8))
    return rng.normal(size=V), int(rng.integers(V))


descended_loss = Exercise(
    _half_squares,
    (
        Mistake(
            lambda y, c: 2 * _half_squares(y, c),
            "Its gradient is twice y - onehot(c). One factor is missing.",
        ),
        Mistake(
            lambda y, c: 2 * _half_squares(y, c) / len(y),
            "A mean over V entries: its gradient is 2/V of y - onehot(c).",
        ),
        Mistake(
            lambda y, c: -log_softmax(y)[c],
            "That is the cross-entropy: its gradient has p where y stands here.",
        ),
        Mistake(
            lambda y, c: 0.5 * np.sum(y**2) - y[c],
            "The gradient is right. Add the constant that makes the loss zero at its"
            " minimum.",
        ),
        Mistake(
            lambda y, c: 0.5 * (y[c] - 1) ** 2,
            "That one looks at the target's logit alone. The other entries of"
            " y - onehot(c) are not zero.",
        ),
    ),
    _scores,
)


def _run(rng):
    T, H = sizes(rng, 2)
    return rng.uniform(-0.9, 0.9, size=(T + 1, H)), rng.normal(size=(T, H))


mended_dW_hh = Exercise(
    lambda hs, das: hs[:-1].T @ das,
    (
        Mistake(
            lambda hs, das: das.T @ hs[:-1],
            "The order of the product is still the listing's: this is the transpose.",
        ),
        Mistake(
            lambda hs, das: np.outer(hs[0], das.sum(axis=0)),
            "Every step still meets the initial state. Step t has met h_(t-1).",
        ),
        Mistake(
            lambda hs, das: np.outer(das.sum(axis=0), hs[0]),
            "Both faults are still in it: the order, and the initial state.",
        ),
        Mistake(
            lambda hs, das: hs[1:].T @ das,
            "W_hh multiplies the state before the step. You took the one after it.",
        ),
        Mistake(
            lambda hs, das: hs[:-1].T @ das / len(das),
            "The listing's loss is a sum over the steps. You took the mean.",
        ),
    ),
    _run,
)


def _pre_activations(slope=lambda hs: 1 - hs[1:] ** 2, transposed=True):
    """The recursion from the last step on, with its two parts to replace."""

    def das(es, hs, W_hh):
        rows, future = [], np.zeros(len(W_hh))
        for e, s in zip(es[::-1], slope(hs)[::-1], strict=True):
            rows.append((e + future) * s)
            future = rows[-1] @ (W_hh.T if transposed else W_hh)
        return np.array(rows[::-1])

    return das


def _carries_dh(es, hs, W_hh):
    slopes, rows, dh = 1 - hs[1:] ** 2, [], np.zeros(len(W_hh))
    for e, slope in zip(es[::-1], slopes[::-1], strict=True):
        dh = e + dh @ W_hh.T
        rows.append(dh * slope)
    return np.array(rows[::-1])


def _forward_in_time(es, hs, W_hh):
    rows, past = [], np.zeros(len(W_hh))
    for e, h in zip(es, hs[1:], strict=True):
        rows.append((e + past) * (1 - h**2))
        past = rows[-1] @ W_hh.T
    return np.array(rows)


def _long_run(rng):
    T, H = sizes(rng, 2, smallest=3)
    hs = rng.uniform(-0.9, 0.9, size=(T + 1, H))
    return rng.normal(size=(T, H)), hs, rng.normal(size=(H, H))


missing_recursion = Exercise(
    _pre_activations(),
    (
        Mistake(
            lambda es, hs, W_hh: es * (1 - hs[1:] ** 2),
            "That is the listing's: no step hears of a later one.",
        ),
        Mistake(
            _pre_activations(transposed=False),
            "The future goes back through the transpose of W_hh.",
        ),
        Mistake(
            _pre_activations(slope=lambda hs: 1 - hs[:-1] ** 2),
            "You took the slope at h_(t-1). Step t made h_t.",
        ),
        Mistake(_carries_dh, "You carry dh_t. It has to pass through tanh first."),
        Mistake(
            _forward_in_time,
            "You walk forward in time, so each step hears of the steps before it.",
        ),
    ),
    _long_run,
)

missing_repair = Exercise(
    "B",
    (
        Mistake("A", "Without the future, W_xh and b_h would fail at T = 2 as well."),
        Mistake(
            "C", "From a random h_0, a transposed dW_hh is wrong at T = 1 already."
        ),
        Mistake("D", "Then W_hy and b_y would fail, at every T."),
    ),
)


def _less_one(p, target):
    return p - one_hot(target, len(p))


def _probabilities(rng):
    logits, target = _scores(rng)
    return softmax(logits), target


mended_dlogits = Exercise(
    _less_one,
    (
        Mistake(
            lambda p, y: -_less_one(p, y),
            "The sign is wrong: this points downhill, and a gradient points uphill.",
        ),
        Mistake(
            lambda p, y: -one_hot(y, len(p)) / p[y],
            "That is the gradient at the probabilities. Go on through the softmax.",
        ),
        Mistake(
            lambda p, y: softmax(p) - one_hot(y, len(p)),
            "p has been through the softmax already.",
        ),
        Mistake(lambda p, y: p[y] - 1, "That is one entry of V."),
    ),
    _probabilities,
)
