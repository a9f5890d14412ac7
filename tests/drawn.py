"""What open figures show, as numbers and texts: their own, not their pixels."""

import numpy as np
from matplotlib import colors
from matplotlib import pyplot as plt
from matplotlib.collections import Collection
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Patch
from matplotlib.text import Annotation, Text


def figures():
    """One entry a figure: its size, and all axes."""
    return [_figure(plt.figure(number)) for number in plt.get_fignums()]


def _figure(figure):
    texts = [_text(text) for text in figure.texts]
    legends = [_legend(legend) for legend in figure.legends]
    return [list(figure.get_size_inches()), texts, legends, *map(_axes, figure.axes)]


def _axes(ax):
    legend = ax.get_legend()
    return {
        "limits": [list(ax.get_xlim()), list(ax.get_ylim())],
        "scales": [ax.get_xscale(), ax.get_yscale(), str(ax.get_aspect())],
        "labels": [ax.get_title(), ax.get_xlabel(), ax.get_ylabel()],
        "titles": [ax.get_title(loc) for loc in ("left", "right")],
        "ticks": [_ticks(ax.xaxis), _ticks(ax.yaxis)],
        "frame": [ax.axison, *map(_spine, ax.spines.values())],
        "drawn": [_artist(child) for child in ax.get_children() if _shows(child, ax)],
        "legend": None if legend is None else _legend(legend),
    }


def _spine(spine):
    return [spine.get_visible(), _numbers(spine.get_bounds() or ())]


def _ticks(axis):
    labels = [label.get_text() for label in axis.get_ticklabels()]
    grid = [line.get_visible() for line in axis.get_gridlines()[:1]]
    places = [_numbers(axis.get_ticklocs(minor=minor)) for minor in (False, True)]
    return [*places, labels, grid, axis.get_visible()]


def _shows(child, ax):
    own = [ax.title, ax._left_title, ax._right_title, ax.patch, *ax.spines.values()]
    return isinstance(child, tuple(KINDS)) and child not in own


def _artist(artist):
    kind = next(kind for kind in KINDS if isinstance(artist, kind))
    return [
        kind.__name__,
        artist.get_zorder(),
        artist.get_alpha(),
        *KINDS[kind](artist),
    ]


def _line(line):
    style = [line.get_linestyle(), line.get_marker(), line.get_drawstyle()]
    widths = [line.get_linewidth(), line.get_markersize()]
    colours = [_colour(line.get_color()), _colour(line.get_markerfacecolor())]
    return [_numbers(line.get_xydata()), style, widths, colours, line.get_label()]


def _patch(patch):
    colours = [_colour(patch.get_facecolor()), _colour(patch.get_edgecolor())]
    style = [patch.get_linewidth(), patch.get_linestyle(), patch.get_hatch()]
    moved = patch.get_patch_transform().transform(patch.get_path().vertices)
    return [_numbers(moved), colours, style]


def _arrow(arrow):
    colours = [_colour(arrow.get_facecolor()), _colour(arrow.get_edgecolor())]
    ends = [list(map(float, end)) for end in arrow._posA_posB or []]
    bend = _settings(vars(arrow.get_connectionstyle())) if arrow._posA_posB else {}
    head = vars(arrow.get_arrowstyle())
    style = [arrow.get_linewidth(), arrow.get_linestyle(), arrow.get_mutation_scale()]
    gaps = [arrow.shrinkA, arrow.shrinkB]
    return [ends, colours, style, gaps, bend, _settings(head)]


def _settings(values):
    return {k: v for k, v in values.items() if isinstance(v, (int, float, str))}


def _text(text):
    place = [float(x) for x in np.ravel([text.get_position()])]
    font = [text.get_fontsize(), str(text.get_fontweight()), text.get_fontstyle()]
    aligned = [text.get_ha(), text.get_va(), text.get_rotation()]
    box = text.get_bbox_patch()
    around = (
        [] if box is None else [*_patch(box)[1:], _settings(vars(box.get_boxstyle()))]
    )
    return [text.get_text(), place, _colour(text.get_color()), font, aligned, around]


def _annotation(note):
    arrow = [] if note.arrow_patch is None else _arrow(note.arrow_patch)
    coordinates = [str(note.xycoords), str(note.anncoords)]
    return [*_text(note), [float(x) for x in note.xy], coordinates, arrow]


def _collection(collection):
    paths = [_numbers(path.vertices) for path in collection.get_paths()]
    offsets = np.ma.filled(np.ma.asarray(collection.get_offsets(), float), np.nan)
    colours = [
        _numbers(collection.get_facecolor()),
        _numbers(collection.get_edgecolor()),
    ]
    widths = _numbers(np.asarray(collection.get_linewidth(), float))
    sizes = _numbers(getattr(collection, "get_sizes", list)())
    return [paths, sizes, _numbers(offsets), colours, widths, collection.get_label()]


def _image(image):
    values = np.ma.filled(np.ma.asarray(image.get_array(), float), np.nan)
    limits = [float(x) for x in [*image.get_extent(), *image.get_clim()]]
    return [_numbers(values), limits, image.get_cmap().name, image.get_interpolation()]


def _legend(legend):
    texts = [text.get_text() for text in legend.get_texts()]
    where = [str(legend._loc), legend._ncols, legend.get_frame_on()]
    gaps = [legend.handletextpad, legend.columnspacing, legend.handlelength]
    anchor = legend._bbox_to_anchor
    corner = [] if anchor is None else anchor._bbox.bounds
    marks = [_artist(h) for h in legend.legend_handles if isinstance(h, tuple(KINDS))]
    return [texts, where, gaps, corner, marks, legend.get_title().get_text()]


def _colour(colour):
    return colour if isinstance(colour, str) and colour == "none" else _hex(colour)


def _hex(colour):
    return colors.to_hex(colour, keep_alpha=True)


def _numbers(values):
    return np.asarray(values, float)


# The first kind that fits is taken: an annotation is a text, an arrow is a patch.
KINDS = {
    Annotation: _annotation,
    Text: _text,
    Line2D: _line,
    FancyArrowPatch: _arrow,
    Patch: _patch,
    Collection: _collection,
    AxesImage: _image,
}
