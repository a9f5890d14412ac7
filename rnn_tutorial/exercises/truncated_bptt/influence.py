"""Forward mode by hand, for one leaky unit."""

import numpy as np

from ..grading import Exercise, Mistake


def _influences(
    leak=1,
    past=1,
    weight=True,
    size=True,
    slope=lambda c, h: 1 - c**2,
    shift=0,
    keep=None,
):
    """M_1 to M_T, with parts that can be left out."""

    def influences(w, a, hs, cs):
        M, found = 0.0, []
        for t in range(1, len(hs)):
            through = hs[t - 1 + shift] + past * M * (w if weight else 1)
            new = (a if size else 1) * slope(cs[t - 1], hs[t]) * through
            M = new + (leak * (1 - a) if keep is None else keep) * M
            found.append(M)
        return np.array(found)

    return influences


def _draw(rng):
    T, a, w = int(rng.integers(3, 7)), rng.uniform(0.2, 0.8), rng.uniform(0.5, 1.5)
    hs, cs = [rng.uniform(0.3, 0.9)], []
    for x_t in rng.normal(size=T):
        cs.append(np.tanh(w * hs[-1] + x_t))
        hs.append((1 - a) * hs[-1] + a * cs[-1])
    return float(w), float(a), np.array(hs), np.array(cs)


influences = Exercise(
    _influences(),
    (
        Mistake(
            _influences(past=0, leak=0),
            "That is the immediate derivative: h_(t-1) moves with w as well.",
        ),
        Mistake(
            _influences(leak=0),
            "h_(t-1) stands twice in a step. You have followed it through tanh only.",
        ),
        Mistake(
            _influences(past=0),
            "h_(t-1) stands twice in a step. You have followed the leak only, and not "
            "what passes tanh.",
        ),
        Mistake(
            lambda w, a, hs, cs: _influences()(w, 1 - a, hs, cs),
            "a and 1 - a are exchanged: the leak keeps 1 - a of the old state.",
        ),
        Mistake(
            _influences(keep=1),
            "The old influence leaks as the old state does: its factor is 1 - a.",
        ),
        Mistake(_influences(slope=lambda c, h: 1.0), "tanh' is missing."),
        Mistake(
            _influences(slope=lambda c, h: 1 - h**2),
            "The slope of tanh is 1 - c**2. Here h_t is a mixture, not the tanh.",
        ),
        Mistake(
            _influences(slope=lambda c, h: 1 - np.tanh(c) ** 2),
            "cs has been through tanh already: the slope is 1 - c**2.",
        ),
        Mistake(
            _influences(shift=1),
            "The weight of step t multiplies h_(t-1), which is hs[t - 1].",
        ),
        Mistake(
            _influences(weight=False),
            "What comes from h_(t-1) through tanh is multiplied by w on its way.",
        ),
        Mistake(
            _influences(size=False),
            "The new part enters with the factor a, so its derivative does too.",
        ),
        Mistake(
            lambda *case: np.append(0.0, _influences()(*case)),
            "Your first entry is M_0 = 0. M_1 to M_T are wanted: T numbers.",
        ),
        Mistake(
            lambda *case: _influences()(*case)[-1],
            "That is M_T alone. Return all of them, from M_1 on.",
        ),
    ),
    _draw,
)
