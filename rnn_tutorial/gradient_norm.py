"""The regulariser that keeps a gradient's norm on its way back through time.

Omega = sum_t Omega_t,   Omega_t = (||u_t|| / ||da_{t+1}|| - 1)^2,
u_t = (da_{t+1} W_hh^T) (1 - h_t^2), what step t + 1 sends back to step t

(Pascanu, Mikolov & Bengio 2013, equation 9; the mean over a batch.) Its gradient is the
*immediate* one of their equation 10: all da_t and h_t are held constant.
"""

import numpy as np


def omega_forward(W_hh: np.ndarray, das: np.ndarray, hs: np.ndarray):
    """Omega of a tanh network. das (T, B, H), hs = h_1..h_T (T, B, H) -> value, cache.

    A gradient of zero has no ratio, and counts as kept. Raises ValueError for shapes
    that do not fit.
    """
    _check_shapes(W_hh, das, hs)
    nexts, slopes = das[1:], 1 - hs[:-1] ** 2  # da_{t+1}, and tanh' at t
    carried = (nexts @ W_hh.T) * slopes
    before, after = _norms(nexts), _norms(carried)
    ratios = np.divide(after, before, out=np.ones_like(after), where=before > 0)
    value = ((ratios - 1) ** 2).mean(axis=1).sum()
    return float(value), (nexts, slopes, carried, before, after, ratios)


def omega_backward(cache) -> np.ndarray:
    """Sum over t and mean over the batch of q_t^T da_{t+1} -> dW_hh (H, H).

    q_t = 2 (ratio - 1) (1 - h_t^2) u_t / (||u_t|| ||da_{t+1}||)
    """
    nexts, slopes, carried, before, after, ratios = cache
    scale = before * after * nexts.shape[1]
    unit = np.divide(carried, scale, out=np.zeros_like(carried), where=scale > 0)
    q = 2 * (ratios - 1) * unit * slopes
    H = q.shape[-1]
    return q.reshape(-1, H).T @ nexts.reshape(-1, H)


def _norms(vectors: np.ndarray) -> np.ndarray:
    return np.linalg.norm(vectors, axis=-1, keepdims=True)


def _check_shapes(W_hh, das, hs) -> None:
    if np.ndim(das) != 3 or len(das) < 2:
        raise ValueError(f"das must have shape (T >= 2, B, H), got {np.shape(das)}")
    if np.shape(hs) != np.shape(das):
        raise ValueError(f"hs must have shape {np.shape(das)}, got {np.shape(hs)}")
    H = das.shape[-1]
    if np.shape(W_hh) != (H, H):
        raise ValueError(f"W_hh must have shape {(H, H)}, got {np.shape(W_hh)}")
