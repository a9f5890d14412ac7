"""Figures of the bug museum: what exhibits learn, and where their gradients point."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from .drawing import label_end, part_ends
from .style import BACKWARD, FORWARD, NEUTRAL, SIZE, THIRD

COLOURS = (FORWARD, BACKWARD, THIRD, NEUTRAL)
DASHES = ("-", "--", "-.", ":")
REACH = 0.42  # length of an arrow, in units of the grid


def middles(curve, every: int) -> np.ndarray:
    """The updates over which each mean was taken, seen from their middle."""
    return every * (np.arange(len(curve)) + 0.5)


def alike(curves: dict[str, list], every: int, guessing: float) -> Axes:
    """Many learning curves without names: nobody can tell them apart."""
    _, ax = plt.subplots()
    for curve in curves.values():
        ax.plot(middles(curve, every), curve, "-", color=FORWARD, linewidth=1)
    ax.axhline(guessing, color=NEUTRAL, linestyle=":")
    ax.set(xlabel="updates", ylabel="loss (nats)", ylim=(0, None))
    ax.set_title(f"{len(curves)} programs; dotted: guessing")
    return ax


def named(curves: dict[str, list], every: int) -> Axes:
    """A few learning curves, each with its name at its end."""
    _, ax = plt.subplots()
    for (name, curve), colour, dash in zip(
        curves.items(), COLOURS, DASHES, strict=True
    ):
        x = middles(curve, every)
        ax.plot(x, curve, dash, color=colour)
        label_end(ax, x[-1], curve[-1], name, colour)
    updates = every * len(curve)
    ax.set(xlabel="updates", ylabel="loss (nats)", ylim=(-0.15, 1))
    ax.set(xticks=np.linspace(0, updates, 4), xlim=(0, 1.3 * updates))
    part_ends(ax)
    return ax


def compass(cosines: dict[str, dict[str, float]], arrays: list[str]) -> Axes:
    """Each array's gradient as an arrow; one to the right has the right direction.

    `cosines` has one column for each exhibit: array -> cosine, and none if it passes.
    """
    _, ax = plt.subplots(figsize=SIZE)
    for x, column in enumerate(cosines.values()):
        for y, name in enumerate(arrays):
            cosine = column.get(name, 1.0)
            tip = x + REACH * cosine, y - REACH * np.sqrt(1 - cosine**2)
            style = {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0}
            style["color"] = BACKWARD if name in column else FORWARD
            ax.annotate("", tip, (x, y), arrowprops=style, annotation_clip=False)
    ax.set_xticks(range(len(cosines)), list(cosines))
    ax.set_yticks(range(len(arrays)), arrays)
    ax.set(xlim=(-0.5, len(cosines)), ylim=(len(arrays) - 0.5, -0.5), xlabel="exhibit")
    ax.set_aspect("equal")
    ax.grid(visible=False)
    return ax
