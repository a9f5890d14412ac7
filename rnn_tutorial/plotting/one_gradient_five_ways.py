"""Figures of the chapter on five ways to one gradient."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullLocator

from .drawing import arrow, drawing_axes, label_end, node, part_ends
from .style import BACKWARD, FORWARD, SIZE

# Two colours for the two directions: blue carries derivatives forward in time.
STYLES = {
    "double sum": (BACKWARD, ":"),
    "recursion": (BACKWARD, "-"),
    "forward mode": (FORWARD, "-"),
    "tape": (BACKWARD, "--"),
    "complex step": (FORWARD, ":"),
}
# What each bracketing of e_3 J_3 J_2 D_1 holds after each product, and its shape.
BRACKETS = {
    "from the left: rows": (
        BACKWARD,
        {"$e_3$": "1×H", "$e_3J_3$": "1×H", "$e_3J_3J_2$": "1×H", "product": "1×P"},
    ),
    "from the right: matrices": (
        FORWARD,
        {"$D_1$": "H×P", "$J_2D_1$": "H×P", "$J_3J_2D_1$": "H×P", "product": "1×P"},
    ),
    "from the right, one column of P": (
        FORWARD,
        {"$d_1$": "H×1", "$J_2d_1$": "H×1", "$J_3J_2d_1$": "H×1", "product": "1×1"},
    ),
}


def draw_brackets(H: int = 3, P: int = 9) -> np.ndarray:
    """Draw what each bracketing of a product holds, from its first to its last step."""
    _, axes = plt.subplots(len(BRACKETS), 1, figsize=(SIZE[0], 4.8))
    for ax, (title, (colour, held)) in zip(axes, BRACKETS.items(), strict=True):
        for step, (name, shape) in enumerate(held.items()):
            rows, columns = (
                {"1": 1, "H": H, "P": P}[letter] for letter in shape.split("×")
            )
            left = step * (P + 1)
            box = Rectangle((left, -rows), columns, rows, color=colour, alpha=0.5)
            ax.add_patch(box)
            ax.text(left, -H - 1, f"{name}\n{shape}", va="top")
        ax.set(title=title, xlim=(0, len(held) * (P + 1)), ylim=(-3 * H, 0))
        ax.set_aspect("equal")
        ax.set_axis_off()
    return axes


def draw_tape(tape: list, labels: list[str]) -> Axes:
    """Draw the nodes of a tape in their order, with an arrow to each parent."""
    ax = drawing_axes(len(tape) - 1, 2)
    for here, (variable, label) in enumerate(zip(tape, labels, strict=True)):
        node(ax, here, 0, label)
        for parent in variable.parents:
            end = tape.index(parent), 0
            arrow(ax, (here, 0), end, BACKWARD, bend=0.5).set_mutation_scale(7)
    return ax


def plot_growth(lengths, ways: dict[str, list], ylabel: str) -> Axes:
    """Draw one labelled curve for each way against the number of steps, log-log."""
    _, ax = plt.subplots(figsize=(SIZE[0], 4))
    for name, values in ways.items():
        colour, dashes = STYLES[name]
        ax.loglog(lengths, values, dashes, color=colour, marker="o", markersize=4)
        label_end(ax, lengths[-1], values[-1], name, colour)
    ax.set_xticks(lengths, lengths)
    ax.set(xlabel="steps T", ylabel=ylabel, xlim=(lengths[0], 6 * lengths[-1]))
    ax.xaxis.set_minor_locator(NullLocator())
    part_ends(ax)
    return ax
