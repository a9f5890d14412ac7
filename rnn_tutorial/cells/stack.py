"""Cells on top of each other: the states of one layer are the inputs of the next."""

from typing import NamedTuple

import numpy as np

from .cell import Cell, joined_methods


def stack(*cells: Cell) -> Cell:
    """One cell made of several. Parameters and states are tuples, one entry a layer.

    Every layer has the same hidden size; the hs that come out are the top layer's.
    """
    if not cells:
        raise ValueError("stack needs at least one cell")
    name = "stack of " + ", ".join(cell.name for cell in cells)
    return joined_methods(name, Stack(cells), cells[-1].directions)


class Stack(NamedTuple):
    """The functions of a stacked cell; the bottom layer's projection is the stack's."""

    cells: tuple[Cell, ...]

    def init(self, rng, input_size: int, hidden_size: int, dtype=np.float64):
        """The parameters of every layer."""
        params = []
        for cell in self.cells:
            params.append(cell.init(rng, input_size, hidden_size, dtype))
            input_size = cell.directions * hidden_size
        return tuple(params)

    def initial_state(self, params, batch_size: int):
        """The state of every layer."""
        layers = zip(self.cells, params, strict=True)
        return tuple(cell.initial_state(p, batch_size) for cell, p in layers)

    def step(self, params, x_t, state):
        """One time step of all layers. x_t (B, D), state -> state."""
        return self.scan_forward(params, self.project(params, x_t[None]), state)[1]

    def project(self, params, xs):
        """The bottom layer's part of the sums that needs no state."""
        return self.cells[0].project(params[0], xs)

    def project_backward(self, params, xs, das):
        """das of the bottom layer -> its dW_xh and db_h, dxs."""
        return self.cells[0].project_backward(params[0], xs, das)

    def scan_forward(self, params, projected, state):
        """The whole sequence, layer after layer -> hs (T, B, H), last states, cache."""
        hs, last, cache = self.cells[0].scan_forward(params[0], projected, state[0])
        lasts, caches = [last], [cache]
        for cell, p, start in list(zip(self.cells, params, state, strict=True))[1:]:
            hs, last, cache = cell.forward(p, hs, start)
            lasts.append(last)
            caches.append(cache)
        return hs, tuple(lasts), tuple(caches)

    def scan_backward(self, params, caches, dhs, dstate):
        """From the top down -> d_recurrent, das of the bottom layer, first dstates."""
        grads, starts = (), ()
        layers = list(zip(self.cells, params, caches, dstate, strict=True))
        for cell, p, cache, d_last in layers[:0:-1]:
            d_params, dhs, d_start = cell.backward(p, cache, dhs, d_last)
            grads, starts = (d_params, *grads), (d_start, *starts)
        cell, p, cache, d_last = layers[0]
        d_recurrent, das, d_start = cell.scan_backward(p, cache, dhs, d_last)
        return (d_recurrent, *grads), das, (d_start, *starts)

    def gradients(self, dW_xh, d_recurrent, db_h):
        """The bottom layer's gradients, put together, and those of the layers above."""
        d_bottom, *grads = d_recurrent
        return (self.cells[0].gradients(dW_xh, d_bottom, db_h), *grads)
