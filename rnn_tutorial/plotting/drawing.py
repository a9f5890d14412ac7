"""Primitives: a drawn network, time left to right, layers bottom to top; end labels."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch
from matplotlib.text import Annotation

from .style import FONT, FORWARD, INK, SIZE

Point = tuple[float, float]
RADIUS = 0.3  # of a node, in units of the drawing's grid
ARROW = {
    "arrowstyle": "-|>",
    "mutation_scale": 12,
    "shrinkA": 0,
    "shrinkB": 0,
    "lw": 1.6,
}


def drawing_axes(width: float, height: float) -> Axes:
    """Return empty axes for a drawing whose points lie in (0..width, 0..height)."""
    # One unit is one inch where that fits: networks look alike in every figure.
    unit = min(1.0, SIZE[0] / (width + 1))
    _, ax = plt.subplots(figsize=(SIZE[0], unit * (height + 1)))
    ax.set(xlim=(-0.5, width + 0.5), ylim=(-0.5, height + 0.5), aspect="equal")
    ax.set_axis_off()
    return ax


def node(
    ax: Axes,
    x: float,
    y: float,
    label: str,
    colour: str = FORWARD,
    radius: float = RADIUS,
) -> Circle:
    """Draw one quantity of the network: a tinted circle with its symbol inside."""
    # Two circles: an opacity of the tint must not thin the outline.
    ax.add_patch(Circle((x, y), radius, facecolor=colour, alpha=0.14, linewidth=0))
    outline = Circle((x, y), radius, fill=False, edgecolor=colour, linewidth=1.6)
    ax.add_patch(outline)
    ax.text(x, y, label, color=INK, ha="center", va="center_baseline")
    return outline


def arrow(
    ax: Axes,
    start: Point,
    end: Point,
    colour: str = FORWARD,
    label: str = "",
    radius: float = RADIUS,
    bend: float = 0.0,
    dashed: bool = False,
) -> FancyArrowPatch:
    """Draw an arrow from the node centred at `start` to the one centred at `end`."""
    tail, head = shorten(start, end, radius), shorten(end, start, radius)
    curve = f"arc3,rad={bend}"
    patch = FancyArrowPatch(tail, head, connectionstyle=curve, color=colour, **ARROW)
    patch.set_linestyle("--" if dashed else "-")
    ax.add_patch(patch)
    if label:
        arrow_label(ax, tail, head, label, colour)
    return patch


def shorten(start: Point, end: Point, gap: float) -> Point:
    """Return the point `gap` away from `start` on the way to `end`."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = max((dx**2 + dy**2) ** 0.5, 1e-12)
    return start[0] + gap * dx / length, start[1] + gap * dy / length


def arrow_label(
    ax: Axes, start: Point, end: Point, label: str, colour: str
) -> Annotation:
    """Write `label` above a horizontal arrow and to the right of a vertical one."""
    flat = abs(end[0] - start[0]) >= abs(end[1] - start[1])
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    place = {"xytext": (0, 4), "ha": "center", "va": "bottom"}
    beside = {"xytext": (5, 0), "ha": "left", "va": "center"}
    style = place if flat else beside
    return ax.annotate(label, middle, color=colour, textcoords="offset points", **style)


def label_end(ax: Axes, x: float, y: float, text: str, colour: str) -> Annotation:
    """Write `text` to the right of a curve's last point."""
    style = {"textcoords": "offset points", "va": "center", "color": colour}
    return ax.annotate(text, (x, y), (5, 0), gid="end", **style)


def part_ends(ax: Axes) -> None:
    """Move the labels of `label_end` up or down until none touches another."""
    labels = [text for text in ax.texts if text.get_gid() == "end"]
    points = 72 / ax.figure.dpi * ax.transData.transform([a.xy for a in labels])[:, 1]
    for label, shift in zip(labels, apart(points, 1.15 * FONT) - points, strict=True):
        label.xyann = (5, shift)


def apart(heights: np.ndarray, gap: float) -> np.ndarray:
    """Return the heights (N,) in their order, moved until they are `gap` apart."""
    order = np.argsort(heights)
    steps = gap * np.arange(len(heights))
    level = heights[order] - steps  # apart where these never fall
    up = np.maximum.accumulate(level)
    down = np.minimum.accumulate(level[::-1])[::-1]
    moved = np.empty(len(heights))
    moved[order] = (up + down) / 2 + steps
    return moved
