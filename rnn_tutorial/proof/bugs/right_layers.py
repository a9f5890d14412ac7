"""The right twins of the exhibits that are no cells."""

import numpy as np

from ...cells import rnn
from ...functions import log_softmax
from ...tree import global_norm, tree_map


def stack_backward(layers, caches, dhs):
    """Plain cells, the bottom one first; dhs (T, B, H) of the top -> grads, dxs."""
    grads = []
    for params, cache in zip(layers[::-1], caches[::-1], strict=True):
        ends = np.zeros_like(dhs[0])
        layer_grads, dxs, _ = rnn.backward(params, cache, dhs, ends)
        grads.insert(0, layer_grads)
        dhs = dxs
    return tuple(grads), dxs


def embedding_backward(table, ids, d_rows):
    """The gradient of every row that was looked up: d_rows (..., E) -> (V, E)."""
    d_table = np.zeros_like(table)
    np.add.at(d_table, ids, d_rows)
    return d_table


def loss_backward(probs, targets):
    """Mean cross-entropy: probs (T, B, V), targets (T, B) -> dlogits (T, B, V)."""
    dlogits = probs.copy()
    np.put_along_axis(dlogits, targets[..., None], picked(probs, targets) - 1, -1)
    return dlogits / targets.size


def picked(values, ids):
    """The entry of each row that its id names: (..., V), (...) -> (..., 1)."""
    return np.take_along_axis(values, ids[..., None], axis=-1)


def masked_loss(logits, targets, mask):
    """Mean of -log p(target) over the symbols where mask (T, B) is one."""
    costs = -picked(log_softmax(logits), targets)[..., 0]
    return (mask * costs).sum() / mask.sum()


def pairs(ids):
    """Inputs, and the symbol that follows each: ids (T + 1, B) -> two of (T, B)."""
    inputs, targets = ids[:-1], ids[1:]
    return inputs, targets


def adam_step(g, m, v, n, lr=0.01, beta1=0.9, beta2=0.999):
    """Adam's n-th step for the gradient g, n = 1, 2, ... -> step, m, v."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat, v_hat = m / (1 - beta1**n), v / (1 - beta2**n)
    return -lr * m_hat / (np.sqrt(v_hat) + 1e-8), m, v


def clip(grads, max_norm):
    """Shorten the gradient to max_norm, if it is longer; keep its direction."""
    norm = max(global_norm(grads), max_norm)
    return tree_map(lambda g: g * max_norm / norm, grads)
