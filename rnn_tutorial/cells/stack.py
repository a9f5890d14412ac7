"""Cells on top of each other: the states of one layer are the inputs of the next."""

import numpy as np

from .cell import Cell, joined


def stack(*cells: Cell) -> Cell:
    """One cell made of several. Parameters and states are tuples, one entry a layer.

    Every layer has the same hidden size; the hs that come out are the top layer's.
    """
    if not cells:
        raise ValueError("stack needs at least one cell")
    bottom, uppers = cells[0], cells[1:]

    def init(rng, input_size, hidden_size, dtype=np.float64):
        params = [bottom.init(rng, input_size, hidden_size, dtype)]
        for below, cell in zip(cells, uppers, strict=False):
            input_size = below.directions * hidden_size
            params.append(cell.init(rng, input_size, hidden_size, dtype))
        return tuple(params)

    def initial_state(params, batch_size):
        layers = zip(cells, params, strict=True)
        return tuple(cell.initial_state(p, batch_size) for cell, p in layers)

    def project(params, xs):
        return bottom.project(params[0], xs)

    def project_backward(params, xs, das):
        return bottom.project_backward(params[0], xs, das)

    def scan_forward(params, projected, state):
        hs, last, cache = bottom.scan_forward(params[0], projected, state[0])
        lasts, caches = [last], [cache]
        for cell, p, start in zip(uppers, params[1:], state[1:], strict=True):
            hs, last, cache = cell.forward(p, hs, start)
            lasts.append(last)
            caches.append(cache)
        return hs, tuple(lasts), tuple(caches)

    def scan_backward(params, caches, dhs, dstate):
        grads, starts = (), ()
        layers = zip(uppers, params[1:], caches[1:], dstate[1:], strict=True)
        for cell, p, cache, d_last in reversed(list(layers)):  # from the top down
            d_params, dhs, d_start = cell.backward(p, cache, dhs, d_last)
            grads, starts = (d_params, *grads), (d_start, *starts)
        d_recurrent, das, d_start = bottom.scan_backward(
            params[0], caches[0], dhs, dstate[0]
        )
        return (d_recurrent, *grads), das, (d_start, *starts)

    def gradients(dW_xh, d_recurrent, db_h):
        d_bottom, *grads = d_recurrent
        return (bottom.gradients(dW_xh, d_bottom, db_h), *grads)

    def step(params, x_t, state):
        return scan_forward(params, project(params, x_t[None]), state)[1]

    name = "stack of " + ", ".join(cell.name for cell in cells)
    scan = project, project_backward, scan_forward, scan_backward, gradients
    stacked = joined(name, init, initial_state, step, *scan)
    return stacked._replace(directions=cells[-1].directions)
