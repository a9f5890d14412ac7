"""Wrong answers to the exercises on regularisation, as readers write them."""

import numpy as np
import pytest

from rnn_tutorial.exercises import regularisation as exercises
from rnn_tutorial.exercises import verdict


def row_mean(a):
    return np.mean(a, axis=1)[:, None]


def in_place(n, scale, gain, dy):
    dy *= gain
    return scale * (dy - row_mean(dy) - n * row_mean(dy * n))


def no_keepdims(n, scale, gain, dy):
    dn = gain * dy
    return scale * (dn - dn.mean(axis=1) - n * (dn * n).mean(axis=1))


def whole_mean(n, scale, gain, dy):
    dn = gain * dy
    return scale * (dn - np.mean(dn) - n * np.mean(dn * n))


def no_projection(n, scale, gain, dy):
    return (dy * gain - row_mean(dy * gain)) * scale


def gain_outside(n, scale, gain, dy):
    return gain * scale * (dy - row_mean(dy) - n * row_mean(dy * n))


def layer_norm(n, scale, gain, dy):
    dn = dy * gain
    return scale * (dn - row_mean(dn) - n * row_mean(n * dn))


def only_scale(n, scale, gain, dy):
    return dy * (scale * gain)


def root_divided(n, scale, gain, dy):
    return layer_norm(n, 1 / scale, gain, dy)


def signs(mean, along):
    """Layer norm's gradient with these signs of its two terms."""

    def dx(n, scale, gain, dy):
        dn = dy * gain
        return scale * (dn + mean * row_mean(dn) + along * n * row_mean(n * dn))

    return dx


def down_the_columns(n, scale, gain, dy):
    dn = dy * gain
    return scale * (dn - np.mean(dn, axis=0) - n * np.mean(dn * n, axis=0))


def rms_down_the_columns(n, scale, gain, dy):
    dn = dy * gain
    return scale * (dn - n * np.mean(dn * n, axis=0))


def rms_along_x(n, scale, gain, dy):
    x, dn = n / scale, dy * gain
    return scale * (dn - x * row_mean(dn * x))


def rms_root_divided(n, scale, gain, dy):
    dn = dy * gain
    return (dn - n * row_mean(dn * n)) / scale


def never(scores, patience):
    return scores.index(min(scores)), len(scores)


def last(scores, patience):
    at = int(np.argmin(scores))
    return at + patience, at + patience + 1


def compared_with_the_last(scores, patience):
    waiting, best = 0, 0
    for k, (before, now) in enumerate(zip(scores, scores[1:], strict=False), start=1):
        best = k if now < scores[best] else best
        waiting = waiting + 1 if now >= before else 0
        if waiting == patience:
            return best, k + 1
    return best, len(scores)


def one_too_many(scores, patience):
    at = 0
    for k, score in enumerate(scores):
        at = k if score < scores[at] else at
        if k - at > patience:
            return at, k + 1
    return at, len(scores)


def stopping(gains=lambda now, best: now < best, at_the_end=len):
    """The right program, but for what counts as a gain, or what ends the list."""

    def answer(scores, patience):
        at = 0
        for k, score in enumerate(scores):
            at = k if gains(score, scores[at]) else at
            if k - at == patience:
                return at, k + 1
        return at, at_the_end(scores)

    return answer


def no_end(scores, patience):
    at, made = stopping(at_the_end=lambda scores: None)(scores, patience)
    return (at, made) if made else None


def past_the_end(scores, patience):
    at = k = 0
    while k - at < patience:
        k += 1
        at = k if scores[k] < scores[at] else at
    return at, k + 1


def against_the_one_before(scores, patience):
    at = 0
    for k in range(1, len(scores)):
        at = k if scores[k] < scores[k - 1] else at
        if k - at >= patience:
            return at, k + 1
    return at, len(scores)


def the_score_itself(scores, patience):
    at, made = stopping()(scores, patience)
    return scores[at], made


def from_one(scores, patience):
    at, made = stopping()(scores, patience)
    return at + 1, made


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.noise, lambda p, T: 1 / (1 - p) ** T, "subtracts the squared mean"),
        (exercises.noise, lambda p, T: T * (1 / (1 - p) - 1), "Variances add"),
        (exercises.noise, lambda p, T: (1 / (1 - p) - 1) ** T, "product of variances"),
        (exercises.noise, lambda p, T: (1 - p) ** T, "should be"),
        (exercises.noise, lambda p, T: (1 / p) ** T - 1, "kept share"),
        (exercises.noise, lambda p, T: ((1 - p) ** -T - 1) ** 0.5, "Square it"),
        (exercises.noise, lambda p, T: p / (1 - p), "T of them"),
        (exercises.noise, lambda p, T: (1 - p) ** (1 - 2 * T) - 1, "each is new"),
        (exercises.layer_norm_dx, in_place, "in place"),
        (exercises.layer_norm_dx, no_keepdims, "ValueError"),
        (exercises.layer_norm_dx, whole_mean, "one row each"),
        (exercises.layer_norm_dx, no_projection, "along n"),
        (exercises.layer_norm_dx, gain_outside, "inside the means"),
        (exercises.layer_norm_dx, only_scale, "two terms"),
        (exercises.layer_norm_dx, root_divided, "multiply by it"),
        (exercises.layer_norm_dx, signs(-1, 1), "along n is subtracted"),
        (exercises.layer_norm_dx, signs(1, -1), "mean is subtracted"),
        (exercises.layer_norm_dx, signs(1, 1), "Both terms are subtracted"),
        (exercises.layer_norm_dx, down_the_columns, "not the batch"),
        (exercises.rms_norm_dx, layer_norm, "its term goes"),
        (exercises.rms_norm_dx, only_scale, "along n is missing"),
        (exercises.rms_norm_dx, lambda n, s, g, dy: (dy * g).T, "transposed"),
        (exercises.rms_norm_dx, signs(0, 1), "along n is subtracted"),
        (exercises.rms_norm_dx, rms_down_the_columns, "not the batch"),
        (exercises.rms_norm_dx, rms_along_x, "not x"),
        (exercises.rms_norm_dx, rms_root_divided, "multiply by it"),
        (exercises.keep_best, never, "never stops"),
        (exercises.keep_best, last, "should be"),
        (exercises.keep_best, no_end, "return"),
        (exercises.keep_best, past_the_end, "IndexError"),
        (exercises.keep_best, past_the_end, "The call was (["),
        (exercises.keep_best, stopping(at_the_end=lambda s: len(s) + 1), "ran out"),
        (exercises.keep_best, stopping(at_the_end=lambda s: len(s) - 1), "no -1"),
        (exercises.keep_best, stopping(lambda now, best: now <= best), "no gain"),
        (exercises.keep_best, against_the_one_before, "not below the one before"),
        (exercises.keep_best, from_one, "Count from 0"),
        (exercises.keep_best, lambda s, n: stopping()(s, n)[::-1], "index first"),
        (exercises.keep_best, compared_with_the_last, "best so far"),
        (exercises.keep_best, one_too_many, "one measurement too late"),
        (exercises.keep_best, the_score_itself, "not the score"),
        (exercises.keep_best, lambda scores, patience: min(scores), "tuple of 2"),
        (exercises.keep_best, lambda scores, patience: 3, "not an int"),
        (exercises.which_program, "B", "another scale"),
        (exercises.which_program, "c", "spoil the training"),
        (exercises.which_program, "D", "same"),
        (exercises.which_program, "E", "one letter"),
    ],
)
def test_a_wrong_answer_is_told_what_is_wrong(exercise, answer, part):
    right, says = verdict(exercise, answer)
    assert not right
    assert part in says, says


def test_the_scores_stop_early_run_out_tie_and_meet_a_patience_of_one():
    cases = [exercises.keep_best.draw(np.random.default_rng(k)) for k in range(8)]
    ends = [exercises.keep_best.solution(*case) for case in cases]
    assert {patience for _, patience in cases} == {1, 2, 3}
    pairs = list(zip(cases, ends, strict=True))
    ran_out = [made - 1 - at < patience for (_, patience), (at, made) in pairs]
    last = [at == len(scores) - 1 for (scores, _), (at, _) in pairs]
    repeats = [len({*scores}) < len(scores) for scores, _ in cases]
    for kinds in (ran_out, last, repeats):
        assert {*kinds} == {True, False}
    assert all(len(repr(scores)) <= 40 for scores, _ in cases)  # shown in full


def test_two_wrong_counts_are_right_where_the_first_score_stays_the_best():
    exercise = exercises.keep_best
    wrong = [m.answer for m in exercise.mistakes if "before" in m.says]
    ends = [stop([0.1, 0.2, 0.3, 0.0], 2) for stop in (exercise.solution, *wrong)]
    assert ends == 3 * [(0, 3)]


def test_wrong_ends_are_wrong_where_one_more_measurement_would_stop():
    exercise, case = exercises.keep_best, ([0.3, 0.1, 0.2, 0.2], 3)
    wrong = [m.answer for m in exercise.mistakes if "ran out" in m.says]
    assert exercise.solution(*case) == (1, 4)
    assert [stop(*case) for stop in wrong] == [(1, 5), (1, 3)]


def test_scores_begin_anywhere_from_two_to_below_four():
    rngs = map(np.random.default_rng, range(200))
    first = {exercises.keep_best.draw(rng)[0][0] for rng in rngs}
    assert first == {tenths / 10 for tenths in range(20, 40)}


def test_right_answers_pass():
    for right in (stopping(), lambda s, n: list(stopping()(s, n))):
        assert verdict(exercises.keep_best, right).right
