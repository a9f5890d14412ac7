"""Figures of the chapter on gradient descent: paths on a surface of two parameters."""

from collections.abc import Callable
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from .style import BACKWARD, FORWARD, INK, NEUTRAL, SIZE, THIRD

LINES = [(BACKWARD, "-", "o"), (FORWARD, "--", "s"), (THIRD, "-.", "^")]


def difference_errors(
    eps: np.ndarray, one_sided: list[float], central: list[float]
) -> Axes:
    """Draw the error of both difference formulas against their step, in logarithms."""
    ax = plt.subplots()[1]
    ax.loglog(eps, one_sided, "--s", color=NEUTRAL, ms=4)
    ax.loglog(eps, central, "-o", color=BACKWARD, ms=4)
    ax.annotate("one-sided", (eps[3], one_sided[3] * 4), color=NEUTRAL, ha="right")
    ax.annotate("central", (eps[2] * 1.3, central[2] / 9), color=BACKWARD)
    ax.set(xlabel="step ε", ylabel="relative error")
    return ax


def distances_and_predictions(distances: dict[float, np.ndarray]) -> Axes:
    """Draw distances (steps,), keyed by alpha lambda / 2, and |1 - alpha lambda|^k."""
    ax = plt.subplots()[1]
    for (part, distance), colour in zip(
        distances.items(), (FORWARD, BACKWARD), strict=True
    ):
        grows = part > 1
        k = np.arange(21 if grows else 41)  # a growing prediction leaves the figure
        ax.semilogy(distance[:41], color=colour, ls="-")
        ax.semilogy(k, distance[0] * abs(1 - 2 * part) ** k, color=NEUTRAL, ls=":")
        height = distance[30] * (0.15 if grows else 2)
        ax.annotate(f"{part} × limit", (30, height), color=colour)
    ax.set(xlabel="step", ylabel="distance to the minimum")
    return ax


class Surface(NamedTuple):
    """A loss on a grid of two parameters, and where it is smallest."""

    ws: np.ndarray  # (n,)
    us: np.ndarray  # (m,)
    losses: np.ndarray  # (m, n)
    minimum: np.ndarray  # (2,): w, u


def surface(
    loss: Callable, ws: np.ndarray, us: np.ndarray, minimum: np.ndarray
) -> Surface:
    """Evaluate loss((w, u)) at every point of the grid ws (n,) by us (m,)."""
    losses = [[loss(np.array([w, u])) for w in ws] for u in us]
    return Surface(ws, us, np.array(losses), minimum)


def surface_paths(
    surface: Surface, paths: dict[str, np.ndarray], ax: Axes | None = None
) -> Axes:
    """Draw the contours, the minimum and each path (steps, 2) with its label."""
    ax = contours(surface, ax)
    for (label, path), (colour, dashes, marker) in zip(
        paths.items(), LINES, strict=False
    ):
        shape = dashes + marker if len(path) < 200 else "-"  # long runs would be a blot
        ax.plot(*path.T, shape, color=colour, ms=3, lw=1.2, label=label)
    ax.plot(*surface.minimum, "*", color=INK, ms=12)
    ax.set(xlim=surface.ws[[0, -1]], ylim=surface.us[[0, -1]])
    if len(paths) == 1:
        ax.set_title(label)
    else:
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(paths))
    return ax


def contours(surface: Surface, ax: Axes | None = None) -> Axes:
    """Draw lines of equal loss: each line costs 1.6 times as much as the one inside."""
    ax = plt.subplots(figsize=(SIZE[0], 4.0))[1] if ax is None else ax
    ws, us, losses, _ = surface
    levels = losses.min() * 1.6 ** np.arange(0.5, 12)
    ax.contour(ws, us, losses, levels=levels, colors=NEUTRAL, linewidths=0.7, alpha=0.6)
    ax.set(xlabel="weight of the past, $w$", ylabel="weight of the input, $u$")
    ax.grid(visible=False)
    return ax
