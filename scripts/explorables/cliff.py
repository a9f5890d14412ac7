"""Descents on Pascanu's cliff, with and without clipping, from many starts.

The page computes the runs itself, by the chapter's recursion. It offers only settings
whose runs do not hang on the last digits: on a cliff, others do.
"""

import matplotlib.pyplot as plt
import numpy as np

from rnn_tutorial.functions import sigmoid
from rnn_tutorial.optim import clip_by_global_norm
from rnn_tutorial.plotting import clipping_and_initialisation as figures

from .explorable import Explorable, rounded, text
from .learning_rate import thin, whole

STARTS_W, STARTS_B = (4.5, 5.0, 5.5), (-3.1, -3.0, -2.75, -2.5, -2.25)
RATES, THRESHOLDS = (0.02, 0.05, 0.1), (0.1, 0.3, 1.0, 3.0, np.inf)
UNROLLED, UPDATES = 50, 40
WINDOW = (4.0, 6.0), (-3.2, -2.0)  # of w and b
WALL = sigmoid(np.array(0.5))


def loss_and_slope(w, b):
    """L = (sigmoid(a_50) - 0.7)^2 with a_t = w sigmoid(a_{t-1}) + b -> L, dw, db."""
    states = [0.5 + 0 * w]
    for _ in range(UNROLLED):
        states.append(w * sigmoid(states[-1]) + b)
    p = sigmoid(states[-1])
    da, dw, db = 2 * (p - 0.7) * p * (1 - p), 0.0, 0.0
    for a in states[-2::-1]:
        s = sigmoid(a)
        dw, db, da = dw + da * s, db + da, da * w * s * (1 - s)
    return (p - 0.7) ** 2, dw, db


def descend(w: float, b: float, lr: float, max_norm: float, n: int = UPDATES):
    """w, b, the loss and the gradient's norm before each update -> (n + 1, 4)."""
    theta, path = np.array([w, b]), []
    for _ in range(n + 1):
        loss, *slope = loss_and_slope(*theta)
        clipped, norm = clip_by_global_norm(np.array(slope), max_norm)
        path.append([*theta, loss, norm])
        theta = theta - lr * clipped
    return np.array(path)


def lines() -> list[list]:
    """The contours of the loss, each a list w, b, w, b ... in thousandths."""
    grids = [np.linspace(*span, 181) for span in WINDOW]
    ax = figures.cliff_contours(lambda w, b: loss_and_slope(w, b)[0], *grids)
    pieces = [piece for level in ax.collections[0].allsegs for piece in level]
    plt.close(ax.figure)
    return [whole(1e3 * thin(p, 0.002).ravel()) for p in pieces if len(p) > 8]


def build() -> dict:
    """The settings, the contours, and where the wall stands."""
    return {
        "bs": list(STARTS_B),
        "contours": lines(),
        "first": rounded(
            1 / (WALL * (1 - WALL)), 4
        ),  # the weight where the wall begins
        "rates": list(RATES),
        "thresholds": [c if np.isfinite(c) else None for c in THRESHOLDS],
        "unrolled": UNROLLED,
        "updates": UPDATES,
        "wall": rounded(WALL, 6),  # b = 0.5 - wall * w
        "window": [list(span) for span in WINDOW],
        "ws": list(STARTS_W),
    }


def draw(rng: np.random.Generator) -> dict:
    """A random start, rate, threshold and update."""
    return {
        "step": int(rng.integers(UPDATES + 1)),
        "w": int(rng.integers(len(STARTS_W))),
        "b": int(rng.integers(len(STARTS_B))),
        "lr": int(rng.integers(len(RATES))),
        "clip": int(rng.integers(len(THRESHOLDS))),
    }


def shown(setting: dict) -> dict[str, str]:
    """Where a fresh run stands at the setting's update, its loss and its norm."""
    start = STARTS_W[setting["w"]], STARTS_B[setting["b"]]
    lr, max_norm = RATES[setting["lr"]], THRESHOLDS[setting["clip"]]
    w, b, loss, norm = descend(*start, lr, max_norm)[setting["step"]]
    return {
        "w_now": text(w, 3),
        "b_now": text(b, 3),
        "loss": text(loss, 4),
        "norm": text(norm, 2),
        "stride": text(lr * min(norm, max_norm), 3),
    }


EXPLORABLE = Explorable("cliff", "fig-ci-paths", build, draw, shown)
