"""The plain cell whose old state passes a mask on its way into the matrix product.

h_t = tanh(x_t W_xh + (m_t h_{t-1}) W_hh + b_h)

One mask for all steps is the dropout of Gal & Ghahramani (2016). A new mask at each
step wears the memory out: the chapter on regularisation measures how fast.
"""

from functools import partial

import numpy as np

from . import rnn
from .cell import Cell, joined


def masked(masks: np.ndarray) -> Cell:
    """The plain cell with masks (T, B, H), or one mask (B, H) for all steps.

    Its functions raise ValueError for projected inputs that the masks do not fit.
    """
    scan = partial(scan_forward, masks), partial(scan_backward, masks)
    projection = rnn.project, rnn.project_backward
    start = rnn.init, rnn.initial_state, rnn.step  # a step alone has no mask
    return joined("masked rnn", *start, *projection, *scan, rnn.RNNParams)


def scan_forward(masks, params: rnn.RNNParams, projected, h_0):
    """projected (T, B, H), h_0 (B, H) -> hs (T, B, H), h_T (B, H), cache."""
    masks = _for_all_steps(masks, projected)
    hs = [h_0]
    for projected_t, mask_t in zip(projected, masks, strict=True):
        hs.append(np.tanh(projected_t + (mask_t * hs[-1]) @ params.W_hh))
    hs = np.array(hs)
    return hs[1:], hs[-1], hs


def scan_backward(masks, params: rnn.RNNParams, cache, dhs, dh_T):
    """dhs (T, B, H), dh_T (B, H) -> dW_hh (H, H), das (T, B, H), dh_0 (B, H)."""
    hs, dh, das = cache, dh_T, np.empty_like(dhs)
    masks = _for_all_steps(masks, dhs)
    for t in reversed(range(len(dhs))):
        das[t] = (dhs[t] + dh) * (1 - hs[t + 1] ** 2)
        dh = masks[t] * (das[t] @ params.W_hh.T)  # back through the same mask
    inputs = (masks * hs[:-1]).reshape(-1, hs.shape[-1])  # what W_hh has read
    return inputs.T @ das.reshape(inputs.shape), das, dh


def _for_all_steps(masks, like):
    if masks.shape not in (like.shape, like.shape[1:]):
        raise ValueError(
            f"masks must have shape {like.shape} or {like.shape[1:]}, got {masks.shape}"
        )
    return np.broadcast_to(masks, like.shape)
