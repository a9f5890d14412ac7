"""The leaky cell's backward pass, to be repaired."""

import numpy as np

from ...proof.suspects import leaky_backward as broken_backward
from ..grading import Exercise, Mistake, sizes


def _leaky_network(rng):
    T, B, H = sizes(rng, 3)
    ns = rng.uniform(-0.9, 0.9, size=(T, B, H))
    hs, dhs = rng.normal(size=(T + 1, B, H)), rng.normal(size=(T, B, H))
    return rng.normal(size=(H, H)), float(rng.uniform(0.2, 0.8)), hs, ns, dhs


def _leaky(slope, leak, product, transposed=True, kept="dh", late=False):
    """`slope` scales da, `leak` what is `kept`, `product` what takes the other way."""

    def backward(W_hh, k, hs, ns, dhs):
        dW_hh, dh = np.zeros_like(W_hh), 0.0
        values = hs[1:] if late else ns
        for h_prev, n, dh_t in zip(hs[-2::-1], values[::-1], dhs[::-1], strict=True):
            dh = dh_t + dh
            da = slope(k) * dh * (1 - n**2)
            dW_hh += h_prev.T @ da
            through = da @ (W_hh.T if transposed else W_hh)
            straight = {"dh": dh, "dhs": dh_t, "da": da}[kept]
            dh = product(k) * through + leak(k) * straight
        return dW_hh, dh

    return backward


def _one(k):
    return 1


def _none(k):
    return 0


def _k(k):
    return k


def _rest(k):
    return 1 - k


leaky_backward = Exercise(
    _leaky(_k, _rest, _one),
    (
        Mistake(
            broken_backward,
            "This is the suspect as it was. Two lines of it are wrong.",
        ),
        Mistake(
            _leaky(_k, _none, _one),
            "dW_hh is right at T = 1 now. But h_(t-1) reaches h_t by two ways: the "
            "leak 1 - k is the second.",
        ),
        Mistake(
            _leaky(_k, _none, _k),
            "The line of da is right now. The last line is still the suspect's: da "
            "has its k already, and the leak 1 - k is missing.",
        ),
        Mistake(
            _leaky(_one, _rest, _k),
            "The way back is whole. But dW_hh at T = 1 is too long by 1/k: da lacks k.",
        ),
        Mistake(
            _leaky(_one, _rest, _one),
            "The last line is right now. But the line of da is still the suspect's: "
            "it lacks k.",
        ),
        Mistake(
            _leaky(_k, _rest, _one, kept="dhs"),
            "The leak carries all of dh back, not its own step's dhs[t] alone.",
        ),
        Mistake(
            _leaky(_k, _rest, _one, kept="da"),
            "The leak goes past tanh: it carries dh back, not da.",
        ),
        Mistake(
            _leaky(_k, _rest, _one, late=True),
            "The slope of tanh is 1 - n_t ** 2. The state h_t is no tanh here.",
        ),
        Mistake(
            _leaky(_k, _rest, _k),
            "k counts twice on the way back: it is in da already.",
        ),
        Mistake(
            _leaky(_k, _one, _one),
            "The leak carries 1 - k of dh, not all of it.",
        ),
        Mistake(
            _leaky(_k, _k, _one),
            "The candidate has the share k, the old state has 1 - k.",
        ),
        Mistake(
            _leaky(_k, _rest, _one, transposed=False),
            "The product on the way back needs W_hh.T.",
        ),
    ),
    _leaky_network,
)
