"""Measure how gradients travel through time."""

import numpy as np

from .cells import Cell
from .cells.rnn import RNNParams
from .tree import Tree, global_norm


def jacobians(params: RNNParams, hs: np.ndarray) -> np.ndarray:
    """J_t = diag(1 - h_t^2) W_hh^T for every step. hs (T, H) -> (T, H, H).

    (J_t)_ij = d h_t,i / d h_{t-1},j, so a gradient goes back as dh_{t-1} = dh_t J_t.
    """
    return (1 - hs**2)[:, :, None] * params.W_hh.T


def jacobian_products(Js: np.ndarray) -> np.ndarray:
    """d h_T / d h_{T-k} = J_T J_{T-1} ... (k factors), k = 0..T -> (T+1, H, H)."""
    products = [np.eye(Js.shape[-1])]
    for J in Js[::-1]:
        products.append(products[-1] @ J)
    return np.array(products)


def gradient_norms(params: RNNParams, hs: np.ndarray, dh_T: np.ndarray) -> np.ndarray:
    """||dL/dh_{T-k}||, k = 0..T, if the loss reads h_T only. hs (T, H) -> (T+1,)."""
    dhs = [dh_T]
    for h in hs[::-1]:
        dhs.append((dhs[-1] * (1 - h**2)) @ params.W_hh.T)
    return np.linalg.norm(dhs, axis=-1)


def state_gradient_norms(
    cell: Cell, params: Tree, xs: np.ndarray, state: Tree, dstate: Tree
) -> np.ndarray:
    """||dL/dstate_{T-k}||, k = 0..T, of any cell, if the loss reads state_T only.

    xs (T, B, D), the first state, and the gradient at the last one -> (T+1,). An LSTM's
    state is the pair (h, c), and the norm is that of both together.
    """
    steps = []
    for x_t in xs:
        hs, state, cache = cell.forward(params, x_t[None], state)
        steps.append((cache, np.zeros_like(hs)))
    norms = [global_norm(dstate)]
    for cache, no_loss in reversed(steps):
        _, _, dstate = cell.backward(params, cache, no_loss, dstate)
        norms.append(global_norm(dstate))
    return np.array(norms)


def spectral_radius(W: np.ndarray) -> float:
    """The largest |eigenvalue|: decides what W^k does for large k."""
    return float(np.abs(np.linalg.eigvals(W)).max())


def largest_singular_value(W: np.ndarray) -> float:
    """The most that one multiplication by W can stretch a vector."""
    return float(np.linalg.norm(W, 2))
