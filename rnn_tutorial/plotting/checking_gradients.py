"""Figures of the chapter on checking gradients."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from .drawing import label_end, part_ends
from .style import BACKWARD, FORWARD, INK, NEUTRAL, SIZE, THIRD

Curves = dict[str, np.ndarray]
MARKS = {
    "one-sided": {"marker": "s", "color": NEUTRAL},
    "central": {"marker": "o", "color": BACKWARD},
    "complex step": {"marker": "^", "color": THIRD},
}
LOOKS = (BACKWARD, "o-"), (THIRD, "^-."), (NEUTRAL, "s--")


def step_errors(
    eps: np.ndarray, measured: dict[str, Curves], predicted: dict[str, Curves]
) -> np.ndarray:
    """Errors against the step, one panel a precision; dotted on top, predictions."""
    fig, axes = plt.subplots(1, len(measured), figsize=SIZE, sharey=True)
    for ax, kind in zip(axes, measured, strict=True):
        for name, errors in measured[kind].items():
            ax.loglog(eps, errors, ls="", ms=4, mfc="none", label=name, **MARKS[name])
        for errors in predicted[kind].values():
            ax.loglog(eps, errors, ":", color=INK)
        ax.set(title=kind, xlabel="step ε", xticks=eps[::8])
    axes[0].set_ylabel("relative error")
    handles = axes[0].get_legend_handles_labels()
    fig.legend(*handles, loc="outside upper center", ncols=len(MARKS))
    return axes


def errors_along_directions(errors: np.ndarray, spread: float, tol: float) -> Axes:
    """A histogram of absolute errors (N,), its half-normal density, and what passes."""
    _, ax = plt.subplots()
    _, edges, _ = ax.hist(errors, bins=40, density=True, color=BACKWARD, alpha=0.4)
    peak = np.sqrt(2 / np.pi) / spread
    ax.plot(edges, peak * np.exp(-((edges / spread) ** 2) / 2), ":", color=INK)
    ax.axvspan(0, tol, color=FORWARD, alpha=0.4, linewidth=0)
    ax.text(2 * tol, 1.2 * peak, "passes", color=FORWARD)
    ax.set(xlabel="error along the direction", ylabel="density")
    ax.set(xlim=(0, edges[-1]), ylim=(0, 1.35 * peak))
    return ax


def errors_of_causes(eps: np.ndarray, errors: Curves) -> Axes:
    """Errors against a rising step, one labelled curve a cause."""
    _, ax = plt.subplots()
    for (name, error), (colour, look) in zip(errors.items(), LOOKS, strict=True):
        ax.loglog(eps, error, look, color=colour, ms=4)
        label_end(ax, eps[-1], error[-1], name, colour)
    ax.set_xticks(eps[::4])
    ax.set(xlabel="step ε", ylabel="relative error", xlim=(eps[0], 500 * eps[-1]))
    part_ends(ax)
    return ax
