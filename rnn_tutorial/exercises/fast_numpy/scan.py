"""A backward scan that writes where it should only read."""

import numpy as np

from ..grading import Exercise, Mistake, sizes


def _draw(rng):
    T, B, H = sizes(rng, 3)
    W_hh, hs = rng.standard_normal((H, H)), rng.uniform(-0.9, 0.9, (T, B, H))
    return W_hh, hs, rng.standard_normal((T, B, H))


def _walk(through=lambda W_hh: W_hh.T, slope=lambda h: 1 - h**2, carry="da"):
    def answer(W_hh, hs, dhs):
        das, future = np.empty_like(dhs), 0.0
        for t in reversed(range(len(dhs))):
            dh = dhs[t] + future
            das[t] = dh * slope(hs[t])
            future = (das[t] if carry == "da" else dh) @ through(W_hh)
        return das

    return answer


def _no_future(W_hh, hs, dhs):
    return dhs * (1 - hs**2)


mended_scan = Exercise(
    _walk(),
    (
        Mistake(_no_future, "The future is lost: dh carries it from step to step."),
        Mistake(
            _walk(through=lambda W_hh: W_hh), "Going back, W_hh must be transposed."
        ),
        Mistake(_walk(slope=lambda h: h**2), "The slope of tanh is one minus h**2."),
        Mistake(
            _walk(carry="dh"), "What goes back through W_hh is da, behind the slope."
        ),
        Mistake(
            _walk(slope=np.ones_like),
            "Now the slope is missing: da is dh * (1 - h**2).",
        ),
        Mistake(
            lambda W_hh, hs, dhs: _walk()(W_hh, hs, dhs)[::-1],
            "The steps come out in the order of the walk, from the last to the first.",
        ),
    ),
    _draw,
    fresh=True,
)
