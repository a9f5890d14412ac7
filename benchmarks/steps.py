"""The same training step three times: ours, PyTorch's, and its matrix products alone.

Each `make_...` takes the cell, params, ids (T + 1, B) and the first state, and returns
a function without arguments, so that only the step itself is timed.
"""

import numpy as np
import torch
from timing import Workload

from rnn_tutorial.cells import Cell
from rnn_tutorial.models import language_model
from rnn_tutorial.ports.pytorch import grads_to_pytorch, to_pytorch

TORCH = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


def make_data(work: Workload, cell: Cell):
    """Random parameters and random symbols: cell, params, ids, state."""
    rng = np.random.default_rng(0)
    params = language_model.init(rng, work.V, work.E, work.H, cell, np.float32)
    ids = rng.integers(work.V, size=(work.T + 1, work.B))
    return cell, params, ids, cell.initial_state(params.cell, work.B)


def make_ours(cell, params, ids, state):
    """The package's step -> loss, gradients."""

    def ours():
        loss, grads, _ = language_model.compute_loss_and_grads(
            params, ids[:-1], ids[1:], state, cell
        )
        return loss, grads

    return ours


def make_torch(cell, params, ids, state):
    """PyTorch's step with the same parameters -> loss, gradients as a list."""
    (V, E), H = params.embedding.shape, len(params.cell.W_hh)
    layers = torch.nn.Embedding(V, E), TORCH[cell.name](E, H), torch.nn.Linear(H, V)
    leaves = [leaf for layer in layers for leaf in layer.parameters()]
    with torch.no_grad():
        for leaf, value in zip(leaves, as_in_torch(params, to_pytorch), strict=True):
            leaf.copy_(torch.tensor(value))
    inputs, targets = torch.tensor(ids[:-1]), torch.tensor(ids[1:]).ravel()

    def pytorch():
        embedding, rnn, linear = layers
        for layer in layers:
            layer.zero_grad()
        logits = linear(rnn(embedding(inputs))[0])  # from a state of zeros
        loss = torch.nn.functional.cross_entropy(logits.view(-1, V), targets)
        loss.backward()
        return loss.detach(), [leaf.grad for leaf in leaves]

    return pytorch


def as_in_torch(tree, port):
    """Our parameters or gradients in PyTorch's layout and order."""
    return [tree.embedding, *port(tree.cell).values(), tree.output.W.T, tree.output.b]


def make_floor(cell, params, ids, state):
    """Only the matrix products of a step, each done as NumPy does it best."""
    W_xh, W_hh, W_hy = params.cell.W_xh, params.cell.W_hh, params.output.W
    W_hh_T, (T, B) = np.ascontiguousarray(W_hh.T), ids[:-1].shape
    xs = params.embedding[ids[:-1].ravel()]
    hs, das, logits = (
        np.ones((len(xs), W.shape[1]), np.float32) for W in (W_hh_T, W_hh, W_hy)
    )

    def floor():
        xs @ W_xh, hs @ W_hy  # forward, all time steps at once
        steps = hs.reshape(T, B, -1), das.reshape(T, B, -1)
        for h_t, da_t in zip(*steps, strict=True):  # the recurrence, both ways
            h_t @ W_hh, da_t @ W_hh_T
        hs.T @ logits, logits @ W_hy.T  # the output layer, backward
        hs.T @ das, xs.T @ das, das @ W_xh.T  # the cell, backward

    return floor


def check_same(ours, pytorch):
    """Raise unless loss and gradients agree to the precision of float32."""
    (loss, grads), (expected_loss, expected) = ours(), pytorch()
    np.testing.assert_allclose(loss, expected_loss, rtol=1e-5)
    pairs = zip(as_in_torch(grads, grads_to_pytorch), expected, strict=True)
    for i, (grad, other) in enumerate(pairs):
        error = np.linalg.norm(grad - other.numpy()) / np.linalg.norm(other)
        if not error < 1e-5:
            raise AssertionError(f"gradient {i} differs from PyTorch's by {error:.1e}")
