"""Layers without time: the linear map and the embedding."""

from typing import NamedTuple

import numpy as np

from .functions import check_ids, one_hot


class Linear(NamedTuple):
    """Parameters of y = x W + b."""

    W: np.ndarray  # (in, out)
    b: np.ndarray  # (out,)


def linear_init(rng, in_size: int, out_size: int, dtype=np.float64) -> Linear:
    """Weights of variance 1/in_size, so that y has the scale of x; biases zero."""
    W = rng.standard_normal((in_size, out_size)) / np.sqrt(in_size)
    return Linear(W.astype(dtype), np.zeros(out_size, dtype))


def linear_forward(params: Linear, x):
    """y = x W + b. x (..., in) -> y (..., out), cache."""
    W, b = params
    if x.shape[-1] != len(W):
        raise ValueError(f"x must have {len(W)} columns, got shape {x.shape}")
    y = x.reshape(-1, len(W)) @ W + b  # one product, not one for each time step
    return y.reshape(*x.shape[:-1], len(b)), x


def linear_backward(params: Linear, cache, dy):
    """dW = x^T dy, db = the sum of dy, dx = dy W^T -> grads, dx."""
    x = cache
    dy_rows = dy.reshape(-1, dy.shape[-1])
    dW = x.reshape(-1, x.shape[-1]).T @ dy_rows
    dx = (dy_rows @ params.W.T).reshape(x.shape)
    return Linear(dW, dy_rows.sum(axis=0)), dx


def embedding_forward(table, ids):
    """Look up one row for each symbol. table (V, E), ids (...) -> (..., E), cache."""
    check_ids("ids", ids, len(table))
    return table[ids], ids


def embedding_backward(table, cache, d_rows):
    """Add the gradients of all uses of a symbol to its row -> d_table (V, E)."""
    symbols, uses = np.unique(cache, return_inverse=True)
    d_table = np.zeros_like(table, dtype=d_rows.dtype)
    d_table[symbols] = sum_by_symbol(uses, d_rows, len(symbols))
    return d_table


def sum_by_symbol(uses, d_rows, n_symbols):
    """Sum the rows that belong to the same symbol: (..., E) -> (n_symbols, E)."""
    picks = one_hot(uses.ravel(), n_symbols, d_rows.dtype)
    return picks.T @ d_rows.reshape(len(picks), -1)
