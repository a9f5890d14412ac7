"""Figures of the chapter on the LSTM."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from .drawing import arrow, drawing_axes, node, shorten
from .style import BACKWARD, FORWARD, INK, NEUTRAL, SIZE, THIRD
from .vanishing_gradients import label_end, note, powers_of_ten

# Where the parts of one step stand: the memory on top, the gates below it.
PLACES = {
    "c_prev": (0.0, 3.0),
    "f": (1.5, 1.2),
    "i": (3.15, 1.2),
    "g": (4.8, 1.2),
    "c": (5.3, 3.0),
    "o": (6.6, 1.2),
    "h": (8.2, 2.2),
}
LABELS = {
    "c_prev": "$c_{t-1}$",
    "f": "$f_t$",
    "i": "$i_t$",
    "g": "$g_t$",
    "c": "$c_t$",
    "o": "$o_t$",
    "h": "$h_t$",
}
POINTS = {
    "forget": (1.5, 3.0, "×"),
    "write": (3.97, 2.1, "×"),
    "add": (3.97, 3.0, "+"),
    "squash": (6.6, 3.0, "tanh"),
    "read": (6.6, 2.2, "×"),
}
WIRES = """c_prev forget  forget add  add c  c squash  squash read  read h
f forget  i write  g write  write add  o read"""
RADIUS, SMALL = 0.36, 0.24


def draw_step(values: dict[str, float], gradients: dict[str, float]) -> Axes:
    """Draw one step of one unit: values in blue, gradients in orange, by name."""
    ax = drawing_axes(8.4, 3.7)
    _wires(ax)
    for x, y, sign in POINTS.values():
        node(ax, x, y, "" if sign == "tanh" else sign, NEUTRAL, SMALL)
        if sign == "tanh":
            ax.text(x, y + 0.36, sign, color=INK, ha="center")
    for name, (x, y) in PLACES.items():
        node(ax, x, y, LABELS[name], radius=RADIUS)
        _write(ax, name, x, y, values[name], gradients[name])
    return ax


def _wires(ax: Axes) -> None:
    """The arrows between nodes, and the line that feeds the four gates."""
    at = PLACES | {name: (x, y) for name, (x, y, _) in POINTS.items()}
    names = iter(WIRES.split())
    for start, end in zip(names, names, strict=True):
        tail, head = (SMALL if name in POINTS else RADIUS for name in (start, end))
        a, b = at[start], at[end]
        arrow(ax, shorten(a, b, tail), shorten(b, a, head), radius=0)
    ax.plot([0.6, at["o"][0]], [0, 0], color=FORWARD, linewidth=1.6, linestyle="-")
    ax.text(0.5, 0, "$x_t,\\ h_{t-1}$", color=INK, ha="right", va="center")
    for x, y in (at[name] for name in "figo"):
        arrow(ax, (x, 0), (x, y - RADIUS), radius=0)


def _write(ax: Axes, name, x, y, value, gradient) -> None:
    """Value and gradient: beside a gate, above and below the other nodes."""
    beside = name in "figo"
    dx, up = (0.42, 0.17) if beside else (0, 0.58)
    for number, colour, dy in ((value, FORWARD, up), (gradient, BACKWARD, -up)):
        ax.text(x + dx, y + dy, f"{number:.3f}", color=colour, va="center",
                ha="left" if beside else "center")  # fmt: skip


def filling(sizes: dict[str, np.ndarray]) -> Axes:
    """The size of the memory over a long stream, one labelled curve a network."""
    _, ax = plt.subplots()
    styles = zip((BACKWARD, THIRD, FORWARD), ("-", "-.", "--"), strict=True)
    for (name, size), (colour, dash) in zip(sizes.items(), styles, strict=True):
        ax.semilogy(np.arange(1, len(size) + 1), size, dash, color=colour)
        label_end(ax, len(size), size[-1], name, colour)
    ax.set_xticks(range(0, len(size) + 1, 100))
    ax.set(xlabel="step t", ylabel="size of $c_t$", xlim=(0, 1.45 * len(size)))
    ax.minorticks_off()
    return ax


def before_and_after(before: dict, after: dict[str, list]) -> np.ndarray:
    """Gradient at the state against the lag, one panel a cell, one curve a seed."""
    _, axes = plt.subplots(1, len(before), figsize=SIZE, sharey=True)
    for ax, name in zip(axes, before, strict=True):
        for start, end in zip(before[name], after[name], strict=True):
            ax.plot(start, ":", color=NEUTRAL, linewidth=1.2)
            ax.plot(end, "-", color=BACKWARD, linewidth=1.4)
        ax.set(title=name, xlabel="lag k (steps)", xticks=(0, 20, 40, 60))
    axes[0].set_ylabel("gradient norm")
    powers_of_ten(axes[0], -12, 0, 4)
    axes[0].set_ylim(1e-14, 30)
    return axes


def two_ways(totals: dict, products: dict) -> np.ndarray:
    """The gradient at the memory and the product of the gates, one panel a network."""
    _, axes = plt.subplots(1, len(totals), figsize=SIZE, sharey=True)
    for ax, name in zip(axes, totals, strict=True):
        ax.plot(products[name], ":", color=NEUTRAL)
        ax.plot(totals[name], color=BACKWARD)
        k = len(totals[name]) // 2
        note(ax, "all ways", (k, totals[name][k]), (-10, 12), BACKWARD)
        note(ax, "gates only", (k, products[name][k]), (-68, -24), NEUTRAL)
        ax.set(title=name, xlabel="lag k (steps)")
    axes[0].set_ylabel("gradient norm")
    powers_of_ten(axes[0], -30, 10, 10)
    return axes


def updates_needed(table: np.ndarray, lags, biases, limit: int) -> Axes:
    """Draw updates (lags, biases), one tinted box each: the darker, the fewer."""
    n_lags, n_biases = table.shape
    _, ax = plt.subplots(figsize=(SIZE[0], 0.42 * n_lags + 1.0))
    for row, column in np.ndindex(n_lags, n_biases):
        needed = table[row, column]
        solved = needed <= limit
        tint = 0.06 + 0.6 * (1 - np.log(needed) / np.log(limit)) if solved else 0
        box = {"facecolor": FORWARD, "alpha": tint, "linewidth": 0}
        ax.add_patch(Rectangle((column - 0.48, row - 0.46), 0.96, 0.92, **box))
        text = f"{needed:.0f}" if solved else "–"
        ax.text(column, row, text, ha="center", va="center", color=INK)
    ax.set(xlim=(-0.5, n_biases - 0.5), ylim=(-0.5, n_lags - 0.5))
    ax.set_xticks(range(n_biases), biases)
    ax.set_yticks(range(n_lags), lags)
    ax.set(xlabel="bias of the forget gate at the start", ylabel="lag (steps)")
    ax.tick_params(length=0)
    ax.grid(False)
    ax.spines[:].set_visible(False)
    return ax
