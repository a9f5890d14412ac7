"""Pieces of a training step as one writes them first: right, and slow.

Each function is a piece of the package with one trick undone; its docstring names the
piece. `tricks.py` times both, and the chapter on fast NumPy shows both. All shapes are
those of the package.
"""

import numpy as np

from rnn_tutorial.cells import rnn
from rnn_tutorial.cells.gates import split
from rnn_tutorial.cells.lstm import LSTMState
from rnn_tutorial.functions import sigmoid
from rnn_tutorial.layers import embedding_backward, linear_backward, linear_forward
from rnn_tutorial.losses import cross_entropy_backward, cross_entropy_forward
from rnn_tutorial.models.language_model import LanguageModel
from rnn_tutorial.tree import zeros_like


def project_in_loop(params, xs, h_0):
    """rnn.forward with the inputs' product inside the loop -> hs (T, B, H)."""
    hs = np.empty((len(xs) + 1, *h_0.shape), h_0.dtype)
    hs[0] = h_0
    for x_t, h_prev, h_t in zip(xs, hs[:-1], hs[1:], strict=True):
        np.tanh(x_t @ params.W_xh + params.b_h + h_prev @ params.W_hh, out=h_t)
    return hs[1:]


def append_states(params, projected, h_0):
    """rnn.scan_forward with a new array for every state -> hs (T, B, H)."""
    hs = [h_0]
    for projected_t in projected:
        hs.append(np.tanh(projected_t + hs[-1] @ params.W_hh))
    return np.array(hs)[1:]


def weights_in_loop(params, hs, dhs, dh):
    """rnn.scan_backward that adds to dW_hh at every step."""
    W_hh_T, das = np.ascontiguousarray(params.W_hh.T), 1 - hs[1:] ** 2
    dW_hh = np.zeros_like(params.W_hh)
    steps = zip(das[::-1], dhs[::-1], hs[-2::-1], strict=True)
    for da_t, dh_t, h_prev in steps:
        da_t *= dh_t + dh
        dW_hh += h_prev.T @ da_t
        dh = da_t @ W_hh_T
    return dW_hh, das, dh


def slopes_in_loop(params, hs, dhs, dh):
    """rnn.scan_backward that computes tanh' at every step."""
    W_hh_T, das = np.ascontiguousarray(params.W_hh.T), np.empty_like(hs[1:])
    steps = zip(das[::-1], dhs[::-1], hs[:0:-1], strict=True)
    for da_t, dh_t, h_t in steps:
        np.multiply(1 - h_t**2, dh_t + dh, out=da_t)
        dh = da_t @ W_hh_T
    h_prevs = hs[:-1].reshape(-1, hs.shape[-1])
    return h_prevs.T @ das.reshape(h_prevs.shape), das, dh


def transpose_in_loop(params, hs, dhs, dh):
    """rnn.scan_backward that hands every product a transposed view of W_hh."""
    das = 1 - hs[1:] ** 2
    for da_t, dh_t in zip(das[::-1], dhs[::-1], strict=True):
        da_t *= dh_t + dh
        dh = da_t @ params.W_hh.T
    h_prevs = hs[:-1].reshape(-1, hs.shape[-1])
    return h_prevs.T @ das.reshape(h_prevs.shape), das, dh


def gates_apart(params, projected, state):
    """lstm.scan_forward with a product and an activation for each gate -> hs, state."""
    h, c = state
    hs = np.empty((len(projected), *h.shape), h.dtype)
    blocks = [np.ascontiguousarray(block) for block in split(params.W_hh, 4)]
    for projected_t, h_t in zip(projected, hs, strict=True):
        sums = zip(split(projected_t, 4), blocks, strict=True)
        i, f, g, o = (part + h @ block for part, block in sums)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = np.multiply(sigmoid(o), np.tanh(c), out=h_t)
    return hs, LSTMState(h, c)


def sigmoid_by_exp(x):
    """functions.sigmoid by two exponentials, each where it cannot overflow."""
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + small), small / (1 + small))


def add_at(uses, d_rows, n_symbols):
    """layers.sum_by_symbol by np.add.at, which adds row by row."""
    total = np.zeros((n_symbols, d_rows.shape[-1]), d_rows.dtype)
    np.add.at(total, uses.ravel(), d_rows.reshape(uses.size, -1))
    return total


def look_up_first(params, inputs, targets, h_0, cell):
    """language_model.compute_loss_and_grads without the fold: look up, then project."""
    xs = params.embedding[inputs]
    hs, h_T, cache = cell.forward(params.cell, xs, h_0)
    logits, hs = linear_forward(params.output, hs)
    loss, loss_cache = cross_entropy_forward(logits, targets)
    dlogits = cross_entropy_backward(loss_cache)
    doutput, dhs = linear_backward(params.output, hs, dlogits)
    dcell, dxs, _ = cell.backward(params.cell, cache, dhs, zeros_like(h_T))
    dembedding = embedding_backward(params.embedding, inputs, dxs)
    return loss, LanguageModel(dembedding, dcell, doutput), h_T


def first_program(params, inputs, targets, h):
    """compute_loss_and_grads for the plain cell, all inside two loops over time."""
    (embedding, cell, output), T = params, len(inputs)
    hs, ps, loss = [h], [], 0.0
    for ids, wanted in zip(inputs, targets, strict=True):
        h = rnn.step(cell, embedding[ids], h)
        logits = h @ output.W + output.b
        p = np.exp(logits - logits.max(axis=-1, keepdims=True))
        p /= p.sum(axis=-1, keepdims=True)
        loss -= np.log(p[np.arange(len(p)), wanted]).mean() / T
        hs.append(h)
        ps.append(p)
    return loss, first_backward(params, inputs, targets, hs, ps), h


def first_backward(params, inputs, targets, hs, ps):
    """The gradients of `first_program`: every array gets its share at every step."""
    (embedding, cell, output), grads = params, zeros_like(params)
    dh = np.zeros_like(hs[0])
    for t in reversed(range(len(inputs))):
        dlogits = ps[t] / targets.size
        dlogits[np.arange(len(dlogits)), targets[t]] -= 1 / targets.size
        grads.output.W[...] += hs[t + 1].T @ dlogits
        grads.output.b[...] += dlogits.sum(axis=0)
        da = (dlogits @ output.W.T + dh) * (1 - hs[t + 1] ** 2)
        grads.cell.W_xh[...] += embedding[inputs[t]].T @ da
        grads.cell.W_hh[...] += hs[t].T @ da
        grads.cell.b_h[...] += da.sum(axis=0)
        np.add.at(grads.embedding, inputs[t], da @ cell.W_xh.T)
        dh = da @ cell.W_hh.T
    return grads
