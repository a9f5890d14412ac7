"""Layer norm on what a cell hands out; the state inside stays as it is."""

from typing import NamedTuple

import numpy as np

from ..layer_norm import (
    LayerNorm,
    layer_norm_backward,
    layer_norm_forward,
    layer_norm_init,
)
from ..tree import Tree
from .cell import Cell, joined_methods


def normalised(cell: Cell) -> Cell:
    """The cell with layer norm between its hs and whatever reads them."""
    return joined_methods(f"normalised {cell.name}", Normalised(cell), cell.directions)


class NormalisedParams(NamedTuple):
    """The cell's own parameters, and those of the norm."""

    cell: Tree
    norm: LayerNorm


class Normalised(NamedTuple):
    """The functions of a cell whose outputs are normalised."""

    cell: Cell

    def init(self, rng, input_size: int, hidden_size: int, dtype=np.float64):
        """The cell's random parameters; gain one, bias zero."""
        params = self.cell.init(rng, input_size, hidden_size, dtype)
        norm = layer_norm_init(self.cell.directions * hidden_size, dtype)
        return NormalisedParams(params, norm)

    def initial_state(self, params, batch_size: int):
        """The cell's own."""
        return self.cell.initial_state(params.cell, batch_size)

    def step(self, params, x_t, state):
        """One time step: the cell's own, since the norm does not touch the state."""
        return self.cell.step(params.cell, x_t, state)

    def project(self, params, xs):
        """The cell's own projection."""
        return self.cell.project(params.cell, xs)

    def project_backward(self, params, xs, das):
        """The cell's own: dW_xh, db_h, dxs."""
        return self.cell.project_backward(params.cell, xs, das)

    def scan_forward(self, params, projected, state):
        """The cell's scan, then the norm of every h_t -> (T, B, H), state, cache."""
        hs, last, cache = self.cell.scan_forward(params.cell, projected, state)
        normed, norm_cache = layer_norm_forward(params.norm, hs)
        return normed, last, (cache, norm_cache)

    def scan_backward(self, params, caches, dhs, dstate):
        """Through the norm, then through the scan; the norm's gradients come along."""
        cache, norm_cache = caches
        d_norm, dhs = layer_norm_backward(params.norm, norm_cache, dhs)
        back = self.cell.scan_backward(params.cell, cache, dhs, dstate)
        d_recurrent, das, dstate_0 = back
        return (d_recurrent, d_norm), das, dstate_0

    def gradients(self, dW_xh, d_recurrent, db_h):
        """Put the cell's and the norm's gradients together."""
        d_cell, d_norm = d_recurrent
        return NormalisedParams(self.cell.gradients(dW_xh, d_cell, db_h), d_norm)
