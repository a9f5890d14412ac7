"""Figures of the chapter on the GRU."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from .drawing import arrow, drawing_axes, node, shorten
from .style import BACKWARD, FORWARD, INK, NEUTRAL, SIZE, THIRD
from .vanishing_gradients import label_end, note, powers_of_ten

COLOURS = (FORWARD, THIRD, NEUTRAL)
DASHES = ("-", "--", "-.", ":")

# Where the parts of one step stand: the state on one line, its gates around it.
PLACES = {
    "h_prev": (0.2, 2.8),
    "m": (1.8, 1.4),
    "r": (3.3, 0.2),
    "n": (5.0, 1.4),
    "z": (5.0, 4.1),
    "h": (6.9, 2.8),
}
LABELS = {"h_prev": "$h_{t-1}$", "h": "$h_t$"}
POINTS = {"reset": (3.3, 1.4, "×"), "mix": (5.0, 2.8, "+")}
WIRES = """h_prev mix  h_prev m  m reset  r reset  reset n  n mix  z mix  mix h"""
RADIUS, SMALL = 0.36, 0.26
BESIDE = ("r", "n", "z")  # these have their numbers at their right


def draw_step(values: dict[str, float], gradients: dict[str, float]) -> Axes:
    """Draw one step of one unit: values in blue, gradients in orange, by name."""
    ax = drawing_axes(7.4, 4.3)
    at = PLACES | {name: (x, y) for name, (x, y, _) in POINTS.items()}
    names = iter(WIRES.split())
    for start, end in zip(names, names, strict=True):
        tail, head = (SMALL if name in POINTS else RADIUS for name in (start, end))
        a, b = at[start], at[end]
        arrow(ax, shorten(a, b, tail), shorten(b, a, head), radius=0)
    for x, y, sign in POINTS.values():
        node(ax, x, y, sign, NEUTRAL, SMALL)
    ax.text(4.3, 2.92, "× $z$", color=INK, ha="center", va="bottom")
    ax.text(5.12, 2.12, "× $(1-z)$", color=INK, va="center")
    for name, (x, y) in PLACES.items():
        node(ax, x, y, LABELS.get(name, f"${name}$"), radius=RADIUS)
        _write(ax, name in BESIDE, x, y, values[name], gradients[name])
    return ax


def _write(ax: Axes, beside: bool, x, y, value, gradient) -> None:
    """Value and gradient: above and below a node, or both at its right."""
    dx, up = (0.5, 0.19) if beside else (0, 0.58)
    for number, colour, dy in ((value, FORWARD, up), (gradient, BACKWARD, -up)):
        ax.text(x + dx, y + dy, f"{number:.3f}".replace("-", "−"), color=colour,
                va="center", ha="left" if beside else "center")  # fmt: skip


def codes(states: dict[str, np.ndarray]) -> Axes:
    """One unit's states, a labelled curve for each code. Every curve is (T + 1,)."""
    _, ax = plt.subplots()
    for (name, h), colour, dash in zip(states.items(), COLOURS, DASHES, strict=False):
        ax.plot(h, dash, color=colour, marker="o", markersize=3.5)
        label_end(ax, len(h) - 1, h[-1], name, colour)
    ax.set_xticks(range(len(h)))
    ax.set(xlabel="step t", ylabel="state of unit 1", xlim=(0, 1.12 * (len(h) - 1)))
    return ax


def differences(gaps: dict[str, np.ndarray], shifts: dict[str, int]) -> Axes:
    """How far two codes are apart, step by step, a labelled curve a network."""
    _, ax = plt.subplots()
    for (name, gap), colour, dash in zip(gaps.items(), COLOURS, DASHES, strict=False):
        ax.plot(np.arange(1, len(gap) + 1), 100 * gap, dash, color=colour)
        note(ax, name, (len(gap), 100 * gap[-1]), (-150, shifts[name]), colour)
    ax.set(xlabel="step t", ylabel="difference (% of the state)")
    ax.set_ylim(-0.5, None)
    return ax


def carousel(totals: dict[str, np.ndarray], products: dict[str, np.ndarray]):
    """The gradient at the state and the product of z alone, one panel a network."""
    _, axes = plt.subplots(1, len(totals), figsize=SIZE, sharey=True)
    for ax, name in zip(axes, totals, strict=True):
        ax.plot(products[name], ":", color=NEUTRAL)
        ax.plot(totals[name], color=BACKWARD)
        k = len(totals[name]) // 2
        note(ax, "all ways", (k, totals[name][k]), (2, 9), BACKWARD)
        note(ax, "product of z", (k, products[name][k]), (-82, -20), NEUTRAL)
        ax.set(title=name, xlabel="lag k (steps)")
    axes[0].set_ylabel("gradient norm")
    powers_of_ten(axes[0], -18, 0, 6)
    return axes


def half_lives(biases, measured, predicted) -> Axes:
    """Steps until half of the gradient is left, against the bias of z."""
    _, ax = plt.subplots()
    ax.semilogy(biases, predicted, ":", color=NEUTRAL)
    ax.semilogy(biases, measured, "o", color=BACKWARD)
    note(ax, "bias alone", (biases[-2], predicted[-2]), (-78, 6), NEUTRAL)
    note(ax, "measured", (biases[2], measured[2]), (-30, 12), BACKWARD)
    ax.set(xlabel="bias of z at the start", ylabel="half-life (steps)")
    ax.set_yticks([1, 10, 100], ["1", "10", "100"])
    ax.minorticks_off()
    return ax


def three_cells(norms: dict[str, np.ndarray], shifts: dict[str, int]) -> Axes:
    """Gradient norms against the lag, one labelled curve a cell."""
    _, ax = plt.subplots()
    styles = zip((BACKWARD, THIRD, NEUTRAL, INK), DASHES, strict=True)
    for (name, norm), (colour, dash) in zip(norms.items(), styles, strict=False):
        ax.plot(norm, dash, color=colour)
        note(ax, name, (len(norm) - 1, norm[-1]), (5, shifts.get(name, -4)), colour)
    ax.set_xticks(range(0, len(norm), 20))
    ax.set(xlabel="lag k (steps)", ylabel="gradient norm")
    ax.set_xlim(0, 1.25 * (len(norm) - 1))
    powers_of_ten(ax, -12, 0, 3)
    return ax


def before_and_after(runs: dict[str, list[tuple]]) -> np.ndarray:
    """One panel a cell; each run is (norms before, norms after, solved or not)."""
    _, axes = plt.subplots(1, len(runs), figsize=SIZE, sharey=True)
    for ax, (name, several) in zip(axes, runs.items(), strict=True):
        for before, after, solved in several:
            ax.plot(before, ":", color=NEUTRAL, linewidth=1.2)
            colour, dash = (BACKWARD, "-") if solved else (NEUTRAL, "--")
            ax.plot(after, dash, color=colour, linewidth=1.5)
        ax.set(title=name, xlabel="lag k (steps)", xticks=(0, 10, 20))
    axes[0].set_ylabel("gradient norm")
    powers_of_ten(axes[0], -8, 0, 2)
    axes[0].set_ylim(1e-9, 30)
    return axes


def counting(steps: dict[str, np.ndarray]) -> Axes:
    """How far each event moves a unit's memory, a labelled curve a unit."""
    _, ax = plt.subplots()
    for (name, step), colour, dash in zip(steps.items(), COLOURS, DASHES, strict=False):
        ax.semilogy(np.arange(1, len(step) + 1), step, dash, color=colour)
        label_end(ax, len(step), step[-1], name, colour)
    ax.set_xticks(range(0, len(step) + 1, 5))
    ax.set(xlabel="event", ylabel="what it moves", xlim=(0, 1.3 * len(step)))
    ax.set_yticks([0.001, 0.01, 0.1, 1], ["0.001", "0.01", "0.1", "1"])
    ax.minorticks_off()
    return ax


def recall_curves(panels: dict[str, dict[str, list]], guessing: float) -> np.ndarray:
    """One panel a cell: the loss of every seed, as it starts and with the gate open.

    `panels[cell]` has curves of means over ten updates under "as it starts", and under
    "open" where there is a gate.
    """
    _, axes = plt.subplots(1, len(panels), figsize=SIZE, sharey=True)
    looks = {"as it starts": (NEUTRAL, "--"), "open": (FORWARD, "-")}
    for ax, (name, groups) in zip(axes, panels.items(), strict=True):
        for group, curves in groups.items():
            colour, dash = looks[group]
            for curve in curves:
                x = 10 * np.arange(len(curve)) + 5
                ax.plot(x, curve, dash, color=colour, linewidth=1)
        ax.axhline(guessing, color=INK, linewidth=0.8)
        ax.set(title=name, xlabel="updates", xticks=(0, 500, 1000), xlim=(0, 1050))
    axes[0].set(ylabel="loss (nats)", ylim=(0, 1.0))
    return axes


def text_curves(curves: dict[str, np.ndarray], bits: dict[str, list]) -> np.ndarray:
    """Left the loss against updates, right the held-out bits of each seed.

    `curves[name]` is (seeds, N), means over twenty updates: drawn are the middle of the
    seeds, and a band from the lowest to the highest.
    """
    widths = {"width_ratios": (3, 2)}
    _, axes = plt.subplots(1, 2, figsize=SIZE, gridspec_kw=widths)
    styles = zip(curves.items(), (NEUTRAL, THIRD, FORWARD), DASHES, "osD", strict=False)
    for place, ((name, seeds), colour, dash, marker) in enumerate(styles):
        x = 20 * np.arange(seeds.shape[1]) + 10
        axes[0].fill_between(x, seeds.min(0), seeds.max(0), color=colour, alpha=0.18)
        axes[0].plot(x, np.median(seeds, axis=0), dash, color=colour, label=name)
        axes[1].plot([place] * len(bits[name]), bits[name], marker, color=colour)
    axes[0].legend(loc="upper right", handlelength=2.6)
    axes[0].set(xlabel="updates", ylabel="bits per character", ylim=(2.2, 3.8))
    axes[0].set(title="training")
    axes[1].set(title="held out", xticks=range(len(curves)), xlim=(-0.6, 2.6))
    axes[1].set_xticklabels(curves)
    return axes
