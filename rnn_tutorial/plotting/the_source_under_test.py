"""Figures of the chapter that puts the source article to the test."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from .style import BACKWARD, INK, NEUTRAL, SIZE, THIRD

STYLES = ((THIRD, "-"), (BACKWARD, "--"))


def repairs(errors: np.ndarray, stages: list[str], arrays: list[str], tol=1e-9) -> Axes:
    """Relative errors (stages, arrays): the larger, the darker; "ok" below `tol`."""
    _, ax = plt.subplots()
    for (row, column), error in np.ndenumerate(errors):
        wrong = error >= tol
        corner = (column - 0.5, row - 0.5)
        shade = {"facecolor": BACKWARD, "alpha": error / 2 if wrong else 0}
        ax.add_patch(Rectangle(corner, 1, 1, linewidth=0, **shade))
        text, colour = (f"{error:.2f}", INK) if wrong else ("ok", THIRD)
        ax.text(column, row, text, color=colour, ha="center", va="center")
    ax.set_xticks(range(len(arrays)), arrays)
    ax.set_yticks(range(len(stages)), stages)
    ax.set(xlim=(-0.5, len(arrays) - 0.5), ylim=(len(stages) - 0.5, -0.5))
    ax.tick_params(length=0)
    ax.xaxis.tick_top()
    ax.grid(False)
    ax.spines[:].set_visible(False)
    return ax


def two_tasks(curves: dict[str, dict], guessing: float, updates: int) -> np.ndarray:
    """Losses (seeds, means over so many updates): a panel a task, a line a seed."""
    _, axes = plt.subplots(1, len(curves), figsize=SIZE, sharey=True)
    for panel, (task, by_gradient) in enumerate(curves.items()):
        ax = axes[panel]
        for number, (name, losses) in enumerate(by_gradient.items()):
            colour, dash = STYLES[number]
            ends = updates * np.arange(1, 1 + losses.shape[1])
            lines = ax.plot(ends, losses.T, dash, color=colour, linewidth=1)
            lines[0].set_label(name)
        ax.axhline(guessing, color=NEUTRAL, linestyle=":")
        ax.set(title=task, xlabel="updates", ylim=(0, 1))
    axes[0].set_ylabel("loss (nats)")
    axes[0].legend(loc="center right")
    return axes
