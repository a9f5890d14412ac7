"""A cell that adds to its state, h_t = h_{t-1} + tanh(a_t): two ways back."""

import numpy as np

from ..grading import Exercise, Mistake
from . import walks
from .walks import through


def _both_ways(W, da, at):
    return at.dh + through(W, da, at)


def _skip(meet=walks.right, back=_both_ways, order=walks.BACKWARDS):
    return lambda W_hh, cs, es: walks.walk(W_hh, 1 - cs**2, es, back, meet, order)


_right = _skip()


def _going_back(back):
    return _skip(back=back)


def _states(W_hh, cs, es):
    """All dh_t: da_t without the last factor, and nothing else wrong."""
    return _right(W_hh, cs, es) / (1 - cs**2)


def _slope_of_sum(W_hh, cs, es):
    return walks.walk(W_hh, 1 - np.cumsum(cs, axis=0) ** 2, es, _both_ways)


def _draw(rng):
    W_hh, hs, es = walks.draw_layer(rng)
    return W_hh, hs[1:], es


skip_gradients = Exercise(
    _right,
    (
        Mistake(
            _going_back(through),
            "That is the plain cell. Here h_{t-1} also goes straight into h_t, past "
            "tanh: a second way back.",
        ),
        Mistake(
            _going_back(lambda W, da, at: at.dh),
            "Only the straight way is heard. h_{t-1} also stands inside tanh.",
        ),
        Mistake(
            _going_back(lambda W, da, at: da + through(W, da, at)),
            "The straight way does not pass tanh: it carries dh_t, not da_t.",
        ),
        Mistake(
            _going_back(lambda W, da, at: at.e + through(W, da, at)),
            "The straight way carries e_t only. All that arrives at h_t goes on: e_t "
            "and the future.",
        ),
        Mistake(
            _going_back(lambda W, da, at: at.future + through(W, da, at)),
            "The straight way carries the future only. All that arrives at h_t goes "
            "on: e_t and the future.",
        ),
        Mistake(
            _going_back(lambda W, da, at: through(W, at.dh + da, at)),
            "Both ways pass W_hh. The straight one does not: no weight stands on it.",
        ),
        Mistake(
            _going_back(lambda W, da, at: at.dh + da),
            "The way through tanh passes a weight too: what multiplies h_{t-1} in a_t?",
        ),
        Mistake(
            _going_back(lambda W, da, at: 1 + through(W, da, at)),
            "The derivative of the straight way is 1, but what goes back is that "
            "factor times the signal.",
        ),
        Mistake(
            _going_back(lambda W, da, at: at.dh + through(W, at.dh, at)), walks.SIGNAL
        ),
        Mistake(_going_back(lambda W, da, at: at.dh + da @ W), walks.STRAIGHT),
        Mistake(
            _going_back(lambda W, da, at: at.future + _both_ways(W, da, at)),
            "The future is added to the old one, which dh_t holds already: it counts "
            "twice.",
        ),
        *walks.slips(_skip),
        Mistake(_skip(walks.outside), walks.OUTSIDE),
        Mistake(_skip(order=walks.FORWARDS), walks.FORWARD),
        Mistake(walks.but_the_last(_right), walks.LATE),
        Mistake(
            _states,
            "These are the dh_t, and they are right. Wanted are the da_t, behind tanh.",
        ),
        Mistake(lambda W_hh, cs, es: _right(W_hh, np.tanh(cs), es), walks.TANH_TWICE),
        Mistake(
            lambda W_hh, cs, es: walks.but_the_first(_right(W_hh, cs, es)), walks.SHORT
        ),
        Mistake(
            _slope_of_sum,
            "tanh' is taken at the sum of the c_t. The slope of c_t = tanh(a_t) needs "
            "c_t itself.",
        ),
    ),
    _draw,
)
