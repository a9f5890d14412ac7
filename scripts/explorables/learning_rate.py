"""Gradient descent on the two-parameter surface of the chapter, at many rates."""

from functools import cache

import matplotlib.pyplot as plt
import numpy as np

from rnn_tutorial.cells import rnn
from rnn_tutorial.losses import mean_squared_error_backward, mean_squared_error_forward
from rnn_tutorial.optim import sgd
from rnn_tutorial.plotting import gradient_descent as figures

from .explorable import Explorable, rounded, text

RATES = (0.01, 0.038, 0.1, 0.19, 0.25, 0.3, 0.34, 0.363, 0.38, 0.46, 0.5, 0.55, 0.6)
START, TEACHER, N_STEPS = np.array([0.1, 0.8]), np.array([0.9, 0.2]), 100
GRID = np.linspace(0, 1.4, 71), np.linspace(0, 0.9, 61)


def states(theta: np.ndarray, xs: np.ndarray):
    """Read xs (T, B) with theta = (w, u) -> parameters, h_T (B,), cache."""
    params = rnn.RNNParams(theta[1:, None], theta[:1, None], np.zeros(1))
    _, h_T, memory = rnn.forward(params, xs[..., None], np.zeros((xs.shape[1], 1)))
    return params, h_T[:, 0], memory


@cache
def examples() -> tuple[np.ndarray, np.ndarray]:
    """The chapter's inputs (T, B) and the teacher's noisy answers (B,)."""
    rng = np.random.default_rng(0)
    xs = 1 + rng.standard_normal((5, 64))
    return xs, states(TEACHER, xs)[1] + 0.1 * rng.standard_normal(64)


def loss(theta: np.ndarray) -> float:
    """The mean squared error at theta = (w, u)."""
    xs, ys = examples()
    return mean_squared_error_forward(states(theta, xs)[1], ys)[0]


def slope(theta: np.ndarray) -> np.ndarray:
    """The gradient of the loss, (2,)."""
    xs, ys = examples()
    params, h_T, memory = states(theta, xs)
    dh_T = mean_squared_error_backward(mean_squared_error_forward(h_T, ys)[1])
    no_loss = np.zeros_like(memory[1][1:])  # before the last step
    grads, _, _ = rnn.backward(params, memory, no_loss, dh_T[:, None])
    return np.array([grads.W_hh[0, 0], grads.W_xh[0, 0]])


def hessian(theta: np.ndarray, eps: float = 1e-4) -> np.ndarray:
    """Differences of the gradient, (2, 2)."""
    moves = eps * np.eye(2)
    return np.array([slope(theta + d) - slope(theta - d) for d in moves]) / (2 * eps)


@cache
def minimum() -> np.ndarray:
    """Where the surface is lowest, by Newton's method from the teacher's weights."""
    theta = TEACHER
    for _ in range(6):
        theta = theta - np.linalg.solve(hessian(theta), slope(theta))
    return theta


def limit() -> float:
    """2 / lambda_max at the minimum: above it, gradient descent leaves."""
    return 2 / np.linalg.eigvalsh(hessian(minimum()))[-1]


def descend(lr: float) -> np.ndarray:
    """The parameters after 0..N_STEPS steps, (N_STEPS + 1, 2)."""
    optimizer, path = sgd(lr), [START]
    for _ in range(N_STEPS):
        path.append(optimizer.update(slope(path[-1]), (), path[-1])[0])
    return np.array(path)


def lines() -> list[list]:
    """The chapter's contours, each a list w, u, w, u ... in thousandths."""
    surface = figures.surface(loss, *GRID, minimum())
    ax = figures.contours(surface)
    pieces = [piece for level in ax.collections[0].allsegs for piece in level]
    plt.close(ax.figure)
    return [whole(1e3 * thin(piece).ravel()) for piece in pieces if len(piece) > 2]


def thin(points: np.ndarray, tolerance: float = 0.0015) -> np.ndarray:
    """Leave out points (n, 2) that lie on the line between their neighbours."""
    (x, y), (dx, dy) = points[0], points[-1] - points[0]
    if dx == dy == 0:  # a closed line: cut it in two
        dx, dy = 1.0, 0.0
    away = abs((points[:, 0] - x) * dy - (points[:, 1] - y) * dx) / np.hypot(dx, dy)
    far = int(away[1:-1].argmax()) + 1 if len(points) > 2 else 0
    if not far or away[far] < tolerance:
        return points[[0, -1]]
    return np.vstack([thin(points[: far + 1])[:-1], thin(points[far:])])


def build() -> dict:
    """The surface, and the path, the loss and the distance of every run."""
    return {
        "contours": lines(),
        "limit": rounded(limit(), 6),
        "minimum": rounded(minimum(), 4),
        "rates": list(RATES),
        "runs": [stored(descend(lr)) for lr in RATES],
    }


def stored(path: np.ndarray) -> dict:
    """One run as whole numbers: 1e-3 of parameters, 1e-4 of the rest."""
    losses = np.array([loss(theta) for theta in path])
    return {
        "distance": whole(1e4 * np.linalg.norm(path - minimum(), axis=1)),
        "loss": whole(1e4 * losses),
        "path": whole(1e3 * path.ravel()),
    }


def whole(values: np.ndarray) -> list[int]:
    """Round to integers, which need half the space."""
    return np.rint(values).astype(int).tolist()


def draw(rng: np.random.Generator) -> dict:
    """A random rate and step."""
    return {
        "lr": int(rng.integers(len(RATES))),
        "step": int(rng.integers(N_STEPS + 1)),
    }


def shown(setting: dict) -> dict[str, str]:
    """The loss and the distance of a fresh run at the setting's step."""
    lr, step = RATES[setting["lr"]], setting["step"]
    theta = descend(lr)[step]
    return {
        "loss": text(loss(theta), 4),
        "distance": text(np.linalg.norm(theta - minimum()), 4),
        "part": text(lr / limit(), 2),
        "limit": text(limit(), 3),
    }


EXPLORABLE = Explorable("learning_rate", "fig-surface", build, draw, shown)
