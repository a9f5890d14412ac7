"""Wrong answers to the exercises on clipping and initialisation, as readers write."""

import numpy as np
import pytest

from rnn_tutorial.exercises import clipping_and_initialisation as exercises
from rnn_tutorial.exercises import verdict
from rnn_tutorial.optim import clip_by_norm


def s(x):
    return 1 / (1 + np.exp(-x))


def loop(norms, max_norm):
    return sum(n * min(n, max_norm) for n in norms) / sum(norms) ** 2


def longer(norms, max_norm):
    factors = max_norm / norms
    return np.sum(factors * norms**2) / (
        np.linalg.norm(norms) * np.linalg.norm(factors * norms)
    )


def in_place(theta, g, lr, max_norm):
    g *= min(1, max_norm / np.linalg.norm(g))
    return theta - lr * g


def clip_parameters(theta, g, lr, max_norm):
    theta = theta - lr * g
    return theta * min(1, max_norm / np.linalg.norm(theta))


def unit_length(theta, g, lr, max_norm):
    return theta - lr * g / np.linalg.norm(g) * max_norm


def factor(of):
    """A step whose factor is of(max_norm, norm)."""
    return lambda theta, g, lr, c: theta - lr * g * of(c, np.linalg.norm(g))


def always(theta, g, lr, max_norm):
    return theta - lr * g * max_norm


def sorted_index(norms, share):
    return np.sort(norms)[int((1 - share) * len(norms))]


def test_a_sorted_list_serves_as_well_as_a_quantile():
    assert verdict(exercises.threshold_for, sorted_index).right


def test_up_to_three_tenths_of_the_norms_may_be_clipped():
    rngs = map(np.random.default_rng, range(30))
    shares = {exercises.threshold_for.draw(rng)[1] for rng in rngs}
    assert shares == {0.05, 0.1, 0.2, 0.3}


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.wall_bias, lambda w, a_0: 0.5 - w * s(0.5), "a_0 = 0.5 only"),
        (exercises.wall_bias, lambda w, a_0: w * s(a_0) - a_0, "sign"),
        (exercises.wall_bias, lambda w, a_0: a_0 * (1 - w), "sigmoid is missing"),
        (exercises.wall_bias, lambda w, a_0: a_0 - w * s(a_0) * s(-a_0), "slope"),
        (exercises.wall_bias, lambda w, a_0: a_0 + w * s(a_0), "changes sides"),
        (exercises.wall_bias, lambda w, a_0: -w * s(a_0), "state zero"),
        (exercises.two_arrays, "A", "own factor"),
        (exercises.two_arrays, "C", "share"),
        (exercises.two_arrays, "D", "right one"),
        (exercises.cosine_per_array, lambda n, c: 1.0, "global norm"),
        (exercises.cosine_per_array, longer, "lengthens short"),
        (exercises.cosine_per_array, loop, "should be"),
        (
            exercises.cosine_per_array,
            lambda n, c: n @ np.minimum(n, c) / (n @ n),
            "first norm twice",
        ),
        (
            exercises.cosine_per_array,
            lambda n, c: np.linalg.norm(np.minimum(n, c)) / np.linalg.norm(n),
            "ratio of the two",
        ),
        (exercises.cosine_per_array, lambda n, c: np.minimum(n, c), "shape"),
        (exercises.mended_step, in_place, "in place"),
        (exercises.mended_step, clip_parameters, "clip the parameters"),
        (exercises.mended_step, always, "should be"),
        (exercises.mended_step, unit_length, "lengthen a short"),
        (exercises.mended_step, factor(lambda c, n: max(1, c / n)), "min, not max"),
        (exercises.mended_step, factor(lambda c, n: min(1, n / c)), "upside down"),
        (
            exercises.mended_step,
            lambda t, g, lr, c: t - lr * np.clip(g, -c, c),
            "by its value",
        ),
        (exercises.threshold_for, lambda n, p: np.quantile(n, p), "all but"),
        (exercises.threshold_for, lambda n, p: max(n) * (1 - p), "One spike"),
        (exercises.threshold_for, lambda n, p: np.percentile(n, 1 - p), "hundred"),
        (exercises.threshold_for, lambda n, p: np.percentile(n, p), "lies above"),
        (exercises.output_scale, lambda e, H, q: (2 * e) ** 0.5, "spread s"),
        (exercises.output_scale, lambda e, H, q: 2 * e / H / q, "its root"),
        (exercises.output_scale, lambda e, H, q: (e / H / q) ** 0.5, "factor of two"),
        (exercises.output_scale, lambda e, H, q: (2 * e / H) ** 0.5, "mean square q"),
        (exercises.output_scale, lambda e, H, q: 1 / np.sqrt(H), "should be"),
    ],
)
def test_a_wrong_answer_is_told_what_is_wrong(exercise, answer, part):
    right, says = verdict(exercise, answer)
    assert not right
    assert part in says


def test_the_cosine_is_that_of_arrays_clipped_one_by_one():
    rng = np.random.default_rng(0)
    g = [rng.normal(size=size) for size in (3, 8, 2)]
    clipped, _ = clip_by_norm(g, 1.5)
    whole, cut = np.concatenate(g), np.concatenate(clipped)
    cosine = whole @ cut / np.linalg.norm(whole) / np.linalg.norm(cut)
    norms = np.array([np.linalg.norm(part) for part in g])
    assert exercises.cosine_per_array.solution(norms, 1.5) == pytest.approx(cosine)
