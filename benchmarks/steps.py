"""The same training step three times: ours, PyTorch's, and its matrix products alone.

Each `make_...` takes params, ids (T + 1, B), h_0 (B, H) and returns a function
without arguments, so that only the step itself is timed.
"""

from typing import NamedTuple

import numpy as np
import torch

from rnn_tutorial.models import language_model
from rnn_tutorial.tree import tree_leaves


class Workload(NamedTuple):
    """The sizes of one training step."""

    V: int  # symbols in the vocabulary
    E: int  # numbers in an embedding
    H: int  # numbers in the hidden state
    T: int  # time steps
    B: int  # sequences in the batch


def make_data(work: Workload):
    """Random parameters (no layer at zero) and random symbols: params, ids, h_0."""
    rng = np.random.default_rng(0)
    params = language_model.init(rng, work.V, work.E, work.H, dtype=np.float32)
    W_hy = 0.1 * rng.standard_normal((work.H, work.V), np.float32)
    params = params._replace(output=params.output._replace(W=W_hy))
    ids = rng.integers(work.V, size=(work.T + 1, work.B))
    return params, ids, np.zeros((work.B, work.H), np.float32)


def make_ours(params, ids, h_0):
    """The package's step -> loss, gradients as a list."""

    def ours():
        loss, grads, _ = language_model.compute_loss_and_grads(
            params, ids[:-1], ids[1:], h_0
        )
        return loss, tree_leaves(grads)

    return ours


def make_torch(params, ids, h_0):
    """PyTorch's step with the same parameters -> loss, gradients as a list."""
    (V, E), H = params.embedding.shape, len(params.cell.b_h)
    layers = torch.nn.Embedding(V, E), torch.nn.RNN(E, H), torch.nn.Linear(H, V)
    leaves = copy_weights(params, *layers)
    inputs, targets = torch.tensor(ids[:-1]), torch.tensor(ids[1:]).ravel()
    h_0 = torch.tensor(h_0)[None]

    def pytorch():
        embedding, rnn, linear = layers
        for layer in layers:
            layer.zero_grad()
        logits = linear(rnn(embedding(inputs), h_0)[0])
        loss = torch.nn.functional.cross_entropy(logits.view(-1, V), targets)
        loss.backward()
        return loss.detach(), [leaf.grad for leaf in leaves]

    return pytorch


def copy_weights(params, embedding, rnn, linear):
    """Fill PyTorch's parameters, and return them in the order of ours.

    Its matrices are transposed, and of its two biases in the cell one stays zero.
    """
    cell = [rnn.weight_ih_l0, rnn.weight_hh_l0, rnn.bias_ih_l0]
    leaves = [embedding.weight, *cell, linear.weight, linear.bias]
    with torch.no_grad():
        rnn.bias_hh_l0.zero_()
        for value, leaf in zip(tree_leaves(params), leaves, strict=True):
            leaf.copy_(torch.tensor(value if leaf is embedding.weight else value.T))
    return leaves


def make_floor(params, ids, h_0):
    """Only the matrix products of a step, each done as NumPy does it best."""
    W_xh, W_hh, _ = params.cell
    W_hy, W_hh_T = params.output.W, np.ascontiguousarray(W_hh.T)
    xs = params.embedding[ids[:-1].ravel()]
    hs = np.ones((len(xs), len(W_hh)), np.float32)
    logits = np.ones((len(xs), W_hy.shape[1]), np.float32)

    def floor():
        xs @ W_xh, hs @ W_hy  # forward, all time steps at once
        for h_t in hs.reshape(-1, *h_0.shape):  # the recurrence, forward and backward
            h_t @ W_hh, h_t @ W_hh_T
        hs.T @ logits, logits @ W_hy.T  # the output layer, backward
        hs.T @ hs, xs.T @ hs, hs @ W_xh.T  # the cell, backward

    return floor


def check_same(ours, pytorch):
    """Raise unless loss and gradients agree to the precision of float32."""
    (loss, grads), (expected_loss, expected) = ours(), pytorch()
    np.testing.assert_allclose(loss, expected_loss, rtol=1e-5)
    for i, (grad, other) in enumerate(zip(grads, expected, strict=True)):
        other = other.numpy() if i == 0 else other.numpy().T
        error = np.linalg.norm(grad - other) / np.linalg.norm(other)
        if not error < 1e-5:
            raise AssertionError(f"gradient {i} differs from PyTorch's by {error:.1e}")
