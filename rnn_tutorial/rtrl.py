"""Real-time recurrent learning: the chain rule forward in time, for the plain cell.

The influence (B, H, P) is dh_t / d theta: how each unit moves with each of the
P = (D + H + 1) H parameters. With z_t = [x_t, h_{t-1}, 1] and the three arrays
stacked into one, W (D + H + 1, H), the cell is h_t = tanh(z_t W), and

influence_t = diag(1 - h_t^2) (W_hh^T influence_{t-1} + d+ a_t / d theta)
"""

import numpy as np

from .cells import rnn
from .cells.rnn import RNNParams


def start(params: RNNParams, batch_size: int) -> np.ndarray:
    """h_0 depends on no parameter: zeros (B, H, P)."""
    D, H = params.W_xh.shape
    return np.zeros((batch_size, H, (D + H + 1) * H), params.b_h.dtype)


def step(params: RNNParams, x_t, h_prev, influence):
    """x_t (B, D), h_prev (B, H), influence (B, H, P) -> h_t, the next influence."""
    units, ones = np.arange(len(params.b_h)), np.ones((len(x_t), 1))
    z_t = np.concatenate([x_t, h_prev, ones], axis=1)  # (B, D+H+1)
    h_t = rnn.step(params, x_t, h_prev)
    influence = params.W_hh.T @ influence  # through the state, for all parameters
    entries = influence.reshape(*h_t.shape, -1, len(units))  # (B, H, D+H+1, H), a view
    entries[:, units, :, units] += z_t  # parameter (i, j) enters unit j alone
    influence *= (1 - h_t**2)[:, :, None]  # tanh'
    return h_t, influence


def gradient(params: RNNParams, influence, dh_t) -> RNNParams:
    """What one loss says, from dh_t (B, H): the sum of dh_t influence over B and H."""
    D, H = params.W_xh.shape
    flat = np.tensordot(dh_t, influence, axes=2)  # (P,)
    return RNNParams(*np.split(flat.reshape(-1, H), [D, D + H])[:2], flat[-H:])


def gradients(params: RNNParams, xs, h_0, dhs):
    """xs (T, B, D), h_0 (B, H), dhs (T, B, H) -> the gradients of all losses, h_T.

    Raises ValueError for shapes that do not fit the parameters.
    """
    rnn.check_shapes(params, xs, h_0)
    if np.shape(dhs) != (len(xs), *h_0.shape):
        raise ValueError(f"dhs must have shape {(len(xs), *h_0.shape)}")
    h_t, influence = h_0, start(params, len(h_0))
    grads = RNNParams(*map(np.zeros_like, params))
    for x_t, dh_t in zip(xs, dhs, strict=True):
        h_t, influence = step(params, x_t, h_t, influence)
        new = gradient(params, influence, dh_t)
        grads = RNNParams(*map(np.add, grads, new))
    return grads, h_t
