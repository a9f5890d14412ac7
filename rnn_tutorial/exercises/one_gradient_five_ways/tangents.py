"""Forward mode for one direction: a tangent carried beside the state."""

import numpy as np

from ...cells.rnn import RNNParams
from ..grading import Exercise, Mistake, sizes


def _tangent(through=True, weight=True, slope=True, late=False, flipped=False):
    """The tangent of the last state: right as it stands, or with one thing changed."""

    def tangent(params, direction, xs, h_0):
        h, dh = h_0, np.zeros_like(h_0)
        W_xh, W_hh, b_h = params
        V_xh, V_hh, v_h = direction
        for x_t in xs:
            old, h = h, np.tanh(x_t @ W_xh + h @ W_hh + b_h)
            da = x_t @ V_xh + weight * (h if late else old) @ V_hh + v_h
            da = da + through * dh @ (W_hh.T if flipped else W_hh)
            dh = da * (1 - h**2) if slope else da
        return dh

    return tangent


def _network(rng):
    T, B, D, H = sizes(rng, 4)
    normal = rng.standard_normal
    both = [RNNParams(normal((D, H)), normal((H, H)), normal(H)) for _ in range(2)]
    return *both, normal((T, B, D)), normal((B, H))


directional = Exercise(
    _tangent(),
    (
        Mistake(
            _tangent(through=False),
            "The old state moves, too: its tangent enters through W_hh.",
        ),
        Mistake(
            _tangent(weight=False),
            "W_hh moves, too: the old state times its direction is missing.",
        ),
        Mistake(_tangent(slope=False), "The slope of tanh is missing."),
        Mistake(
            _tangent(late=True),
            "You use the new state where the old one belongs: a_t reads h_(t-1).",
        ),
        Mistake(
            _tangent(flipped=True),
            "Forward there is no transpose: the tangent takes the way of the state.",
        ),
        Mistake(
            _tangent(through=False, weight=False),
            "Only W_xh and b_h move in yours. W_hh and the old state move as well.",
        ),
    ),
    _network,
)
