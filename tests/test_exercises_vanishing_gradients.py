"""Wrong answers to the exercises on vanishing gradients, as readers write them."""

import numpy as np
import pytest

from rnn_tutorial.exercises import vanishing_gradients as exercises
from rnn_tutorial.exercises import verdict
from rnn_tutorial.optim import clip_by_global_norm


def loop(W_hh, hs):
    return np.array([np.diag(1 - h**2) @ W_hh for h in hs])


def product(W_hh, hs):
    return np.array([W_hh.T @ np.diag(h * (1 - h)) for h in hs])


def one_step(W_hh, hs):
    return np.diag(1 - hs[0] ** 2) @ W_hh.T


def entry_by_entry(W_hh, hs):
    return (1 - hs**2) * W_hh.T


def no_slope(W_hh, hs):
    return np.array([W_hh.T for _ in hs])


def each_array(grads, max_norm):
    clipped = []
    for g in grads:
        norm = np.sqrt((g * g).sum())
        clipped.append(g * max_norm / norm if norm > max_norm else g)
    return clipped


def in_place(grads, max_norm):
    norm = np.sqrt(sum((g * g).sum() for g in grads))
    for g in grads:
        g *= min(1, max_norm / norm)
    return grads


def always(grads, max_norm):
    norm = np.linalg.norm(np.concatenate([g.ravel() for g in grads]))
    return [max_norm / norm * g for g in grads]


def squared(grads, max_norm):
    total = sum(np.sum(g * g) for g in grads)
    return [g * np.minimum(1, max_norm / total) for g in grads]


def with_norm(grads, max_norm):
    return always(grads, max_norm), max_norm


def test_clipping_as_the_package_does_it_is_right():
    def clipped(grads, max_norm):
        return clip_by_global_norm(grads, max_norm)[0]

    assert verdict(exercises.clip_all, clipped).right


def by_the_first(grads, max_norm):
    return [g * min(1, max_norm / np.linalg.norm(grads[0])) for g in grads]


def upside_down(grads, max_norm):
    _, norm = clip_by_global_norm(grads, max_norm)
    return [g * min(1, norm / max_norm) for g in grads]


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.threshold, lambda w: (w - 1) / w, "take the root"),
        (exercises.threshold, lambda w: w**-0.5, "slope itself"),
        (exercises.threshold, lambda w: 1 / w, "slope that is wanted"),
        (exercises.threshold, lambda w: -np.sqrt(1 - 1 / w), "sign is wrong"),
        (exercises.logistic_jacobians, product, "multiplies row i"),
        (exercises.logistic_jacobians, no_slope, "slope of the activation"),
        (exercises.logistic_jacobians, lambda W, h: h * (1 - h) * W.T, "ValueError"),
        (exercises.mended_jacobians, loop, "wrong way round"),
        (exercises.mended_jacobians, one_step, "needs"),
        (exercises.mended_jacobians, entry_by_entry, "ValueError"),
        (exercises.mended_jacobians, no_slope, "slope of the activation"),
        (exercises.twenty_factors, "A", "Radii multiply"),
        (exercises.twenty_factors, "B", "powers of A"),
        (exercises.twenty_factors, "D", "no inverse"),
        (exercises.clip_all, each_array, "own norm"),
        (exercises.clip_all, in_place, "in place"),
        (exercises.clip_all, always, "never above one"),
        (exercises.clip_all, squared, "root is missing"),
        (exercises.clip_all, by_the_first, "first array only"),
        (exercises.clip_all, upside_down, "upside down"),
        (exercises.clip_all, with_norm, "different lengths"),
        (exercises.clip_all, lambda grads, c: np.clip(grads[0], -c, c), "list of 2"),
        (exercises.bias_for, lambda n: 2 ** (-1 / n), "That is f"),
        (exercises.bias_for, lambda n: 100, "should be"),
        (exercises.bias_for, lambda n: np.log(0.5**n / (1 - 0.5**n)), "n-th power"),
        (exercises.bias_for, lambda n: np.log(2 ** (1 / n) - 1), "sign"),
        (exercises.bias_for, lambda n: -np.log(np.exp(1 / n) - 1), "1/e"),
    ],
)
def test_a_wrong_answer_is_told_what_is_wrong(exercise, answer, part):
    right, says = verdict(exercise, answer)
    assert not right
    assert part in says
