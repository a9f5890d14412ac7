"""The exercises of chapter 5: answers as readers write them, and what each is told."""

import numpy as np
import pytest

from rnn_tutorial.exercises import Exercise, Mistake, verdict
from rnn_tutorial.exercises import language_model as exercises
from rnn_tutorial.exercises.language_model.whole import ids_only
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


def softmax_down_the_columns(logits, targets):
    p = np.exp(logits) / np.exp(logits).sum(axis=0)
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
        (softmax_down_the_columns, "runs down the columns"),
        (hidden_zeros, "N times V"),
        (log_of_logit, "logarithm of a logit"),
    ],
)
def test_a_wrong_price_is_named(answer, part):
    assert part in says(exercises.mean_bits, answer)


def test_a_logarithm_of_logits_is_known_where_it_is_a_number():
    positive = np.array([[1.0, 2.0, 3.0], [6.0, 5.0, 4.0]]), np.array([2, 0])
    alone = exercises.mean_bits._replace(draw=lambda rng: positive)
    assert "of a logit" in says(alone, lambda y, s: -np.log(picked(y, s)).mean())


def test_targets_rolled_along_the_whole_text_are_right():
    assert verdict(
        exercises.next_symbols,
        lambda c, T, step: np.roll(c, -1, axis=0)[step * T : (step + 1) * T],
    ).right


def filled_with(number):
    """Targets written one by one into an array that begins as zeros like `number`."""

    def targets(columns, T, step):
        result = np.zeros((T, columns.shape[1]), dtype=type(number))
        for t in range(T):
            result[t] = columns[step * T + 1 + t]
        return result

    return targets


def test_targets_written_into_an_array_of_integers_are_right():
    assert verdict(exercises.next_symbols, filled_with(0)).right


def shifted_from_the_end(c, T, n):
    start = (n + 1) * T + 1
    return c[start : start + T]


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (filled_with(0.0), "but they are floats"),
        (shifted_from_the_end, "targets of the next window"),
        (lambda c, T, n: c[n * T + 1 : (n + 1) * T + 2], "one row too late"),
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


def test_a_cut_along_a_wide_batch_is_named():
    wide = np.arange(144).reshape(12, 12), 3, 2
    alone = exercises.next_symbols._replace(draw=lambda rng: wide)
    assert "second axis" in says(alone, lambda c, T, n: c[:, 7:10])


def test_a_case_in_which_two_answers_agree_is_drawn_again():
    double = Mistake(lambda n: 2 * n, "Twice as much.")
    once = Exercise(lambda n: n, (double,), lambda rng: (int(rng.integers(2)),))
    cases = [ids_only(once).draw(np.random.default_rng(seed)) for seed in range(9)]
    assert cases == 9 * [(1,)]


def test_no_case_is_drawn_for_ever_where_two_answers_are_one():
    same, rng = Mistake(lambda n: n, "The same."), np.random.default_rng(0)
    drawn = []
    once = Exercise(lambda n: n, (same,), lambda rng: (drawn.append(1) or len(drawn),))
    with pytest.raises(ValueError, match="agree in all of 100 cases"):
        ids_only(once).draw(rng)
    assert len(drawn) == 100


@pytest.mark.parametrize(
    ("choice", "part"),
    [("A", "wrong question"), ("B", "still agree"), ("D", "one long window")],
)
def test_each_tempting_choice_is_explained(choice, part):
    assert part in says(exercises.visible_fault, choice)


@pytest.mark.parametrize("pair", [(3 / 5, 1), [0.6, 1.0], np.array([0.602, 0.998])])
def test_the_error_and_the_cosine_are_right_to_two_digits(pair):
    assert verdict(exercises.visible_numbers, pair).right


@pytest.mark.parametrize(
    ("pair", "part"),
    [
        (..., "still a `...`"),
        (0.6, "Give two numbers"),
        (("C", 0.6, 1), "Give two numbers"),
        (("0.6", "one"), "Give two numbers"),
        ((1, 0.6), "The cosine is another one"),
        ((0.6, 0.25), "The cosine is another one"),
        ((0, 1), "the error is not"),
        ((3, 1), "norm of the right gradient"),
        ((0.75, 1), "norm of the wrong gradient"),
    ],
)
def test_a_wrong_error_or_cosine_is_named(pair, part):
    assert part in says(exercises.visible_numbers, pair)


@pytest.mark.parametrize(
    ("choice", "part"),
    [("A", "two successors"), ("C", "0 and 9"), ("D", "still sees"), (0.62, "letter")],
)
def test_each_tempting_loss_without_a_loop_is_explained(choice, part):
    assert part in says(exercises.loss_without_loop, choice)


def test_a_temperature_from_logarithms_to_base_2_is_right():
    assert verdict(
        exercises.temperature_for,
        lambda p_1, p_2, ratio: np.log2(p_1 / p_2) / np.log2(ratio),
    ).right


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (lambda p, q, ratio: np.log(ratio) / np.log(p / q), "1 over the temp"),
        (lambda p, q, ratio: np.log(q / p) / np.log(ratio), "upside down, or a sign"),
        (lambda p, q, ratio: np.log(p - q) / np.log(ratio), "of two logarithms"),
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
