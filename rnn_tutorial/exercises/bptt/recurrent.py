"""dW_hh of a layer: a function with two faults, to be mended one by one."""

import numpy as np

from ..grading import Exercise, Mistake
from . import walks

BEFORE, AFTER = slice(0, -1), slice(1, None)  # h_{t-1}, h_t


def _outer(partners, das):
    return np.einsum("tbi,tbj->ij", np.broadcast_to(partners, das.shape), das)


def _layer(
    meet=walks.right,
    back=walks.through,
    partner=BEFORE,
    at=AFTER,
    order=walks.BACKWARDS,
):
    def answer(W_hh, hs, es):
        das = walks.walk(W_hh, 1 - hs[at] ** 2, es, back, meet, order)
        return _outer(hs[partner], das)

    return answer


def _first_step(W_hh, hs, es):
    return hs[0].T @ walks.walk(W_hh, 1 - hs[1:] ** 2, es)[0]


def _one_too_low(order):
    def answer(W_hh, hs, es):
        das, partners = walks.one_too_low(W_hh, hs, es, order)
        return _outer(partners, das)

    return answer


def _early_states(W_hh, hs, es):
    das = walks.walk(W_hh, 1 - hs[BEFORE] ** 2, es)
    return _outer(np.roll(hs, 1, axis=0)[BEFORE], das)


def _tanh_twice(W_hh, hs, es):
    das = walks.walk(W_hh, 1 - np.tanh(hs[AFTER]) ** 2, es)
    return _outer(hs[BEFORE], das)


def _all_but_one(W_hh, hs, es):
    das = walks.walk(W_hh, 1 - hs[AFTER] ** 2, es)
    return _outer(hs[BEFORE], walks.but_the_first(das))


def _carry_dh(W, da, at):
    return walks.through(W, at.dh, at)


def _slope_of_leaving(W, da, at):
    return walks.through(W, da, at) * at.slope


recurrent_gradient = Exercise(
    _layer(),
    (
        Mistake(
            _layer(walks.outside, partner=AFTER),
            "Both faults are still there. Which of them shows at T = 1? `check_at` "
            "tells, if you hand it `mine`.",
        ),
        Mistake(
            _layer(lambda at: at.e * at.slope, partner=AFTER),
            "Now the future is missing altogether: it had gone past tanh', and should "
            "go through it. The other fault is untouched.",
        ),
        Mistake(_layer(walks.outside), "One fault is gone. " + walks.OUTSIDE),
        Mistake(_layer(partner=AFTER), "One fault is gone. " + walks.PARTNER),
        *walks.slips(_layer),
        Mistake(_layer(back=_carry_dh), walks.SIGNAL),
        Mistake(_layer(back=lambda W, da, at: da @ W), walks.STRAIGHT),
        Mistake(_layer(back=lambda W, da, at: da), walks.NO_FACTOR),
        Mistake(
            _layer(back=lambda W, da, at: at.future + walks.through(W, da, at)),
            walks.TWICE,
        ),
        Mistake(_layer(at=BEFORE), walks.EARLY_SLOPE),
        Mistake(_early_states, walks.EARLY_STATES),
        Mistake(_tanh_twice, walks.TANH_TWICE),
        Mistake(_all_but_one, walks.SHORT),
        Mistake(
            _layer(lambda at: at.dh * at.slope + at.future * (at.slope**2 - at.slope)),
            "The future goes through tanh' twice: once where it leaves for a state, "
            "and again where it arrives.",
        ),
        Mistake(_layer(order=walks.FORWARDS), walks.FORWARD),
        Mistake(_one_too_low(walks.FORWARDS), walks.UP_FROM_0),
        Mistake(_one_too_low(walks.BACKWARDS), walks.DOWN_TO_0),
        Mistake(walks.but_the_last(_layer()), walks.LATE),
        Mistake(
            _layer(walks.outside, _slope_of_leaving),
            "The future goes through tanh' of the step that it leaves. It needs the "
            "slope of the step that it reaches.",
        ),
        Mistake(
            _layer(walks.outside, _slope_of_leaving, AFTER),
            "The future now goes through tanh', but of the step that it leaves, not of "
            "the one that it reaches. The other fault is untouched.",
        ),
        Mistake(_layer(partner=slice(0, 1)), walks.FIXED_PARTNER),
        Mistake(
            _first_step,
            "Only the first step counts: each step overwrites what the steps behind it "
            "have added. All steps use W_hh.",
        ),
    ),
    walks.draw_layer,
)
