"""One unit with a loss at every step: the gradient of each copy of its weight."""

import numpy as np

from ..grading import Exercise, Mistake, sizes
from . import walks


def _unit(meet=walks.right, back=walks.through, order=walks.BACKWARDS):
    def answer(w, hs, es):
        return walks.walk(w, 1 - hs[1:] ** 2, es, back, meet, order) * hs[:-1]

    return answer


_right = _unit()


def _partner(w, hs, es):
    return walks.walk(w, 1 - hs[1:] ** 2, es) * hs[1:]


def _fixed_partner(w, hs, es):
    return walks.walk(w, 1 - hs[1:] ** 2, es) * hs[0]


def _one_too_low(order):
    def answer(w, hs, es):
        das, partners = walks.one_too_low(w, hs, es, order)
        return np.roll(das * partners, -1)

    return answer


def _early_slope(w, hs, es):
    return walks.walk(w, 1 - hs[:-1] ** 2, es) * hs[:-1]


def _early_states(w, hs, es):
    return walks.walk(w, 1 - hs[:-1] ** 2, es) * np.roll(hs, 1)[:-1]


def _tanh_twice(w, hs, es):
    return walks.walk(w, 1 - np.tanh(hs[1:]) ** 2, es) * hs[:-1]


def _only_the_last(w, hs, es):
    dws = _right(w, hs, es)
    return np.append(np.zeros(len(es) - 1), dws[-1])


def _late_loss(w, hs, es):
    return _right(w, hs, np.append(es[1:], es[-1]))


def _last_loss(w, hs, es):
    return _right(w, hs, np.append(np.zeros(len(es) - 1), es[-1]))


def _totals(w, hs):
    total, totals = 0.0, []
    for h_prev, h in zip(hs[:-1], hs[1:], strict=True):
        total = (1 - h**2) * (h_prev + w * total)
        totals.append(total)
    return np.array(totals)


def _draw(rng):
    T, _ = sizes(rng, 2, smallest=1)
    return rng.normal(), rng.uniform(-0.9, 0.9, T + 1), rng.normal(size=T)


copies_gradient = Exercise(
    _right,
    (
        *walks.slips(_unit),
        Mistake(_unit(walks.outside), walks.OUTSIDE),
        Mistake(_unit(back=lambda w, da, at: at.dh * w), walks.SIGNAL),
        Mistake(_unit(back=lambda w, da, at: da), walks.NO_FACTOR),
        Mistake(_unit(back=lambda w, da, at: at.future + da * w), walks.TWICE),
        Mistake(_unit(order=walks.FORWARDS), walks.FORWARD),
        Mistake(_one_too_low(walks.FORWARDS), walks.UP_FROM_0),
        Mistake(_one_too_low(walks.BACKWARDS), walks.DOWN_TO_0),
        Mistake(walks.but_the_last(_right), walks.LATE),
        Mistake(_partner, walks.PARTNER),
        Mistake(_fixed_partner, walks.FIXED_PARTNER),
        Mistake(_early_slope, walks.EARLY_SLOPE),
        Mistake(_early_states, walks.EARLY_STATES),
        Mistake(_tanh_twice, walks.TANH_TWICE),
        Mistake(lambda w, hs, es: walks.but_the_first(_right(w, hs, es)), walks.SHORT),
        Mistake(
            _only_the_last,
            "Only dw_T is there: the function ends after one turn of its loop. Does "
            "`return` stand inside it?",
        ),
        Mistake(
            _late_loss,
            "e_{t+1} arrives at h_t in place of e_t: e_T counts twice, and e_1 never. "
            "Watch the index where the two signals are added.",
        ),
        Mistake(
            _last_loss,
            "Only the last loss is heard. Every step has one: add e_t at every state.",
        ),
        Mistake(
            lambda w, hs, es: walks.walk(w, 1 - hs[1:] ** 2, es),
            "These are the da_t. What does a copy of w multiply on its way into a_t?",
        ),
        Mistake(
            lambda w, hs, es: es * _totals(w, hs),
            "Entry t is what the loss of step t sends to all copies: a row of the "
            "double sum. Wanted is what copy t hears from all losses: a column.",
        ),
        Mistake(
            lambda w, hs, es: np.sum(_right(w, hs, es)),
            "That is the gradient of the shared w. Return those of the copies, one for "
            "each step.",
        ),
        Mistake(
            lambda w, hs, es: _right(w, hs, es)[::-1],
            "The right numbers, from the last copy to the first. dw_1 comes first.",
        ),
        Mistake(
            lambda w, hs, es: np.cumsum(_right(w, hs, es)[::-1])[::-1],
            "The copies are added up on the way. Each entry is one copy's gradient.",
        ),
    ),
    _draw,
)
