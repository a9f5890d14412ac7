"""Random matrices to start from, of shape (in, out). Each takes its own generator."""

import numpy as np


def glorot_uniform(rng: np.random.Generator, in_size: int, out_size: int) -> np.ndarray:
    """Entries of U(-a, a) with a = sqrt(6 / (in + out)) -> (in, out).

    Their variance a^2 / 3 is 2 / (in + out) (Glorot & Bengio 2010).
    """
    _check_sizes(in_size, out_size)
    bound = np.sqrt(6 / (in_size + out_size))
    return rng.uniform(-bound, bound, (in_size, out_size))


def glorot_normal(rng: np.random.Generator, in_size: int, out_size: int) -> np.ndarray:
    """Entries of N(0, 2 / (in + out)) -> (in, out): as wide as `glorot_uniform`."""
    _check_sizes(in_size, out_size)
    scale = np.sqrt(2 / (in_size + out_size))
    return scale * rng.standard_normal((in_size, out_size))


def orthogonal(rng: np.random.Generator, in_size: int, out_size: int) -> np.ndarray:
    """A random matrix (in, out) whose singular values are all one (Saxe et al. 2014).

    Q of a QR decomposition, its signs chosen so that no rotation is likelier.
    """
    _check_sizes(in_size, out_size)
    tall = rng.standard_normal((max(in_size, out_size), min(in_size, out_size)))
    Q, R = np.linalg.qr(tall)
    Q = Q * np.where(np.diag(R) < 0, -1.0, 1.0)
    return Q if in_size >= out_size else Q.T


def identity(size: int, scale: float = 1.0) -> np.ndarray:
    """scale I, of shape (size, size) (Le, Jaitly & Hinton 2015)."""
    _check_sizes(size, size)
    return scale * np.eye(size)


def _check_sizes(in_size: int, out_size: int) -> None:
    for name, size in [("in_size", in_size), ("out_size", out_size)]:
        if size < 1:
            raise ValueError(f"{name} must be at least 1, got {size}")
