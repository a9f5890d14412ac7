"""The exercises of chapter 5: answers as readers write them, and what each is told."""

import numpy as np
import pytest

from rnn_tutorial.exercises import language_model as exercises
from rnn_tutorial.exercises import verdict
from rnn_tutorial.functions import log_softmax, softmax


def says(exercise, answer):
    right, text = verdict(exercise, answer)
    assert not right
    return text


def picked(rows, targets):
    return rows[np.arange(len(targets)), targets]


def looped_bits(logits, targets):
    costs = [-np.log2(softmax(y)[s]) for y, s in zip(logits, targets, strict=True)]
    return sum(costs) / len(costs)


def softmax_over_all(logits, targets):
    p = np.exp(logits) / np.sum(np.exp(logits))
    return -np.log2(picked(p, targets)).mean()


def hidden_zeros(logits, targets):
    wanted = np.arange(logits.shape[1]) == targets[:, None]
    return -(wanted * np.log2(softmax(logits))).mean()


def log_of_logit(logits, targets):
    with np.errstate(invalid="ignore"):
        return -np.log2(picked(logits, targets)).mean()


def test_bits_summed_in_a_loop_are_right():
    assert verdict(exercises.mean_bits, looped_bits).right


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (lambda y, s: -picked(log_softmax(y), s).mean(), "in nats"),
        (lambda y, s: -np.log2(picked(softmax(y), s)).sum(), "all N symbols"),
        (lambda y, s: -picked(log_softmax(y), s).sum(), "unit is still the nat"),
        (lambda y, s: -np.log2(picked(softmax(y), s)), "N prices"),
        (lambda y, s: np.log2(picked(softmax(y), s)).mean(), "never negative"),
        (lambda y, s: -np.log2(softmax(y)[:, s]).mean(), "in pairs"),
        (lambda y, s: -np.log2(softmax(y)).mean(), "whole vocabulary"),
        (lambda y, s: -np.log2(softmax(y).max(axis=1)).mean(), "likeliest"),
        (lambda y, s: -np.log2(picked(softmax(y), s).mean()), "logarithm of a mean"),
        (lambda y, s: -(softmax(y) * np.log2(softmax(y))).sum(1).mean(), "entropy"),
        (lambda y, s: np.exp(-picked(log_softmax(y), s).mean()), "perplexity"),
        (lambda y, s: -np.log10(picked(softmax(y), s)).mean(), "0.301 times"),
        (lambda y, s: picked(softmax(y), s).mean(), "mean probability"),
        (softmax_over_all, "give the sum an axis"),
        (hidden_zeros, "N times V"),
        (log_of_logit, "logarithm of a logit"),
    ],
)
def test_a_wrong_price_is_named(answer, part):
    assert part in says(exercises.mean_bits, answer)


def test_targets_rolled_along_the_whole_text_are_right():
    assert verdict(
        exercises.next_symbols,
        lambda c, T, step: np.roll(c, -1, axis=0)[step * T : (step + 1) * T],
    ).right


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (lambda c, T, n: c[n * T : (n + 1) * T], "repeat what it reads"),
        (lambda c, T, n: c[n * T + 1 : (n + 1) * T], "end of the slice"),
        (lambda c, T, n: c[n * T : (n + 1) * T + 1], "T + 1 symbols"),
        (lambda c, T, n: c[n + 1 : n + T + 1], "whole windows of T rows"),
        (lambda c, T, n: c[(n - 1) * T + 1 : n * T + 1], "count from 0"),
        (lambda c, T, n: c[(n + 1) * T : (n + 2) * T], "not T"),
        (lambda c, T, n: c[n * (T + 1) + 1 : (n + 1) * (T + 1)], "never read"),
        (lambda c, T, n: c[n * T + 1 :], "end of the text"),
        (lambda c, T, n: c[:, n * T + 1 : (n + 1) * T + 1], "second axis"),
        (lambda c, T, n: c[n * T + 1 : (n + 1) * T + 1].T, "transposed"),
        (lambda c, T, n: c[n * T + 1 : (n + 1) * T + 1][::-1], "reverse order"),
        (lambda c, T, n: np.roll(c[n * T : n * T + T], -1, axis=0), "first input"),
    ],
)
def test_wrong_targets_are_named(answer, part):
    assert part in says(exercises.next_symbols, answer)


@pytest.mark.parametrize(
    ("choice", "part"), [("A", "wrong question"), ("B", "still agree"), ("D", "bits")]
)
def test_each_tempting_choice_is_explained(choice, part):
    assert part in says(exercises.visible_fault, choice)


def test_a_temperature_from_logarithms_to_base_2_is_right():
    assert verdict(
        exercises.temperature_for,
        lambda p_1, p_2, ratio: np.log2(p_1 / p_2) / np.log2(ratio),
    ).right


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (lambda p, q, ratio: np.log(ratio) / np.log(p / q), "1 over the temp"),
        (lambda p, q, ratio: np.log(q / p) / np.log(ratio), "positive"),
        (lambda p, q, ratio: p / q / ratio, "divide the ratios"),
        (lambda p, q, ratio: ratio / (p / q), "upside down"),
        (lambda p, q, ratio: np.log(p / q) / ratio, "both sides"),
        (lambda p, q, ratio: (p - q) / np.log(ratio), "difference of their"),
        (lambda p, q, ratio: (p / q) ** (1 / ratio), "the unknown"),
        (lambda p, q, ratio: np.log(ratio) - np.log(p / q), "*power*"),
        (lambda p, q, ratio: np.log(p) / np.log(q) / np.log(ratio), "of a quotient"),
        (lambda p, q, ratio: np.log(2) / np.log(10), "Put the arguments in"),
        (lambda p, q, ratio: np.log(p / q) / np.log10(ratio), "2.303 times"),
    ],
)
def test_a_wrong_temperature_is_named(answer, part):
    assert part in says(exercises.temperature_for, answer)
