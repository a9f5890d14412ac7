"""Figures of the chapter on truncated backpropagation through time."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from .drawing import arrow, drawing_axes, node
from .style import BACKWARD, FORWARD, INK, NEUTRAL, SIZE, THIRD

LEFT, STEP, DOWN = 2.3, 1.35, 1.25  # beside titles, states, rows
DASHES = [(NEUTRAL, ":"), (BACKWARD, "-"), (FORWARD, "--")]


def draw_seams() -> Axes:
    """Draw four steps with a seam in the middle: state carried or not, gradient too."""
    ax = drawing_axes(LEFT + 3 * STEP + 0.1, 3 * DOWN + 0.4)
    choices = [(carry, cut) for carry in (True, False) for cut in (False, True)]
    for row, (carry, cut) in enumerate(choices):
        _network(ax, DOWN * (3 - row) + 0.2, carry, cut)
    return ax


def _network(ax: Axes, y: float, carry: bool, cut: bool) -> None:
    title = f"state {'carried' if carry else 'reset'},\n{'' if cut else 'not '}cut"
    ax.text(-0.4, y, title, color=INK, va="center")
    places = [(LEFT + STEP * t, y) for t in range(4)]
    middle = LEFT + STEP * 1.5
    for t, place in enumerate(places):
        node(ax, *place, f"$h_{t + 1}$")
    for t in range(3):
        if t != 1 or carry:
            arrow(ax, places[t], places[t + 1])
        if t != 1 or (carry and not cut):
            arrow(ax, places[t + 1], places[t], BACKWARD, bend=-0.5)
    if not carry:
        ax.text(middle + 0.15, y, "0", color=FORWARD, ha="center", va="center")
    ax.plot([middle, middle], [y - 0.5, y + 0.5], ":", color=NEUTRAL, linewidth=1.4)


def plot_pairs(T: int, walks: list[tuple[int, int]]) -> np.ndarray:
    """Draw which pairs (loss t, use k) a walk keeps, one panel for each (k1, k2)."""
    shape = {"figsize": (SIZE[0], 2.6), "sharey": True, "squeeze": False}
    (axes,) = plt.subplots(1, len(walks), **shape)[1]
    for ax, (k1, k2) in zip(axes, walks, strict=True):
        t, k = (index + 1 for index in np.nonzero(np.tri(T)))
        kept = k > k1 * np.ceil(t / k1) - k2
        ax.scatter(k[kept], t[kept], 34, color=BACKWARD, linewidths=0)
        ax.scatter(k[~kept], t[~kept], 16, edgecolors=NEUTRAL, facecolors="none")
        ax.set(title=f"$k_1 = {k1}$, $k_2 = {k2}$", xlabel="use k", aspect="equal")
        ax.set(xticks=range(2, T + 1, 2), yticks=range(2, T + 1, 2))
    axes[0].set_ylabel("loss of step t")
    return axes


def plot_bias(ks, curves: dict[str, dict[str, tuple]]) -> np.ndarray:
    """Draw cosine and norm against k: a column for each cell, a curve for each time."""
    _, axes = plt.subplots(2, len(curves), figsize=(6, 4.6), sharex=True, sharey="row")
    for column, (cell, times) in zip(axes.T, curves.items(), strict=True):
        pairs = zip(times.items(), DASHES, strict=True)
        for (name, (cosine, ratio)), (colour, dashes) in pairs:
            style = {"color": colour, "linestyle": dashes, "marker": "o"}
            column[0].plot(ks, cosine, markersize=3, label=name, **style)
            column[1].semilogy(ks, ratio, markersize=3, **style)
        column[0].set(title=cell, ylim=(-0.05, 1.05))
        column[1].set(xlabel="steps walked back, k", xticks=[1, 5, 10, 15, 20])
    axes[0, 0].set_ylabel("cosine with\nfull gradient")
    axes[1, 0].set_ylabel("norm / norm of\nfull gradient")
    axes[0, 0].legend(loc="lower right")
    return axes


def plot_learning(panels: dict[str, dict], guessing: float, over: int = 20):
    """Draw running means of losses: a panel for each task, curves {name: runs}."""
    _, axes = plt.subplots(1, len(panels), figsize=SIZE, sharey=True)
    styles = [(BACKWARD, "-"), (FORWARD, "--"), (THIRD, "-.")]
    for ax, (title, groups) in zip(axes, panels.items(), strict=True):
        for (name, runs), (colour, dashes) in zip(groups.items(), styles, strict=False):
            for number, run in enumerate(runs):
                smooth = np.convolve(run, np.ones(over) / over, "valid")
                label = "" if number else name
                ax.plot(np.arange(over, len(run) + 1), smooth, color=colour,
                        linestyle=dashes, linewidth=1.2, label=label)  # fmt: skip
        ax.axhline(guessing, color=NEUTRAL, linestyle=":", label="guessing")
        ax.set(title=title, xlabel="updates", ylim=(-0.03, 1.12))
        ax.legend(loc="upper right", ncols=2, handlelength=1.3, columnspacing=0.6)
    axes[0].set_ylabel("loss (nats)")
    return axes


def plot_spread(lags, formulas: dict[float, np.ndarray], measured: dict) -> Axes:
    """Draw the spread of one term against its lag: formula (line) and draws (dots)."""
    _, ax = plt.subplots()
    styles = [(BACKWARD, "-"), (THIRD, "-."), (FORWARD, "--")]
    for (p, spread), (colour, dashes) in zip(formulas.items(), styles, strict=True):
        ax.semilogy(lags, spread, color=colour, linestyle=dashes)
        ax.semilogy(*measured[p], "o", color=colour, markersize=4)
        ax.annotate(f"p = {p:g}", (lags[-1], spread[-1]), (5, 0), va="center",
                    textcoords="offset points", color=colour)  # fmt: skip
    ax.set(xlabel="lag (seams on the way)", ylabel="standard deviation / mean")
    ax.set_xlim(0, lags[-1] * 1.16)
    return ax


def plot_memory(lengths, counted: dict[str, list], formulas: dict[str, list]) -> Axes:
    """Draw bytes against T: counted (dots) and by formula (lines), log-log."""
    _, ax = plt.subplots()
    styles = [(BACKWARD, "-"), (NEUTRAL, ":"), (FORWARD, "--")]
    for (name, values), (colour, dashes) in zip(counted.items(), styles, strict=True):
        ax.loglog(lengths, formulas[name], color=colour, linestyle=dashes)
        ax.loglog(lengths, values, "o", color=colour, markersize=4)
        ax.annotate(name, (lengths[-1], values[-1]), (7, 0), va="center",
                    textcoords="offset points", color=colour)  # fmt: skip
    ax.set(xlabel="steps T", ylabel="bytes kept")
    ax.set_xlim(lengths[0] / 1.3, lengths[-1] * 6)
    ax.set_xticks(lengths, [str(T) for T in lengths])
    ax.minorticks_off()
    return ax
