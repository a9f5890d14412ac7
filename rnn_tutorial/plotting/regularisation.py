"""Figures of the chapter on regularisation."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from .style import BACKWARD, FONT, FORWARD, INK, NEUTRAL, SIZE, THIRD
from .vanishing_gradients import note

COLOURS = (FORWARD, THIRD, NEUTRAL)
DASHES = ("-", "--", "-.", ":")


def by_heart(curves: dict[str, np.ndarray], every: int) -> Axes:
    """Bits against updates, "train" and "validation"; a line where the best one is.

    Each curve is (seeds, N): drawn are the mean over the seeds and every seed, thin.
    """
    _, ax = plt.subplots(figsize=SIZE)
    looks = zip(curves.items(), (NEUTRAL, FORWARD), ("--", "-"), strict=True)
    for (name, seeds), colour, dash in looks:
        x = every * np.arange(1, seeds.shape[1] + 1)
        ax.plot(x, seeds.T, dash, color=colour, linewidth=0.7, alpha=0.5)
        ax.plot(x, seeds.mean(axis=0), dash, color=colour)
        note(ax, name, (x[-1], seeds.mean(axis=0)[-1]), (-70, 9), colour)
    best = x[curves["validation"].mean(axis=0).argmin()]
    ax.axvline(best, color=INK, linewidth=0.9)
    note(ax, "stop here", (best, ax.get_ylim()[1]), (5, -14), INK)
    ax.set(xlabel="updates", ylabel="bits per character", xlim=(0, 1.02 * x[-1]))
    return ax


def two_masks(masks: dict[str, np.ndarray]) -> np.ndarray:
    """Masks (T, H), one panel each: a filled square is kept, an empty one dropped."""
    _, axes = plt.subplots(1, len(masks), figsize=SIZE, sharey=True)
    for ax, (name, mask) in zip(axes, masks.items(), strict=True):
        for kept, face in ((True, FORWARD), (False, "none")):
            t, unit = np.nonzero((mask > 0) == kept)
            ax.plot(t + 1, unit + 1, "s", color=FORWARD, markerfacecolor=face,
                    markersize=7, markeredgewidth=0.8)  # fmt: skip
        ax.set(title=name, xlabel="time step t", xticks=(1, len(mask)))
        ax.grid(visible=False)
    axes[0].set(ylabel="unit", yticks=(1, mask.shape[1]))
    return axes


def wear(steps, shares: dict[str, np.ndarray], spreads: dict[str, np.ndarray]):
    """Left the share of numbers that are left after T masks, right their spread.

    Each name has a pair of curves: the formula, a line, and the measured points.
    """
    _, axes = plt.subplots(1, 2, figsize=SIZE)
    for ax, curves in zip(axes, (shares, spreads), strict=True):
        for (name, (formula, measured)), colour, dash in zip(
            curves.items(), COLOURS, DASHES, strict=False
        ):
            ax.plot(steps, formula, dash, color=colour, label=name)
            ax.plot(steps[::5], measured[::5], "o", color=colour, markersize=4)
        ax.set(xlabel="masks T")
    axes[0].set(title="share left", ylim=(0, 1.02))
    axes[1].set(title="standard deviation", yscale="log")
    axes[1].set_yticks([0.1, 1, 10, 100, 1000], ["0.1", "1", "10", "100", "1000"])
    axes[1].minorticks_off()
    axes[0].legend(loc="upper right", handlelength=2.6)
    return axes


def until_solved(updates: dict[str, list[int]], limit: int) -> Axes:
    """One row a setting, one dot a seed: updates until solved; hollow beyond limit."""
    _, ax = plt.subplots(figsize=(SIZE[0], 1.2 * SIZE[1]))
    for row, several in enumerate(updates.values()):
        for place, n in enumerate(sorted(several)):
            face = FORWARD if n <= limit else "none"
            height = row + 0.6 * ((place + 0.5) / len(several) - 0.5)
            ax.plot(n, height, "o", color=FORWARD, markerfacecolor=face, markersize=5)
    for row in range(1, len(updates)):
        ax.axhline(row - 0.5, color=NEUTRAL, linewidth=0.4)
    ax.set(xlabel="updates until solved", ylim=(len(updates) - 0.5, -0.5))
    ax.set_yticks(range(len(updates)), updates)
    ax.grid(visible=False, axis="y")
    ax.set_xlim(0, 1.1 * limit)
    return ax


def three_terms(terms: dict[str, np.ndarray]) -> np.ndarray:
    """One panel a term of dx, one bar an entry of the row."""
    fig, axes = plt.subplots(1, len(terms), figsize=SIZE, sharey=True)
    for ax, (name, term) in zip(axes, terms.items(), strict=True):
        ax.bar(np.arange(1, len(term) + 1), term, color=BACKWARD, width=0.7)
        ax.axhline(0, color=INK, linewidth=0.8)
        ax.set(title=name, xticks=(1, len(term)))
    axes[0].set(ylabel="gradient")
    fig.supxlabel("entry", fontsize=FONT)
    return axes


def remedies(curves: dict[str, np.ndarray], bits: dict[str, list], every: int):
    """Above validation curves, below the test bits of every seed and remedy.

    `curves[name]` is (seeds, N); drawn is the mean. `bits[name]` are kept at the best
    validation score.
    """
    _, (above, below) = plt.subplots(2, 1, figsize=(SIZE[0], 2 * SIZE[1]))
    for (name, seeds), colour, dash in zip(
        curves.items(), (NEUTRAL, FORWARD, THIRD, INK), DASHES, strict=False
    ):
        x = every * np.arange(1, seeds.shape[1] + 1)
        above.plot(x, seeds.mean(axis=0), dash, color=colour, label=name)
    above.set(xlabel="updates", ylabel="bits per character", title="validation")
    above.set_ylim(None, 3.65)
    above.legend(loc="upper right", handlelength=2.6)
    for place, values in enumerate(bits.values()):
        below.plot(values, [place] * len(values), "o", color=FORWARD, markersize=5)
    below.axvline(np.mean(next(iter(bits.values()))), color=NEUTRAL, linestyle=":")
    below.set(title="test", xlabel="bits", ylim=(len(bits) - 0.5, -0.5))
    below.set_yticks(range(len(bits)), bits)
    return above, below
