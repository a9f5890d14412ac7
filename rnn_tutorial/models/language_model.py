"""A recurrent language model: symbols in, a distribution over the next symbol out.

embedding -> recurrent cell -> linear -> softmax cross-entropy
"""

from typing import NamedTuple

import numpy as np

from ..cells import RNN, Cell, check_state
from ..functions import check_ids, log_softmax
from ..layers import (
    Linear,
    linear_backward,
    linear_forward,
    linear_init,
    sum_by_symbol,
)
from ..losses import cross_entropy_backward, cross_entropy_forward
from ..tree import Tree, zeros_like


class LanguageModel(NamedTuple):
    """Parameters of the model; gradients have the same type."""

    embedding: np.ndarray  # (V, E)
    cell: Tree  # for the plain cell: W_xh (E, H), W_hh (H, H), b_h (H,)
    output: Linear  # W_hy (H, V), b_y (V,)


def init(
    rng: np.random.Generator,
    vocab_size: int,
    embedding_size: int,
    hidden_size: int,
    cell: Cell = RNN,
    dtype=np.float64,
) -> LanguageModel:
    """Random parameters, scaled so that every layer keeps the size of its input."""
    for name, size in [
        ("vocab_size", vocab_size),
        ("embedding_size", embedding_size),
        ("hidden_size", hidden_size),
    ]:
        if size < 1:
            raise ValueError(f"{name} must be at least 1, got {size}")
    embedding = rng.standard_normal((vocab_size, embedding_size)).astype(dtype)
    output = linear_init(rng, hidden_size, vocab_size, dtype)
    return LanguageModel(
        embedding, cell.init(rng, embedding_size, hidden_size, dtype), output
    )


def forward(params: LanguageModel, ids, h_0, cell: Cell = RNN):
    """ids (T, B), state h_0, (B, H) in the plain cell -> logits (T, B, V), h_T, cache.

    Each symbol that occurs is projected once, however often it is used:
    `(embedding @ W_xh)[ids]` equals `embedding[ids] @ W_xh` and costs less.
    """
    ids = np.asarray(ids)
    _check_inputs(params, ids, h_0, cell)
    symbols, uses = np.unique(ids, return_inverse=True)
    rows = params.embedding[symbols]
    projected = cell.project(params.cell, rows)[uses.reshape(ids.shape)]
    hs, h_T, scan_cache = cell.scan_forward(params.cell, projected, h_0)
    logits, hs = linear_forward(params.output, hs)
    return logits, h_T, (symbols, uses, rows, scan_cache, hs)


def backward(params: LanguageModel, cache, dlogits, dh_T, cell: Cell = RNN):
    """dlogits (T, B, V), dh_T (B, H) -> grads, dh_0 (B, H)."""
    symbols, uses, rows, scan_cache, hs = cache
    doutput, dhs = linear_backward(params.output, hs, dlogits)
    dW_hh, das, dh_0 = cell.scan_backward(params.cell, scan_cache, dhs, dh_T)
    d_projected = sum_by_symbol(uses, das, len(symbols))
    dW_xh, db_h, d_rows = cell.project_backward(params.cell, rows, d_projected)
    dembedding = np.zeros_like(params.embedding)
    dembedding[symbols] = d_rows
    dcell = cell.gradients(dW_xh, dW_hh, db_h)
    return LanguageModel(dembedding, dcell, doutput), dh_0


def compute_loss_and_grads(params: LanguageModel, inputs, targets, h_0, cell=RNN):
    """Mean cross-entropy in nats of targets (T, B), its gradients, and h_T (B, H).

    The gradient stops at h_0: this is backpropagation through time over T steps.
    """
    logits, h_T, cache = forward(params, inputs, h_0, cell)
    loss, loss_cache = cross_entropy_forward(logits, targets)
    dlogits = cross_entropy_backward(loss_cache)
    grads, _ = backward(params, cache, dlogits, zeros_like(h_T), cell)
    return loss, grads, h_T


def evaluate(params: LanguageModel, previous: int, ids, cell: Cell = RNN, chunk=1000):
    """-log p in nats of every symbol of ids (N,), each scored once -> losses (N,).

    `previous` is the symbol before ids[0]; the state starts at zero and is carried.
    Raises ValueError for an id outside [0, V).
    """
    check_ids("ids", np.asarray(ids), len(params.embedding))
    inputs = np.concatenate([[previous], ids[:-1]])
    h, losses = cell.initial_state(params.cell, 1), []
    for start in range(0, len(ids), chunk):
        part = slice(start, start + chunk)
        logits, h, _ = forward(params, inputs[part, None], h, cell)
        log_p = log_softmax(logits[:, 0])
        losses.append(-log_p[np.arange(len(log_p)), ids[part]])
    return np.concatenate(losses)


def _check_inputs(params: LanguageModel, ids, h_0, cell: Cell) -> None:
    if np.ndim(ids) != 2 or not np.size(ids):
        raise ValueError(f"ids must have shape (T >= 1, B >= 1), got {np.shape(ids)}")
    check_ids("ids", ids, len(params.embedding))
    check_state("h_0", h_0, cell.initial_state(params.cell, ids.shape[1]))
