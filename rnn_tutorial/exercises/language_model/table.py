"""The gradient of an embedding table that is used twice."""

import numpy as np

from ...layers import embedding_backward
from ..grading import Exercise, Mistake, sizes


def _draw(rng):
    T, B, V, E = sizes(rng, 4)
    ids = rng.integers(V, size=(T, B))
    ids[-1, -1] = ids[0, 0]  # at least one symbol comes twice
    embedding, dxs, hs, dlogits = (
        rng.normal(size=shape) for shape in [(V, E), (T, B, E), (T, B, E), (T, B, V)]
    )
    return embedding, ids, dxs, hs, dlogits


def _lookups(embedding, ids, dxs, hs, dlogits):
    return embedding_backward(embedding, ids, dxs)


def _output(embedding, ids, dxs, hs, dlogits):
    """The gradient of the second use, y_t = h_t embedding^T: (V, E)."""
    return sum(dy_t.T @ h_t for h_t, dy_t in zip(hs, dlogits, strict=True))


def _both(*case):
    return _lookups(*case) + _output(*case)


def _overwritten(embedding, ids, dxs, hs, dlogits):
    d_table = np.zeros_like(embedding)
    d_table[ids] += dxs
    return d_table


def _loops_over_t(embedding, ids, dxs, hs, dlogits):
    d_table = np.zeros_like(embedding)
    for ids_t, dx_t in zip(ids, dxs, strict=True):
        d_table[ids_t] += dx_t  # right between steps, wrong within a batch
    return d_table


def _last_step(embedding, ids, dxs, hs, dlogits):
    return dlogits[-1].T @ hs[-1]


def _earlier_states(embedding, ids, dxs, hs, dlogits):
    return _output(embedding, ids, dxs, hs[:-1], dlogits[1:])


def _rolled_states(embedding, ids, dxs, hs, dlogits):
    return _output(embedding, ids, dxs, np.roll(hs, 1, axis=0), dlogits)


def _inputs_in_output(embedding, ids, dxs, hs, dlogits):
    return _output(embedding, ids, dxs, embedding[ids], dlogits)


def _with_dhs(embedding, ids, dxs, hs, dlogits):
    return embedding_backward(embedding, ids, dxs + dlogits @ embedding)


def _mean(*case):
    return _both(*case) / case[1].size


OVERWRITTEN = (
    " With an array of ids, `+=` writes each row once, and a symbol that comes again"
    " overwrites what it got before."
)

tied_gradient = Exercise(
    _both,
    draw=_draw,
    mistakes=(
        Mistake(
            _lookups,
            "Only the inputs' part is there. The output layer reads the table too:"
            " what is its gradient there?",
        ),
        Mistake(
            _output,
            "Only the output layer's part is there. Each looked-up row collects the"
            " `dxs` of its uses as well.",
        ),
        Mistake(
            lambda *case: _overwritten(*case) + _output(*case),
            "The output layer's part is right; the lookups are not." + OVERWRITTEN,
        ),
        Mistake(
            _overwritten,
            "The output layer's part is missing, and the lookups are wrong."
            + OVERWRITTEN,
        ),
        Mistake(
            lambda *case: _loops_over_t(*case) + _output(*case),
            "The lookups are summed over steps, but not within a step: two sequences"
            " of the batch may read one row." + OVERWRITTEN,
        ),
        Mistake(
            lambda *case: _lookups(*case) + _last_step(*case),
            "From the output layer only the last step arrives. The table is used at"
            " every step, so its gradient is a sum over t.",
        ),
        Mistake(
            lambda *case: _lookups(*case) + _inputs_in_output(*case),
            "The output layer multiplies `hs`, not the looked-up rows: its gradient"
            " needs the states.",
        ),
        Mistake(
            lambda *case: _lookups(*case) + _earlier_states(*case),
            "The output reads the state of its own step: dy_t goes with h_t. You pair"
            " it with h_{t-1}.",
        ),
        Mistake(
            lambda *case: _lookups(*case) + _rolled_states(*case),
            "The output reads the state of its own step: dy_t goes with h_t. You pair"
            " it with h_{t-1}, and the first one with the *last* state.",
        ),
        Mistake(
            lambda *case: _lookups(*case) - _output(*case),
            "You take the output layer's part away. Two uses add up, whatever the"
            " signs of their entries.",
        ),
        Mistake(
            lambda *case: _output(*case) - _lookups(*case),
            "You take the lookups' part away. Two uses add up, whatever the signs of"
            " their entries.",
        ),
        Mistake(
            lambda *case: _lookups(*case) + _output(*case) / case[1].size,
            "You divide the output layer's part by the number of predictions."
            " `dlogits` holds that factor already.",
        ),
        Mistake(
            lambda *case: _both(*case) / 2,
            "Two uses add up: their gradients are summed, not averaged.",
        ),
        Mistake(
            _mean,
            "You divide by the number of predictions. `dlogits` and `dxs` hold that"
            " factor already.",
        ),
        Mistake(
            lambda *case: (_lookups(*case), _output(*case)),
            "Both parts are right. There is one table, so return one gradient.",
        ),
        Mistake(
            _with_dhs,
            "`dlogits @ embedding` is the gradient of the states. The gradient of the"
            " table is another product: which shapes give (V, E)?",
        ),
        Mistake(
            lambda *case: 2 * _lookups(*case),
            "The two uses differ, so one is not twice the other. What is the gradient"
            " of the table in the output layer?",
        ),
    ),
)
