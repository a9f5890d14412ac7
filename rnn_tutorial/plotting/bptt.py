"""Figures of the chapter on backpropagation through time."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from .drawing import arrow, drawing_axes, label_end, node, part_ends
from .style import BACKWARD, FORWARD, INK, NEUTRAL, PAPER, SIZE, THIRD

STEP = 1.3  # from one state to the next
MIDDLE = 0.6  # height of the states
DASHES = [(NEUTRAL, ":"), (THIRD, "-."), (BACKWARD, "-")]


def draw_copies(das, dws) -> Axes:
    """Draw one unit over T steps: states, copies of w, and what comes back to each."""
    T = len(das)
    ax = drawing_axes(STEP * (T + 1), 2 * MIDDLE)
    places = [(STEP * t, MIDDLE) for t in range(T + 2)]
    for t, label in enumerate([f"$h_{t}$" for t in range(T + 1)]):
        node(ax, *places[t], label)
    node(ax, *places[-1], "$L$", NEUTRAL)
    arrow(ax, places[T], places[T + 1])
    arrow(ax, places[T + 1], places[T], BACKWARD, bend=-0.5)
    for t in range(1, T + 1):
        arrow(ax, places[t - 1], places[t], label=f"$w_{t}$")
        arrow(ax, places[t], places[t - 1], BACKWARD, bend=-0.5)
        write(
            ax, t, MIDDLE + 0.72, f"$dw_{t}$\n{dws[t - 1]:.3f}".replace("-", "\u2212")
        )
        write(
            ax, t, MIDDLE - 0.64, f"$da_{t}$\n{das[t - 1]:.3f}".replace("-", "\u2212")
        )
    return ax


def write(ax: Axes, t: int, height: float, text: str) -> None:
    """Write a gradient between the states t - 1 and t."""
    ax.text(STEP * (t - 0.5), height, text, color=BACKWARD, ha="center", va="center")


def plot_terms(norms) -> Axes:
    """Draw the double sum: one disc for each pair (t, k), its area the term's norm."""
    T = len(norms)
    _, ax = plt.subplots(figsize=(6.0, 3.9))
    t, k = np.nonzero(np.tri(T))
    areas = 900 * norms[t, k] / norms.max()
    ax.scatter(k + 1, t + 1, areas, color=BACKWARD, alpha=0.8, linewidths=0)
    ax.plot([1, T], [1, T], color=NEUTRAL, linestyle=":", zorder=0)
    over = {"facecolor": PAPER, "linewidth": 0, "pad": 2}  # hides the grid
    nothing = "no terms:\na loss cannot reach\na later use"
    ax.text(T - 1.55, 1.55, nothing, color=INK, bbox=over)
    ticks = np.arange(1, T + 1)
    ax.set(xticks=ticks, yticks=ticks, xlim=(0.4, T + 0.6), ylim=(0.4, T + 0.6))
    ax.set(xlabel="use of $W_{hh}$ at step k", ylabel="loss of step t")
    return ax


def plot_runs(runs: dict, window: int = 25) -> Axes:
    """Draw the running mean of each run's losses, with its name at the curve's end."""
    _, ax = plt.subplots()
    colours = [(NEUTRAL, ":"), (BACKWARD, "--"), (FORWARD, "-")]
    for (name, losses), (colour, dashes) in zip(runs.items(), colours, strict=True):
        smooth = np.convolve(losses, np.ones(window) / window, "valid")
        updates = np.arange(window, len(losses) + 1)
        ax.semilogy(updates, smooth, color=colour, linestyle=dashes)
        label_end(ax, len(losses), smooth[-1], name, colour)
    ax.set(xlabel="updates", ylabel="loss (mean squared error)")
    ax.set_xlim(0, 1.5 * len(losses))
    ax.spines.bottom.set_bounds(0, len(losses))  # beyond it, there are only names
    part_ends(ax)
    return ax


def plot_costs(lengths, products: dict, kilobytes) -> np.ndarray:
    """Draw products (three curves) and the size of the cache against T: two panels."""
    _, axes = plt.subplots(1, 2, figsize=SIZE)
    for (name, counts), (colour, dashes) in zip(products.items(), DASHES, strict=True):
        axes[0].loglog(lengths, counts, color=colour, linestyle=dashes)
        if name == next(iter(products)):  # the steepest curve has no room below
            place = {"xytext": (-6, 0), "ha": "right", "va": "bottom"}
            point = lengths[-2], counts[-2]
        else:
            place = {"xytext": (4, -3), "ha": "left", "va": "top"}
            point = lengths[-3], counts[-3]
        style = {"textcoords": "offset points", "color": colour}
        axes[0].annotate(name, point, **place, **style)
    axes[0].set_xlim(right=3 * lengths[-1])  # room for the names
    axes[0].set(xlabel="steps T", title="vector-Jacobian products")
    axes[1].plot(lengths, kilobytes, color=FORWARD, marker="o", markersize=4)
    axes[1].set(xlabel="steps T", title="cache (kilobytes)", ylim=(0, None))
    return axes


def plot_truncation(windows, before, after, delay: int) -> Axes:
    """Draw the cosine of truncated with full gradient against the window's length."""
    _, ax = plt.subplots()
    ax.semilogx(windows, before, "o--", color=NEUTRAL)
    ax.semilogx(windows, after, "o-", color=BACKWARD)
    ax.axvline(delay, color=NEUTRAL, linestyle=":", linewidth=1)
    ax.text(delay * 1.04, 0.03, f"delay {delay}", color=NEUTRAL)
    ax.text(windows[0], before[0] - 0.06, "untrained", color=NEUTRAL, va="top")
    ax.text(windows[2], after[3] - 0.12, "after 300 updates", color=BACKWARD, va="top")
    ax.set(xlabel="window K (steps)", ylabel="cosine with full gradient")
    ax.set_ylim(0, 1.05)
    ax.set_xticks(windows, [str(K) for K in windows])
    ax.minorticks_off()
    return ax
