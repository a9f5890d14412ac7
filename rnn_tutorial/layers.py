"""Layers without time: the linear map and the embedding."""

from typing import NamedTuple

import numpy as np

from .functions import check_ids

FEW = 128  # symbols, up to which a product sums their rows faster than sorting


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
    product = x.reshape(-1, len(W)) @ W  # one product, not one for each time step
    y = add_bias(product, b)
    return y.reshape(*x.shape[:-1], len(b)), x


def add_bias(y, b):
    """y + b, written into y unless b alone is complex."""
    return np.add(y, b, out=None if np.iscomplexobj(b) else y)


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
    rows = d_rows.reshape(uses.size, -1)
    sum_rows = sum_by_product if n_symbols <= FEW else sum_by_sorting
    return sum_rows(uses.ravel(), rows, n_symbols)


def sum_by_product(uses, rows, n_symbols):
    """The sum as a matrix product: column n of the first factor has a 1 at symbol n."""
    picks = np.zeros((n_symbols, len(rows)), rows.dtype)
    picks[uses, np.arange(len(rows))] = 1
    return picks @ rows


def sum_by_sorting(uses, rows, n_symbols):
    """The sum over runs: sorted, the rows of a symbol stand together."""
    order = np.argsort(uses, kind="stable")
    in_order = uses[order]
    starts = np.flatnonzero(np.diff(in_order, prepend=-1))
    total = np.zeros((n_symbols, rows.shape[1]), rows.dtype)
    total[in_order[starts]] = np.add.reduceat(rows[order], starts)
    return total
