"""Figures of the chapter on the language model."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from ..sampling import temperature_softmax
from .drawing import arrow, drawing_axes, node
from .style import FORWARD, INK, NEUTRAL, SIZE

VISIBLE = str.maketrans({"\n": "\u21b5", " ": "\u2423"})


def draw_next_symbol(text: str) -> Axes:
    """Draw the network reading `text`; the last character, grey, is a target only."""
    T, visible = len(text) - 1, text.translate(VISIBLE)
    ax = drawing_axes(1.25 * T, 2.9)
    for t in range(T):
        x = 1.25 * t
        _draw_step(ax, x, t + 1, visible[t], visible[t + 1])
        if t:
            arrow(ax, (x - 1.25, 1.1), (x, 1.1))
    node(ax, 1.25 * T, 0, f"'{visible[-1]}'", NEUTRAL)
    return ax


def _draw_step(ax: Axes, x: float, t: int, read: str, target: str) -> None:
    labels = [f"'{read}'", f"$h_{t}$", f"$p_{t}$"]
    for layer, label in enumerate(labels):
        node(ax, x, 1.1 * layer, label)
        if layer:
            arrow(ax, (x, 1.1 * (layer - 1)), (x, 1.1 * layer))
    cost = f"$-\\ln\\, p_{t}(${target}$)$"
    ax.text(x, 2.8, cost, ha="center", va="center", color=INK)


def learning_curve(losses, levels: dict[str, float], unit: str) -> Axes:
    """Plot the loss of every update (N,), with a labelled line for each baseline."""
    _, ax = plt.subplots(figsize=SIZE)
    ax.plot(np.arange(1, len(losses) + 1), losses, linewidth=1.2)
    for name, level in levels.items():
        ax.axhline(level, color=NEUTRAL, linestyle=":")
        ax.annotate(
            name,
            (1, level),
            xycoords=("axes fraction", "data"),
            xytext=(-2, 2),
            textcoords="offset points",
            ha="right",
            va="bottom",  # the descenders, too, stand above the line
        )
    top = max([*levels.values(), losses[0]])
    ax.set(xlabel="update", ylabel=f"loss ({unit})", ylim=(0, 1.15 * top))
    return ax


def surprise(text: str, bits) -> Axes:
    """Draw what each character of `text` cost, bits (N,), as one bar a character."""
    _, ax = plt.subplots(figsize=SIZE)
    ax.bar(np.arange(len(text)), bits, color=FORWARD, width=0.7)
    ax.set_xticks(np.arange(len(text)), list(text.translate(VISIBLE)))
    ax.tick_params(axis="x", length=0)
    ax.grid(False, axis="x")
    ax.set(xlabel="the character that came", ylabel="cost (bits)")
    ax.margins(x=0.01)
    return ax


def temperature_panels(
    symbols: Sequence[str], logits, temperatures: Sequence[float]
) -> np.ndarray:
    """Draw softmax(logits (V,) / temperature) of the ten likeliest symbols."""
    _, axes = plt.subplots(1, len(temperatures), sharey=True, figsize=SIZE)
    order = np.argsort(-logits)[:10]
    names = ["".join(symbols[i]).translate(VISIBLE) for i in order]
    for ax, temperature in zip(axes, temperatures, strict=True):
        p = temperature_softmax(logits, temperature)[order]
        ax.bar(np.arange(len(p)), p, color=FORWARD, width=0.7)
        ax.set_xticks(np.arange(len(p)), names)
        ax.tick_params(axis="x", length=0)
        ax.grid(False, axis="x")
        ax.set_title(f"temperature {temperature}")
    axes[0].set_ylabel("probability")
    axes[len(axes) // 2].set_xlabel("next character")
    return axes
