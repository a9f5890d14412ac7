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


def the_score_itself(scores, patience):
    at, made = exercises.keep_best.solution(scores, patience)
    return scores[at], made


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.noise, lambda p, T: 1 / (1 - p) ** T, "subtracts the squared mean"),
        (exercises.noise, lambda p, T: T * (1 / (1 - p) - 1), "Variances add"),
        (exercises.noise, lambda p, T: (1 / (1 - p) - 1) ** T, "product of variances"),
        (exercises.noise, lambda p, T: (1 - p) ** T, "should be"),
        (exercises.noise, lambda p, T: (1 / p) ** T - 1, "kept share"),
        (exercises.layer_norm_dx, in_place, "in place"),
        (exercises.layer_norm_dx, no_keepdims, "ValueError"),
        (exercises.layer_norm_dx, whole_mean, "one row each"),
        (exercises.layer_norm_dx, no_projection, "along n"),
        (exercises.layer_norm_dx, gain_outside, "inside the means"),
        (exercises.layer_norm_dx, only_scale, "two terms"),
        (exercises.rms_norm_dx, layer_norm, "its term goes"),
        (exercises.rms_norm_dx, only_scale, "along n is missing"),
        (exercises.rms_norm_dx, lambda n, s, g, dy: (dy * g).T, "transposed"),
        (exercises.keep_best, never, "never stops"),
        (exercises.keep_best, last, "should be"),
        (exercises.keep_best, compared_with_the_last, "best so far"),
        (exercises.keep_best, one_too_many, "one measurement too late"),
        (exercises.keep_best, the_score_itself, "should be"),
        (exercises.keep_best, lambda scores, patience: min(scores), "tuple of 2"),
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
