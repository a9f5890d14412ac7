"""A stack, in which every layer hears what the top layer hears."""

import numpy as np

from ...cells import rnn


def stack_backward(layers, caches, dhs):
    """Plain cells, the bottom one first; dhs (T, B, H) of the top -> grads, dxs."""
    grads = []
    for params, cache in zip(layers[::-1], caches[::-1], strict=True):
        ends = np.zeros_like(dhs[0])
        layer_grads, dxs, _ = rnn.backward(params, cache, dhs, ends)
        grads.insert(0, layer_grads)
    return tuple(grads), dxs
