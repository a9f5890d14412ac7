"""Figures of the chapter on checking gradients."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from .drawing import label_end, part_ends
from .style import BACKWARD, FORWARD, INK, NEUTRAL, SIZE, THIRD

Curves = dict[str, np.ndarray]
LOOKS = {
    "one-sided": (NEUTRAL, "s--"),
    "central": (BACKWARD, "o-"),
    "complex step": (THIRD, "^-."),
}


def step_errors(eps, measured: dict[str, Curves], predicted: dict[str, Curves]):
    """Errors against the step, one panel a precision; predictions are dotted."""
    fig, axes = plt.subplots(1, len(measured), figsize=SIZE, sharey=True)
    for ax, (precision, curves) in zip(axes, measured.items(), strict=True):
        for name, errors in curves.items():
            colour, look = LOOKS[name]
            ax.loglog(eps, errors, look, color=colour, markersize=4, label=name)
        for errors in predicted[precision].values():
            ax.loglog(eps, errors, ":", color=INK)
        ax.set(title=precision, xlabel="step ε")
    axes[0].set_ylabel("relative error")
    fig.legend(
        *axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=3
    )
    return axes


def errors_along_directions(errors: np.ndarray, spread: float, tol: float) -> Axes:
    """A histogram of absolute errors (N,), its half-normal density, and what passes."""
    _, ax = plt.subplots()
    _, edges, _ = ax.hist(errors, bins=40, density=True, color=BACKWARD, alpha=0.4)
    density = np.sqrt(2 / np.pi) / spread * np.exp(-((edges / spread) ** 2) / 2)
    ax.plot(edges, density, ":", color=INK)
    ax.axvspan(0, tol, color=FORWARD, alpha=0.4, linewidth=0)
    ax.annotate("passes", (tol, density[0]), (6, -4), textcoords="offset points",
                color=FORWARD)  # fmt: skip
    ax.set(xlabel="error along the direction", ylabel="density", xlim=(0, edges[-1]))
    return ax


def errors_of_causes(eps: np.ndarray, errors: Curves) -> Axes:
    """Errors against a rising step, one labelled curve a cause."""
    _, ax = plt.subplots()
    looks = (BACKWARD, "o-"), (THIRD, "^-."), (NEUTRAL, "s--")
    for (name, error), (colour, look) in zip(errors.items(), looks, strict=True):
        ax.loglog(eps, error, look, color=colour, markersize=4)
        label_end(ax, eps[-1], error[-1], name, colour)
    ax.set(xlabel="step ε", ylabel="relative error", xlim=(eps[0], 500 * eps[-1]))
    ax.set_xticks(eps[::4])
    part_ends(ax)
    return ax
