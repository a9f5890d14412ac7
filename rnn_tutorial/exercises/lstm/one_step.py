"""One step backward, whole."""

import numpy as np

from ..grading import Exercise, Mistake, sizes


def _step_back(
    dh_reaches_c=True,
    squashed=True,
    sigmoids=True,
    content=True,
    shown=np.tanh,
    passed="all",
    swapped=False,
    order=(0, 1, 2, 3),
):
    """One step's backward; every argument is one thing to get wrong."""

    def step_backward(W_hh, gates, c_prev, c, dh, dc):
        i, f, g, o = np.split(gates, 4, axis=-1)
        slope = 1 - np.tanh(c) ** 2 if squashed else 1 - c**2
        total = dc + dh * o * slope if dh_reaches_c else dc
        di, df = (total * c_prev, total * g) if swapped else (total * g, total * c_prev)
        slopes = [s * (1 - s) if sigmoids else 1 for s in (i, f, o)]
        dg = total * i * (1 - g**2 if content else 1)
        do = dh * shown(c) * slopes[2]
        parts = di * slopes[0], df * slopes[1], dg, do
        da = np.concatenate([parts[n] for n in order], axis=-1)
        out = {"all": total * f, "own": dc * f, "closed": total, "none": 0 * dc}
        return da, da @ W_hh.T, out[passed]

    return step_backward


def _step(rng):
    B, H = sizes(rng, 2)
    gates = rng.uniform(0.1, 0.9, size=(B, 4 * H))
    c_prev, c, dh, dc = rng.normal(size=(4, B, H))
    return rng.normal(size=(H, 4 * H)), gates, c_prev, c, dh, dc


step_backward = Exercise(
    _step_back(),
    (
        Mistake(
            _step_back(dh_reaches_c=False),
            "The loss also reaches c_t through h_t: dc lacks that way.",
        ),
        Mistake(
            _step_back(passed="own"),
            "dc_prev must pass on all of dc_t, also what came through h_t.",
        ),
        Mistake(
            _step_back(passed="closed"),
            "dc_prev lacks a factor: what did the step do to c_prev?",
        ),
        Mistake(
            _step_back(passed="none"),
            "The memory's own way back is missing: dc_prev is zero.",
        ),
        Mistake(
            _step_back(squashed=False),
            "The slope of tanh at c is 1 - tanh(c)**2. c has not been through tanh.",
        ),
        Mistake(
            _step_back(shown=lambda c: c), "h_t is o times tanh(c), not o times c."
        ),
        Mistake(
            _step_back(sigmoids=False),
            "da is the gradient at the sums: the sigmoids' slopes are missing.",
        ),
        Mistake(_step_back(content=False), "g is a tanh: its slope is missing."),
        Mistake(
            _step_back(swapped=True),
            "di and df are exchanged: each factor of a product gets the other one.",
        ),
        Mistake(
            _step_back(order=(1, 0, 2, 3)),
            "The parts of da stand in another order than i, f, g, o.",
        ),
    ),
    _step,
)
