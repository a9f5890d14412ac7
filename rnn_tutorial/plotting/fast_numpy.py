"""Figures of the chapter on speed: all drawn from the records of `make bench`."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import NullLocator

from .style import BACKWARD, FORWARD, INK, NEUTRAL, SIZE, THIRD

PARTS = "low", "median", "high"


def plot_batches(batches, times) -> Axes:
    """Draw the time of a step against the batch size, and what proportion would be."""
    _, ax = plt.subplots()
    ax.loglog(batches, batches, ":", color=NEUTRAL, label="in proportion to B")
    ax.loglog(batches, times, "o-", color=INK, markersize=5, label="measured")
    _plain_ticks(ax.xaxis, batches)
    _plain_ticks(ax.yaxis, batches)
    ax.set(xlabel="sequences in the batch, B", ylabel="time / time of one")
    ax.legend(loc="upper left")
    return ax


def plot_gains(gains: dict[str, dict[str, dict]]) -> Axes:
    """Draw slow / fast for each trick: a mark and its range for each workload."""
    _, ax = plt.subplots(figsize=(SIZE[0], 4.6))
    names = list(next(iter(gains.values())))
    styles = [(FORWARD, "o", 0.13), (BACKWARD, "s", -0.13)]
    for (label, tricks), (colour, marker, up) in zip(
        gains.items(), styles, strict=True
    ):
        low, mid, high = ([tricks[n][p] for n in names] for p in PARTS)
        places = up - np.arange(len(names))
        ax.hlines(places, low, high, color=colour, linewidth=1.4)
        ax.plot(mid, places, marker, color=colour, markersize=5, label=label)
    ax.axvline(1, color=NEUTRAL, linestyle=":")
    ax.set(xscale="log", xlabel="slow form / fast form")
    ax.set_yticks(-np.arange(len(names)), names)
    ax.set_xticks([0.5, 1, 2, 4, 8], ["0.5", "1", "2", "4", "8"])
    ax.xaxis.set_minor_locator(NullLocator())
    ax.figure.legend(loc="outside upper right", ncols=2)
    return ax


def plot_beside(rows: list[dict]) -> np.ndarray:
    """Draw each step's time over PyTorch's (left) and over the floor's (right)."""
    fig, axes = plt.subplots(1, 2, figsize=SIZE, sharey=True)
    letters = sorted({row["workload"][0] for row in rows}, reverse=True)
    for ax, part in zip(axes, ("of_torch", "of_floor"), strict=True):
        _plot_ratios(ax, rows, part, letters)
        ax.axvline(1, color=NEUTRAL, linestyle=":")
        ax.set(xscale="log", xlim=(0.2, 8), ylim=(-0.5, len(letters) - 0.5))
        ax.set_xticks([0.25, 0.5, 1, 2, 4], ["¼", "½", "1", "2", "4"])
        ax.xaxis.set_minor_locator(NullLocator())
    axes[0].set_yticks(range(len(letters)), letters)
    axes[0].set(title="ours / PyTorch", ylabel="workload", xlabel="ratio of times")
    axes[1].set(title="ours / products alone", xlabel="ratio of times")
    marks = axes[0].get_legend_handles_labels()
    fig.legend(*marks, loc="outside upper right", ncols=3, handletextpad=0.1)
    return axes


def _plot_ratios(ax: Axes, rows: list[dict], part: str, letters: list[str]) -> None:
    """Draw one mark for each cell and workload, the cells of a row a little apart."""
    cells = zip(("rnn", "lstm", "gru"), (FORWARD, BACKWARD, THIRD), "os^", strict=True)
    for up, (cell, colour, marker) in zip((0.2, 0.0, -0.2), cells, strict=True):
        own = [row for row in rows if row["cell"] == cell]
        heights = [letters.index(row["workload"][0]) + up for row in own]
        style = {"color": colour, "linestyle": "none", "markersize": 6}
        ratios = [row[part] for row in own]
        ax.plot(ratios, heights, marker, label=cell.upper(), **style)


def plot_lengths(lengths, times: dict[str, list]) -> Axes:
    """Draw the time of each way to a gradient against T, log-log."""
    _, ax = plt.subplots()
    styles = [(BACKWARD, "-"), (NEUTRAL, ":"), (FORWARD, "--"), (THIRD, "-.")]
    for (name, values), (colour, dashes) in zip(times.items(), styles, strict=True):
        style = {"color": colour, "linestyle": dashes, "marker": "o", "markersize": 4}
        ax.loglog(lengths, values, label=name, **style)
    _plain_ticks(ax.xaxis, lengths)
    ax.set(xlabel="steps T", ylabel=f"time / BPTT at T = {lengths[0]}")
    ax.legend(loc="upper left")
    return ax


def plot_against_counting(seconds, bits, counted: dict[str, float]) -> Axes:
    """Draw held-out bits against seconds of training, and two n-gram models."""
    _, ax = plt.subplots()
    best = min(counted, key=counted.get)
    # The curve falls, so it leaves room at the upper right and at the lower left.
    for n, x, side in (("4", seconds[-1], "right"), (best, seconds[0], "left")):
        ax.axhline(counted[n], color=NEUTRAL, linestyle=":")
        label = f"counting {n} symbols at a time"
        ax.text(x, counted[n] + 0.01, label, color=INK, ha=side, va="bottom")
    ax.plot(seconds, bits, "o-", color=FORWARD, markersize=4)
    ax.text(seconds[0] + 6, bits[0], "GRU", color=FORWARD, va="center")
    ax.set(xlabel="processor time of training (s)", ylabel="bits per character")
    return ax


def _plain_ticks(axis: Axis, values) -> None:
    axis.set_ticks(values, [str(value) for value in values])
    axis.set_minor_locator(NullLocator())
