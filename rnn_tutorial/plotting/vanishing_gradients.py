"""Figures of the chapter on vanishing and exploding gradients."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from .drawing import label_end, part_ends
from .style import BACKWARD, FORWARD, INK, NEUTRAL, SIZE, THIRD

COLOURS = (BACKWARD, THIRD, FORWARD, NEUTRAL)
DASHES = ("-", "--", "-.", ":")


def note(ax: Axes, text: str, point: tuple, shift: tuple, colour: str) -> None:
    """Write `text` beside `point`, shifted by `shift` points of type."""
    ax.annotate(text, point, shift, textcoords="offset points", color=colour)


def powers_of_ten(ax: Axes, lowest: int, highest: int, step: int) -> None:
    """Mark every `step`-th power of ten on a logarithmic y axis; part the labels."""
    ticks = 10.0 ** np.arange(lowest, highest + 1, step)
    ax.set(yscale="log", ylim=(0.3 * ticks[0], 3 * ticks[-1]), yticks=ticks)
    ax.minorticks_off()
    if any(text.get_gid() == "end" for text in ax.texts):
        part_ends(ax)


def bounds(truths: dict[str, np.ndarray], limits: dict[str, np.ndarray]) -> np.ndarray:
    """Norms of Jacobian products and their bounds, one panel a network."""
    _, axes = plt.subplots(1, len(truths), figsize=SIZE, sharey=True)
    for ax, name in zip(axes, truths, strict=True):
        ax.plot(limits[name], ":", color=NEUTRAL)
        ax.plot(truths[name], color=BACKWARD)
        ax.set(title=name, xlabel="lag k (steps)", xlim=(0, 67))
        note(ax, "bound", (24, limits[name][24]), (-34, 12), NEUTRAL)
        note(ax, "product", (26, truths[name][26]), (-62, -18), BACKWARD)
        powers_of_ten(ax, -20, 15, 5)
    axes[0].set_ylabel("norm of the product")
    return axes


def against_lag(norms: dict[str, np.ndarray]) -> Axes:
    """Gradient norms against the lag, one labelled curve a network."""
    _, ax = plt.subplots()
    for (name, norm), colour, dash in zip(norms.items(), COLOURS, DASHES, strict=False):
        ax.plot(norm, dash, color=colour)
        label_end(ax, len(norm) - 1, norm[-1], name, colour)
    last = len(norm) - 1
    if max(map(np.max, norms.values())) > 1:
        ax.plot([0, last], [1, 1], color=INK, linewidth=0.8)  # ends before the labels
    ax.set_xticks(range(0, last + 1, 10))
    ax.set(xlabel="lag k (steps)", ylabel="gradient norm", xlim=(0, 1.3 * last))
    return ax


def learning_curves(losses: dict[str, np.ndarray], guessing: float, over=10) -> Axes:
    """Mean loss over the last `over` updates, and the loss of guessing."""
    _, ax = plt.subplots()
    for (name, loss), colour, dash in zip(
        losses.items(), (FORWARD, THIRD), DASHES, strict=False
    ):
        smooth = np.convolve(loss, np.ones(over) / over, mode="valid")
        ax.plot(np.arange(over, len(loss) + 1), smooth, dash, color=colour)
        note(ax, name, (len(loss), smooth[-1]), (-36, 7), colour)
    ax.axhline(guessing, color=NEUTRAL, linestyle=":")
    note(ax, "guessing", (60, guessing), (0, -16), NEUTRAL)
    ax.set_xlim(0, 1.08 * len(loss))
    ax.set(xlabel="updates", ylabel="loss (nats)", ylim=(0, 0.85))
    return ax


def cliff(ws, losses, paths: dict[str, tuple], notes: dict[str, tuple]) -> Axes:
    """The loss over one weight, with the weights that two descents visit."""
    _, ax = plt.subplots()
    ax.plot(ws, losses, color=FORWARD)
    for (name, path), colour, marker in zip(
        paths.items(), (BACKWARD, THIRD), "os", strict=True
    ):
        x, y = path
        ax.plot(x, y, marker, color=colour, markersize=4, linestyle="--", linewidth=0.9)
        ax.annotate(name, (x[-1], y[-1]), notes[name], color=colour,
                    textcoords="offset points",
                    arrowprops={"arrowstyle": "-", "color": colour})  # fmt: skip
    start = tuple(axis[0] for axis in path)
    note(ax, "start", start, (8, 4), INK)
    ax.set(xlabel="recurrent weight w", ylabel="loss")
    return ax
