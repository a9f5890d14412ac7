"""Figures of the chapter on optimisers."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from .drawing import label_end
from .style import BACKWARD, FORWARD, INK, NEUTRAL, SIZE, THIRD
from .vanishing_gradients import COLOURS, DASHES, note, powers_of_ten

TALL, SHORT = (SIZE[0], 5.6), (SIZE[0], 2.6)
RATE_TICKS = 10.0 ** np.arange(-4, 2)
MARKERS = "os^"


def memories(ages: np.ndarray, weights: dict[float, np.ndarray]) -> Axes:
    """The weight of a gradient against its age, and each beta's time constant."""
    _, ax = plt.subplots(figsize=SHORT)
    for (beta, weight), dash in zip(weights.items(), DASHES, strict=False):
        tau = -1 / np.log(beta)
        ax.semilogx(ages, weight, dash, color=BACKWARD)
        ax.plot(tau, np.exp(-1), "o", color=INK, ms=5)
        note(ax, f"β = {beta:g}", (tau, np.exp(-1)), (7, 3), BACKWARD)
    ax.set(xlabel="age of the gradient (updates)", ylabel="weight", ylim=(0, 1.05))
    ax.set_xticks((1, 10, 100), ("1", "10", "100"))
    ax.minorticks_off()
    return ax


def step_lengths(steps: dict[str, np.ndarray], lr: float, drop: int) -> Axes:
    """Lengths of the steps, in units of lr; at `drop` the gradient shrinks."""
    _, ax = plt.subplots()
    for (name, length), colour, dash in zip(
        steps.items(), COLOURS, DASHES, strict=False
    ):
        ax.plot(np.arange(1, len(length) + 1), length / lr, dash, color=colour)
        label_end(ax, len(length), length[-1] / lr, name, colour)
    ax.axvline(drop, color=INK, lw=0.8)
    ax.set(xlabel="update", ylabel="step, in learning rates")
    ax.set(xticks=range(0, len(length) + 1, 100), xlim=(0, 1.35 * len(length)))
    powers_of_ten(ax, -3, 0, 1)
    ax.set_ylim(top=5)
    return ax


def shrinking(paths: dict[str, np.ndarray]) -> Axes:
    """Weights under a decay, one labelled curve each."""
    _, ax = plt.subplots()
    colours = (FORWARD, BACKWARD, THIRD, NEUTRAL)
    for (name, path), colour, dash in zip(paths.items(), colours, DASHES, strict=False):
        ax.plot(path, dash, color=colour, label=name)
    ax.set(xlabel="updates", ylabel="weight", ylim=(-0.05, 1.05))
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2)
    return ax


def valleys(rates, panels: list[dict[str, np.ndarray]], guessing: float) -> np.ndarray:
    """Median final loss (rates,) against the rate; one panel a family of rules."""
    _, axes = plt.subplots(len(panels), 1, figsize=TALL, sharex=True)
    for ax, curves in zip(axes, panels, strict=True):
        for (name, loss), colour, dash, marker in zip(
            curves.items(), (FORWARD, BACKWARD, THIRD), DASHES, MARKERS, strict=False
        ):
            ax.semilogx(rates, loss, dash + marker, color=colour, ms=4, label=name)
        ax.axhline(guessing, color=NEUTRAL, ls=":")
        ax.set(ylabel="loss (nats)", ylim=(-0.05, 1.2), yticks=(0, 0.5, 1))
        ax.legend(loc="lower left", bbox_to_anchor=(0, 0.93), ncols=3)
        ax.minorticks_off()
    axes[-1].set(xlabel="learning rate", xticks=RATE_TICKS)
    return axes


def working_rates(rates, rows: dict[str, dict[str, np.ndarray]]) -> Axes:
    """A dot for every rate that works: rows[optimiser][setting], True or False."""
    _, ax = plt.subplots(figsize=(SIZE[0], 4.2))
    shifts = np.linspace(0.24, -0.24, len(next(iter(rows.values()))))
    for place, settings in enumerate(rows.values()):
        for (name, works), shift, colour, marker in zip(
            settings.items(), shifts, (FORWARD, THIRD, BACKWARD), MARKERS, strict=False
        ):
            found = np.asarray(rates)[works]
            label = None if place else name
            heights = np.full(len(found), -place + shift)
            ax.semilogx(found, heights, marker, color=colour, ms=5, label=label)
    ax.set_yticks(-np.arange(len(rows)), list(rows))
    ax.set(xlabel="learning rate", xlim=(7e-5, 15), xticks=RATE_TICKS)
    ax.minorticks_off()
    ax.legend(loc="lower left", bbox_to_anchor=(-0.2, 1), ncols=3, handletextpad=0)
    return ax


def shares(before: np.ndarray, after: np.ndarray, spread: float) -> Axes:
    """The share of each term in the gradient, and after scaling, and its bound."""
    _, ax = plt.subplots()
    curves = {"bound": spread * before, "gradient": before, "scaled": after}
    styles = (":", NEUTRAL), ("-", BACKWARD), ("--", FORWARD)
    for (name, curve), (dash, colour) in zip(curves.items(), styles, strict=True):
        ax.plot(np.arange(len(curve)), curve, dash, color=colour)
        label_end(ax, len(curve) - 1, curve[-1], name, colour)
    ax.set(xlabel="k (steps back)", ylabel="share of the whole")
    ax.set(xlim=(-1, 1.3 * len(before)), xticks=range(0, len(before) + 1, 10))
    powers_of_ten(ax, -6, 0, 2)
    return ax
