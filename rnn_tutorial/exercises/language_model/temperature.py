"""The temperature that makes one symbol a given number of times as likely."""

import numpy as np

from ..grading import Exercise, Mistake


def _draw_ratio(rng):
    p_1 = rng.uniform(0.4, 0.8)
    return p_1, p_1 * rng.uniform(0.1, 0.8), rng.uniform(2, 40)


def _temperature(p_1, p_2, ratio):
    return np.log(p_1 / p_2) / np.log(ratio)


temperature_for = Exercise(
    _temperature,
    draw=_draw_ratio,
    mistakes=(
        Mistake(
            lambda *case: 1 / _temperature(*case),
            "That is 1 over the temperature. A larger ratio needs a *lower* one: which"
            " power of the old ratio is the new one?",
        ),
        Mistake(
            lambda p_1, p_2, ratio: p_1 / p_2 / ratio,
            "You divide the ratios. The temperature divides the *logits*, that is the"
            " logarithms of the probabilities.",
        ),
        Mistake(
            lambda p_1, p_2, ratio: np.log(2) / np.log(10),
            "That is right for 0.6, 0.3 and 10 only. Put the arguments in.",
        ),
        Mistake(
            lambda p_1, p_2, ratio: (p_1 / p_2) ** (1 / ratio),
            "That is the ratio which the temperature `ratio` gives. The temperature is"
            " the unknown: take logarithms, and solve for it.",
        ),
        Mistake(
            lambda p_1, p_2, ratio: np.log(ratio) - np.log(p_1 / p_2),
            "You subtract the logarithms. The new ratio is a *power* of the old one:"
            " what happens to an exponent under a logarithm?",
        ),
        Mistake(
            lambda p_1, p_2, ratio: ratio * p_2 / p_1,
            "You divide the ratios, upside down too. The temperature divides the"
            " *logits*, that is the logarithms of the probabilities.",
        ),
        Mistake(
            lambda p_1, p_2, ratio: (p_1 - p_2) / np.log(ratio),
            "You take the difference of the probabilities. The logits differ by the"
            " difference of their logarithms.",
        ),
        Mistake(
            lambda p_1, p_2, ratio: np.log(p_1 - p_2) / np.log(ratio),
            "You take the logarithm of a difference. The logits differ by the"
            " difference of two logarithms: ln(p_1) - ln(p_2).",
        ),
        Mistake(
            lambda p_1, p_2, ratio: np.log(p_1 / p_2) / ratio,
            "The old ratio is under a logarithm, and the new one is not. Take the"
            " logarithm of both sides of the equation.",
        ),
        Mistake(
            lambda p_1, p_2, ratio: np.log(p_1) / np.log(p_2) / np.log(ratio),
            "The logarithm of a quotient is a difference of logarithms, not their"
            " quotient.",
        ),
        Mistake(
            lambda *case: -_temperature(*case),
            "A temperature is positive. Is a quotient upside down, or a sign wrong?",
        ),
        Mistake(
            lambda p_1, p_2, ratio: np.log(p_1) / np.log(ratio * p_2),
            "You raise only one of the probabilities to a power. Both are divided by"
            " the same sum, so look at their ratio.",
        ),
    ),
)
