"""Functions that every network needs, in forms that stay finite for large inputs.

All of them accept complex arrays too, so that the complex-step derivative works.
"""

import numpy as np


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)), written with tanh so that nothing overflows."""
    return 0.5 * (1 + np.tanh(0.5 * x))


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """log p with p_i = exp(z_i) / sum_j exp(z_j), over the last axis."""
    shifted = logits - logits.real.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities over the last axis: positive, and they sum to one."""
    return np.exp(log_softmax(logits))


def one_hot(ids: np.ndarray, size: int, dtype=np.float64) -> np.ndarray:
    """Rows of the identity: shape (..., size) with a 1 at each id.

    Raises ValueError unless 0 <= id < size.
    """
    ids = np.asarray(ids)
    check_ids("ids", ids, size)
    return (ids[..., None] == np.arange(size)).astype(dtype)


def check_ids(name: str, ids: np.ndarray, size: int) -> None:
    """Raise ValueError unless `ids` are integers in [0, size)."""
    if ids.dtype.kind not in "iu":
        raise ValueError(f"{name} must be integers, got dtype {ids.dtype}")
    if ids.size and (ids.min() < 0 or ids.max() >= size):
        raise ValueError(
            f"{name} must lie in [0, {size}), got {ids.min()} to {ids.max()}"
        )
