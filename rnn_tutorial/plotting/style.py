"""One visual language: colours with a meaning, one size, one font size.

The site replaces each of these colours by a CSS variable, so that a figure follows
the theme. A colour that is not in this list stays as it is in both themes.
"""

import matplotlib as mpl
from cycler import cycler
from IPython import get_ipython
from matplotlib.colors import LinearSegmentedColormap
from matplotlib_inline.backend_inline import set_matplotlib_formats

FORWARD = "#0b4f9c"  # inputs, states, predictions: what flows forward
BACKWARD = "#cf4a0a"  # gradients: what flows backward
THIRD = "#0f766e"  # a third thing, when two colours do not suffice
NEUTRAL = "#6b7280"  # baselines, bounds, what is only there to compare with
INK = "#1f2430"  # text and axes
GRID = "#d5d9df"
PAPER = "#ffffff"
SIZE = (6.0, 3.2)  # inches; a page shows every figure at the same scale
FONT = 13.5  # points; on a phone, where a figure is 358 pixels wide, 11 pixels

FORWARD_MAP = LinearSegmentedColormap.from_list("forward", [PAPER, FORWARD])
BACKWARD_MAP = LinearSegmentedColormap.from_list("backward", [PAPER, BACKWARD])
DIVERGING_MAP = LinearSegmentedColormap.from_list(
    "diverging", [BACKWARD, PAPER, FORWARD]
)

TEXT = {
    "font.family": "sans-serif",
    "font.size": FONT,
    "axes.titlesize": FONT,
    "axes.labelsize": FONT,
    "xtick.labelsize": FONT,
    "ytick.labelsize": FONT,
    "legend.fontsize": FONT,
    "mathtext.fontset": "dejavusans",
    "text.color": INK,
}
AXES = {
    "figure.figsize": SIZE,
    "figure.constrained_layout.use": True,
    "figure.facecolor": PAPER,
    "axes.facecolor": "none",
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
    "legend.handlelength": 1.6,
    "legend.handletextpad": 0.5,
    "legend.columnspacing": 1.2,
    "legend.labelspacing": 0.2,
    "legend.borderpad": 0.1,
    "lines.linewidth": 1.8,
    "image.cmap": "forward",
}
# Every curve differs in its dashes too: the figure is readable without colour.
CYCLE = cycler(color=[FORWARD, BACKWARD, THIRD, NEUTRAL]) + cycler(
    linestyle=["-", "--", "-.", ":"]
)
# Text stays text, and the ids are the same in every run.
SVG = {"svg.fonttype": "none", "svg.hashsalt": "rnn-tutorial"}


def use_book_style() -> None:
    """Draw figures in the book's style, as SVG with the same bytes in every run."""
    for colormap in (FORWARD_MAP, BACKWARD_MAP, DIVERGING_MAP):
        mpl.colormaps.register(colormap, force=True)
    mpl.rcParams.update(TEXT | AXES | SVG | {"axes.prop_cycle": CYCLE})
    if get_ipython() is not None:
        no_trace = {"Date": None, "Creator": None}
        set_matplotlib_formats("svg", metadata=no_trace, bbox_inches=None)
