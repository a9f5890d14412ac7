"""The language model while it trains with dropout, on inputs and outputs.

embedding -> mask -> recurrent cell -> mask -> linear

Its parameters are those of `language_model`, which scores and samples without masks.
"""

from typing import NamedTuple

import numpy as np

from ..cells import RNN, Cell
from ..dropout import dropout_backward, dropout_forward, dropout_mask
from ..layers import (
    embedding_backward,
    embedding_forward,
    linear_backward,
    linear_forward,
)
from ..losses import cross_entropy_backward, cross_entropy_forward
from ..tree import zeros_like
from .language_model import LanguageModel


class Masks(NamedTuple):
    """One mask a sequence: it is the same at all time steps."""

    xs: np.ndarray  # (B, E)
    hs: np.ndarray  # (B, H)


def draw_masks(rng, params: LanguageModel, batch_size: int, rate: float) -> Masks:
    """New masks for a batch, of the parameters' dtype."""
    sizes = params.embedding.shape[1], len(params.output.W)
    dtype = params.embedding.dtype
    return Masks(*(dropout_mask(rng, (batch_size, n), rate, dtype) for n in sizes))


def forward(params: LanguageModel, ids, h_0, masks: Masks, cell: Cell = RNN):
    """ids (T, B), h_0 (B, H) -> logits (T, B, V), h_T, cache. The state has no mask."""
    rows, ids = embedding_forward(params.embedding, np.asarray(ids))
    xs, x_cache = dropout_forward(rows, masks.xs)
    hs, h_T, cell_cache = cell.forward(params.cell, xs, h_0)
    hs, h_cache = dropout_forward(hs, masks.hs)
    logits, hs = linear_forward(params.output, hs)
    return logits, h_T, (ids, x_cache, cell_cache, h_cache, hs)


def backward(params: LanguageModel, cache, dlogits, dh_T, cell: Cell = RNN):
    """dlogits (T, B, V), dh_T (B, H) -> grads, dh_0 (B, H)."""
    ids, x_cache, cell_cache, h_cache, hs = cache
    doutput, dhs = linear_backward(params.output, hs, dlogits)
    dhs = dropout_backward(h_cache, dhs)
    dcell, dxs, dh_0 = cell.backward(params.cell, cell_cache, dhs, dh_T)
    drows = dropout_backward(x_cache, dxs)
    dembedding = embedding_backward(params.embedding, ids, drows)
    return LanguageModel(dembedding, dcell, doutput), dh_0


def compute_loss_and_grads(params, inputs, targets, h_0, masks, cell=RNN):
    """Mean cross-entropy of targets (T, B) under these masks, gradients, h_T."""
    logits, h_T, cache = forward(params, inputs, h_0, masks, cell)
    loss, loss_cache = cross_entropy_forward(logits, targets)
    dlogits = cross_entropy_backward(loss_cache)
    grads, _ = backward(params, cache, dlogits, zeros_like(h_T), cell)
    return loss, grads, h_T


def with_dropout(rng: np.random.Generator, rate: float, cell: Cell = RNN):
    """`compute` for `train`, with new masks from `rng` in every window."""

    def compute(params, inputs, targets, h_0):
        masks = draw_masks(rng, params, np.shape(inputs)[1], rate)
        return compute_loss_and_grads(params, inputs, targets, h_0, masks, cell)

    return compute
