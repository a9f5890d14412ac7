"""The drawn network of the book, folded and unrolled, and what can be asked of it."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.path import Path

from .drawing import arrow, drawing_axes, node
from .style import FORWARD, INK, NEUTRAL, THIRD

GAP = 1.45  # between two time steps, in units of the drawing's grid
ROW = 0.6  # height of a sentence in the drawing of a batch


def folded_and_unrolled(n_steps: int = 3) -> Axes:
    """Draw the network with its loop, and beside it as a chain of n_steps copies."""
    start = 2.7
    ax = drawing_axes(start + GAP * n_steps + 0.2, 3.2)
    column(ax, 0, "t", weights=True)
    loop(ax, 0, 1.45, "$W_{hh}$")
    ax.text(0, 3.45, "folded", ha="center", color=INK)
    node(ax, start, 1.45, "$h_0$")
    for t in range(1, n_steps + 1):
        x = start + GAP * t
        column(ax, x, str(t), weights=True)
        arrow(ax, (x - GAP, 1.45), (x, 1.45), label="$W_{hh}$")
    ax.text(start + GAP * (n_steps + 1) / 2, 3.45, "unrolled", ha="center", color=INK)
    return ax


def column(
    ax: Axes,
    x: float,
    t: str,
    weights: bool = False,
    reads: bool = True,
    answers: bool = True,
) -> None:
    """Draw one time step, from the bottom up: x_t, h_t and y_t."""
    node(ax, x, 1.45, f"$h_{t}$")
    if reads:
        node(ax, x, 0, f"$x_{t}$")
        arrow(ax, (x, 0), (x, 1.45), label="$W_{xh}$" if weights else "")
    if answers:
        node(ax, x, 2.9, f"$y_{t}$")
        arrow(ax, (x, 1.45), (x, 2.9), label="$W_{hy}$" if weights else "")


def loop(ax: Axes, x: float, y: float, label: str) -> None:
    """Draw the arrow from a node to itself, one step later."""
    points = [
        (x + 0.2, y + 0.24),
        (x + 1, y + 0.9),
        (x + 1, y - 0.9),
        (x + 0.2, y - 0.24),
    ]
    path = Path(points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
    style = {"arrowstyle": "-|>", "mutation_scale": 12, "linewidth": 1.6}
    ax.add_patch(FancyArrowPatch(path=path, color=FORWARD, fill=False, **style))
    ax.text(x + 0.9, y, label, color=FORWARD, va="center")


def kinds_of_tasks() -> Axes:
    """Draw many-to-one, many-to-many and one-to-many, three steps each."""
    ax = drawing_axes(9.2, 3.6)
    kinds = [
        ("many-to-one", (1, 2, 3), (3,)),
        ("many-to-many", (1, 2, 3), (1, 2, 3)),
        ("one-to-many", (1,), (1, 2, 3)),
    ]
    for i, (name, inputs, outputs) in enumerate(kinds):
        left = 3.6 * i
        for t in (1, 2, 3):
            reads, answers = t in inputs, t in outputs
            column(ax, left + t - 1, str(t), reads=reads, answers=answers)
        for t in (1, 2):
            arrow(ax, (left + t - 1, 1.45), (left + t, 1.45))
        ax.text(left + 1, 3.5, name, ha="center", color=INK)
    return ax


def state_paths(paths: Sequence[np.ndarray], sentences: Sequence[str]) -> Axes:
    """Plot states of two units: paths of shape (T, 2), one for each sentence."""
    _, ax = plt.subplots()
    styles = [(FORWARD, "o-"), (THIRD, "s--")]
    for path, sentence, (colour, style) in zip(paths, sentences, styles, strict=False):
        ax.plot(*np.vstack([np.zeros(2), path]).T, style, color=colour)
        words = sentence.split()
        for i, (word, (x, y)) in enumerate(zip(words, path, strict=True)):
            beside(ax, x, y, word, colour, outside=i < len(words) - 1)
    ax.plot(0, 0, "o", color=INK)
    ax.text(0, 0.05, "$h_0$", color=INK, ha="center", va="bottom")
    ax.set(xlim=(-1.3, 1.3), ylim=(-0.1, 1.1))
    ax.set(xlabel="first unit of $h_t$", ylabel="second unit of $h_t$")
    return ax


def beside(ax: Axes, x: float, y: float, word: str, colour: str, outside: bool) -> None:
    """Write `word` next to a point, on the side away from the middle or towards it."""
    right = (x > 0) == outside  # a path's last line comes from outside
    place = {"ha": "left" if right else "right", "va": "center"}
    ax.text(x + (0.06 if right else -0.06), y, word, color=colour, **place)


def padded_batch(sentences: Sequence[str], filler: str) -> Axes:
    """Draw a batch, one row a sentence: words, then the filler."""
    n_steps = max(len(sentence.split()) for sentence in sentences)
    top = ROW * len(sentences) - 0.4
    ax = drawing_axes(n_steps, top)
    for row, sentence in enumerate(reversed(sentences)):
        words = sentence.split()
        for t in range(n_steps):
            real, last = t < len(words), t == len(words) - 1
            slot(ax, t, ROW * row - 0.4, words[t] if real else filler, real, last)
    for t in range(n_steps):
        ax.text(t + 0.5, top + 0.1, f"$t={t + 1}$", ha="center", color=INK)
    return ax


def slot(ax: Axes, x: float, y: float, word: str, real: bool, last: bool) -> None:
    """Draw one place of a batch: blue for data, grey and slanted for padding."""
    colour = FORWARD if real else NEUTRAL
    corner, width, height = (x + 0.05, y + 0.05), 0.9, ROW - 0.1
    tint = {"facecolor": colour, "alpha": 0.14, "linewidth": 0}
    ax.add_patch(Rectangle(corner, width, height, **tint))
    edge = {"fill": False, "edgecolor": colour, "linewidth": 2.6 if last else 0.8}
    ax.add_patch(Rectangle(corner, width, height, **edge))
    font = {"color": INK if real else NEUTRAL, "style": "normal" if real else "italic"}
    ax.text(x + 0.5, y + ROW / 2, word, ha="center", va="center", **font)
