"""The gradient against the lag, for the chapter's random network at many gains."""

from functools import cache

import numpy as np

from rnn_tutorial import analysis
from rnn_tutorial.cells import rnn

from .explorable import Explorable, rounded, text

GAINS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.4, 1.6, 1.8, 2.0, 2.5, 3.0)
NAMED = {"A": 0.9, "B": 1.2, "C": 3.0}  # the chapter's three networks
LENGTHS = (10, 20, 30, 40, 50, 60)
H = 50


@cache
def chapter() -> tuple[np.ndarray, ...]:
    """W (H, H), W_xh (1, H), the inputs (60, 1, 1) and dh_T (H,) of the chapter."""
    rng = np.random.default_rng(0)
    W = rng.standard_normal((H, H)) / np.sqrt(H)
    W_xh, xs = rng.standard_normal((1, H)), 0.3 * rng.standard_normal((60, 1, 1))
    dh_T = np.random.default_rng(1).standard_normal(H)
    return W, W_xh, xs, dh_T / np.linalg.norm(dh_T)


def run(W_hh: np.ndarray, length: int) -> tuple[np.ndarray, float]:
    """The gradient's norm at the lags 0..length, and the factor of its bound."""
    _, W_xh, xs, dh_T = chapter()
    params = rnn.RNNParams(W_xh, W_hh, np.zeros(H))
    hs = rnn.forward(params, xs[:length], np.zeros((1, H)))[0][:, 0]
    gamma = (1 - hs**2).max()
    factor = gamma * analysis.largest_singular_value(W_hh)
    return analysis.gradient_norms(params, hs, dh_T), factor


def without_tanh(W_hh: np.ndarray, length: int) -> np.ndarray:
    """The same gradient in a network whose slope is 1 everywhere, (length + 1,)."""
    no_weights = rnn.RNNParams(np.zeros((1, H)), W_hh, np.zeros(H))
    return analysis.gradient_norms(no_weights, np.zeros((length, H)), chapter()[3])


def ends(gain: float, length: int) -> list[float]:
    """Powers of ten at the longest lag: the gradient, without tanh, the bound."""
    W_hh = gain * chapter()[0]
    norms, factor = run(W_hh, length)
    linear = without_tanh(W_hh, length)[-1]
    return [np.log10(norms[-1]), np.log10(linear), length * np.log10(factor)]


def build() -> dict:
    """Powers of ten: curves[gain][length], and what is shown at their ends."""
    W = chapter()[0]
    orthogonal = np.linalg.qr(W)[0]
    return {
        "curves": [[curve(gain * W, T) for T in LENGTHS] for gain in GAINS],
        "ends": [[rounded(ends(gain, T), 1) for T in LENGTHS] for gain in GAINS],
        "gains": list(GAINS),
        "lengths": list(LENGTHS),
        "linear": rounded(np.log10(without_tanh(W, LENGTHS[-1])), 3),  # of gain 1
        "named": {name: GAINS.index(gain) for name, gain in NAMED.items()},
        "orthogonal": [curve(orthogonal, T) for T in LENGTHS],
        "radius": [rounded(analysis.spectral_radius(g * W), 2) for g in GAINS],
        "sigma": [rounded(analysis.largest_singular_value(g * W), 2) for g in GAINS],
    }


def curve(W_hh: np.ndarray, length: int) -> list[float]:
    """The gradient at the lags 0..length as powers of ten."""
    return rounded(np.log10(run(W_hh, length)[0]), 2)


def draw(rng: np.random.Generator) -> dict:
    """A random gain and length."""
    return {
        "gain": int(rng.integers(len(GAINS))),
        "length": int(rng.integers(len(LENGTHS))),
    }


def shown(setting: dict) -> dict[str, str]:
    """What a fresh network of this gain does to the gradient over this length."""
    gain, length = GAINS[setting["gain"]], LENGTHS[setting["length"]]
    W_hh = gain * chapter()[0]
    powers = zip(("gradient", "linear", "bound"), ends(gain, length), strict=True)
    return {name: text(power, 1) for name, power in powers} | {
        "sigma": text(analysis.largest_singular_value(W_hh), 2),
        "radius": text(analysis.spectral_radius(W_hh), 2),
    }


EXPLORABLE = Explorable("lag", "fig-vg-lag", build, draw, shown)
