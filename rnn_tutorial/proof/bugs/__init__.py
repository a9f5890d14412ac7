"""The exhibits of the bug museum: each is a right function with one line changed."""

from collections.abc import Callable
from typing import NamedTuple

from ...cells import rnn
from . import (
    aliased,
    clip_each,
    constant_factor,
    cut_future,
    damaged_upstream,
    deaf_inputs,
    frozen_partner,
    lost_leak,
    mispaired_rows,
    overwritten,
    padded_mean,
    repeated_token,
    right_cells,
    right_layers,
    short_window,
    skipped_slope,
    slope_twice,
    swapped_betas,
    top_for_all,
    unshifted,
    untransposed,
    wrapped_index,
)


class Bug(NamedTuple):
    """One exhibit, what sees it, and what it should have been."""

    name: str
    kind: str  # what the function is a part of: tells how to call it
    detector: str  # "gradient check", "second call", or another
    caught: tuple[str, ...]  # the arrays that fail, at T = 6 and B = 3
    wrong: Callable
    right: Callable


CHECK, AGAIN = "gradient check", "second call"
CELL = ("W_xh", "W_hh", "b_h", "xs", "h_0")
LSTM = ("W_xh", "W_hh", "b_i", "b_f", "b_g", "b_o", "xs", "h_0", "c_0")
GRU = ("W_xh", "W_hh", "b_r", "b_z", "b_n", "b_hn", "xs", "h_0")
LOWER = ("lower.W_xh", "lower.W_hh", "lower.b_h", "xs")


def _cell(module, caught, detector=CHECK):
    name = module.__name__.rsplit(".", 1)[1]
    return Bug(name, "cell", detector, caught, module.backward, right_cells.backward)


def _other(module, function, kind, detector, caught=()):
    """The wrong function has the name of its right twin."""
    name, twins = module.__name__.rsplit(".", 1)[1], (right_cells, right_layers, rnn)
    (right,) = (getattr(twin, function) for twin in twins if hasattr(twin, function))
    return Bug(name, kind, detector, caught, getattr(module, function), right)


BUGS = (
    _cell(cut_future, CELL),
    _cell(skipped_slope, CELL),
    _cell(wrapped_index, ("W_hh",)),
    _cell(frozen_partner, ("W_hh",)),
    _cell(short_window, CELL),
    _cell(untransposed, CELL),
    _other(mispaired_rows, "project_backward", "projection", CHECK, ("W_xh",)),
    _other(top_for_all, "stack_backward", "stack", CHECK, LOWER),
    _other(overwritten, "lstm_scan_backward", "lstm", CHECK, LSTM),
    _other(slope_twice, "lstm_scan_backward", "lstm", CHECK, LSTM),
    _other(lost_leak, "gru_scan_backward", "gru", CHECK, GRU),
    _cell(damaged_upstream, CELL, AGAIN),
    _other(aliased, "loss_backward", "loss", AGAIN, ("logits",)),
    _other(repeated_token, "embedding_backward", "embedding", CHECK, ("table",)),
    _cell(deaf_inputs, ("xs",)),
    _other(constant_factor, "loss_backward", "loss", CHECK, ("logits",)),
    _other(unshifted, "pairs", "targets", "position test"),
    _other(swapped_betas, "adam_step", "optimiser", "two steps"),
    _other(clip_each, "clip", "clipping", "direction test"),
    _other(padded_mean, "masked_loss", "masked loss", "padding test"),
)
