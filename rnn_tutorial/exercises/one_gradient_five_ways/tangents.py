"""Forward mode for one direction: a tangent carried beside the state."""

import numpy as np

from ...cells.rnn import RNNParams
from ..grading import Exercise, Mistake, sizes


def _tangent(
    through=True, weight=True, bias=True, slope=True, late=False, flipped=False
):
    """The tangent of the last state: right as it stands, or with one thing changed."""

    def tangent(params, direction, xs, h_0):
        h, dh = h_0, np.zeros_like(h_0)
        W_xh, W_hh, b_h = params
        V_xh, V_hh, v_h = direction
        for x_t in xs:
            old, h = h, np.tanh(x_t @ W_xh + h @ W_hh + b_h)
            da = x_t @ V_xh + weight * (h if late else old) @ V_hh + bias * v_h
            da = da + through * dh @ (W_hh.T if flipped else W_hh)
            dh = da * (1 - h**2) if slope else da
        return dh

    return tangent


def _at_the_old_state(params, direction, xs, h_0):
    h, dh = h_0, np.zeros_like(h_0)
    for x_t in xs:
        da = x_t @ direction.W_xh + h @ direction.W_hh + direction.b_h
        dh = (da + dh @ params.W_hh) * (1 - h**2)
        h = np.tanh(x_t @ params.W_xh + h @ params.W_hh + params.b_h)
    return dh


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
        Mistake(_tangent(bias=False), "b_h moves, too: its direction is missing."),
        Mistake(_tangent(slope=False), "The slope of tanh is missing."),
        Mistake(
            _at_the_old_state,
            "The slope is that of the new state: 1 - h_t^2, not 1 - h_(t-1)^2.",
        ),
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
    rtol=1e-12,
)
