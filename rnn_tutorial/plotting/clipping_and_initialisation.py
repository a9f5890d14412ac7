"""Figures of the chapter on clipping and initialisation."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from .drawing import label_end
from .style import BACKWARD, FORWARD, INK, NEUTRAL, SIZE, THIRD
from .vanishing_gradients import COLOURS, DASHES, note, powers_of_ten

TALL = (SIZE[0], 3.9)
LEVELS = (0.01, 0.03, 0.06, 0.08, 0.2, 0.3, 0.38, 0.44)  # of the cliff's loss


def heights(ws: np.ndarray, peaks: np.ndarray, seen: dict[int, tuple]) -> Axes:
    """The wall's true height over w, and the largest value (w, norm) of each grid."""
    _, ax = plt.subplots()
    ax.semilogy(ws, peaks, color=BACKWARD)
    note(ax, "on the wall itself", (ws[-1], peaks[-1]), (-180, -22), BACKWARD)
    for n, (w, norm) in seen.items():
        ax.plot(w, norm, "o", color=INK, ms=5)
        left = n == max(seen)  # two of the dots are neighbours
        note(ax, f"{n}²", (w, norm), (-40, 4) if left else (9, -9), INK)
    ax.set(xlabel="recurrent weight w", ylabel="gradient norm", xlim=(3.9, 7.3))
    ax.set_yticks(np.logspace(0, 12, 5))
    return ax


def cliff_contours(loss: Callable, ws: np.ndarray, bs: np.ndarray, ax=None) -> Axes:
    """Lines of equal loss(w, b) over the grid ws (n,) by bs (m,)."""
    ax = plt.subplots(figsize=TALL)[1] if ax is None else ax
    losses = loss(*np.meshgrid(ws, bs))
    ax.contour(ws, bs, losses, levels=LEVELS, colors=NEUTRAL, linewidths=0.7, alpha=0.7)
    ax.set(xlabel="recurrent weight w", ylabel="bias b")
    ax.set(xlim=ws[[0, -1]], ylim=bs[[0, -1]])
    ax.grid(visible=False)
    return ax


def cliff_paths(ax: Axes, wall: tuple, paths: dict[str, np.ndarray]) -> Axes:
    """The wall (ws, bs), and the paths (steps, 2) of descents from one start."""
    ax.plot(*wall, color=INK, lw=1.2)
    for (name, path), colour, marker in zip(
        paths.items(), (BACKWARD, THIRD), "os", strict=True
    ):
        ax.plot(*path.T, "--" + marker, color=colour, ms=4, lw=1, label=name)
    ax.plot(*path[0], "*", color=INK, ms=13)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2)
    return ax


def cosines(fractions: np.ndarray, curves: dict[str, np.ndarray]) -> Axes:
    """The cosine of gradient and clipped gradient against the threshold."""
    _, ax = plt.subplots()
    for (name, cosine), colour, dash in zip(
        curves.items(), (THIRD, FORWARD, BACKWARD), DASHES, strict=False
    ):
        ax.semilogx(fractions, cosine, dash, color=colour)
        note(ax, name, (fractions[0], cosine[0]), (0, 6), colour)
    ax.set(xlabel="threshold, as a part of its largest useful value")
    ax.set(ylabel="cosine", ylim=(0.5, 1.1))
    return ax


def thresholds(values: list[float], updates: dict[str, np.ndarray], limit: int) -> Axes:
    """Median updates (thresholds,) that each optimiser needs; the last has no bound."""
    _, ax = plt.subplots()
    places = np.arange(len(values))
    for (name, needed), colour, dash, marker in zip(
        updates.items(), COLOURS, DASHES, "osv^", strict=False
    ):
        ax.plot(places, needed, dash + marker, color=colour, ms=5, label=name)
    ax.axhline(limit, color=NEUTRAL, lw=0.8)
    ax.set_xticks(places, [f"{v:g}" if v else "none" for v in values])
    ax.set(xlabel="threshold", ylabel="updates", ylim=(0, 1.1 * limit))
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2)
    return ax


def sizes(states: dict[str, np.ndarray]) -> Axes:
    """The size of the state over time, one labelled curve an initialisation."""
    _, ax = plt.subplots()
    for (name, size), colour, dash in zip(
        states.items(), COLOURS, DASHES, strict=False
    ):
        ax.plot(np.arange(1, len(size) + 1), size, dash, color=colour)
        label_end(ax, len(size), size[-1], name, colour)
    ax.set(xlabel="time step t", ylabel="size of the state")
    ax.set(xticks=range(0, len(size) + 1, 20), xlim=(0, 1.4 * len(size)))
    powers_of_ten(ax, -2, 1, 1)
    return ax


def two_lags(norms: dict[str, dict[str, np.ndarray]], lowest: int, highest: int):
    """Gradient norms against the lag, one panel a kind of input."""
    fig, axes = plt.subplots(1, len(norms), figsize=TALL, sharey=True)
    for ax, (title, curves) in zip(axes, norms.items(), strict=True):
        for (name, norm), colour, dash in zip(
            curves.items(), COLOURS, DASHES, strict=False
        ):
            ax.plot(norm, dash, color=colour, label=name)
        ax.set(title=title, xlabel="lag k (steps)", xticks=(0, 50, 100))
    axes[0].set_ylabel("gradient norm")
    powers_of_ten(axes[0], lowest, highest, 10)
    handles, names = axes[0].get_legend_handles_labels()
    fig.legend(handles, names, loc="outside upper left", ncols=2)
    return axes


def first_losses(spreads, losses, uniform: float) -> Axes:
    """The first loss against the spread s of the logits, and ln V + s^2 / 2."""
    _, ax = plt.subplots()
    s = np.linspace(0, max(spreads), 100)
    ax.plot(s, uniform + s**2 / 2, color=NEUTRAL, ls=":")
    ax.plot(spreads, losses, "o", color=FORWARD, ms=6)
    ax.axhline(uniform, color=INK, lw=0.8)
    note(ax, "ln V", (max(spreads), uniform), (-34, 6), INK)
    note(ax, "ln V + s²/2", (s[60], uniform + s[60] ** 2 / 2), (-92, 8), NEUTRAL)
    ax.set(xlabel="spread s of the logits", ylabel="first loss (nats)")
    ax.set_ylim(bottom=uniform - 0.4)
    return ax


def omega_lags(norms: dict[str, np.ndarray]) -> Axes:
    """Gradient norms, relative to the last step's, against the lag."""
    _, ax = plt.subplots()
    for (name, norm), colour, dash in zip(
        norms.items(), (NEUTRAL, THIRD, BACKWARD), (":", "-.", "-"), strict=False
    ):
        ax.plot(norm, dash, color=colour)
        label_end(ax, len(norm) - 1, norm[-1], name, colour)
    ax.set_xticks(range(0, len(norm), 10))
    ax.set(xlabel="lag k (steps)", ylabel="gradient norm", xlim=(0, 1.3 * len(norm)))
    powers_of_ten(ax, -8, 0, 2)
    return ax
