"""Wrong answers to the exercises on the source, as readers write them."""

import numpy as np
import pytest

from rnn_tutorial.exercises import the_source_under_test as exercises
from rnn_tutorial.exercises import verdict
from rnn_tutorial.functions import softmax


def hot(target, size):
    return (np.arange(size) == target).astype(float)


def loop(es, hs, W_hh, back=lambda W: W.T, slope=lambda hs, t: 1 - hs[t + 1] ** 2):
    das, future = np.zeros_like(es), np.zeros(len(W_hh))
    for t in range(len(es) - 1, -1, -1):
        das[t] = (es[t] + future) * slope(hs, t)
        future = das[t] @ back(W_hh)
    return das


def through_dh(es, hs, W_hh):
    das, dh = np.zeros_like(es), np.zeros(len(W_hh))
    for t in reversed(range(len(es))):
        dh = es[t] + dh @ W_hh.T
        das[t] = dh * (1 - hs[t + 1] ** 2)
    return das


def upwards(es, hs, W_hh):
    das, past = np.zeros_like(es), 0
    for t in range(len(es)):
        das[t] = (es[t] + past) * (1 - hs[t + 1] ** 2)
        past = das[t] @ W_hh.T
    return das


def in_place(p, target):
    p[target] -= 1
    return p


def sums(hs, das, pair):
    return sum(pair(hs, das, t) for t in range(len(das)))


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.next_refusal, "A", "fits"),
        (exercises.next_refusal, "B", "no shape can complain"),
        (exercises.next_refusal, "D", "asks for (in, out)"),
        (
            exercises.descended_loss,
            lambda z, y: np.sum((z - hot(y, len(z))) ** 2),
            "twice",
        ),
        (
            exercises.descended_loss,
            lambda z, y: np.mean((z - hot(y, len(z))) ** 2),
            "mean",
        ),
        (
            exercises.descended_loss,
            lambda z, y: -np.log(softmax(z)[y]),
            "cross-entropy",
        ),
        (exercises.descended_loss, lambda z, y: z @ z / 2 - z[y], "constant"),
        (exercises.descended_loss, lambda z, y: (z[y] - 1) ** 2 / 2, "alone"),
        (exercises.descended_loss, lambda z, y: z - hot(y, len(z)), "shape"),
        (
            exercises.mended_dW_hh,
            lambda hs, das: sums(hs, das, lambda h, d, t: np.outer(d[t], h[t])),
            "order",
        ),
        (
            exercises.mended_dW_hh,
            lambda hs, das: sums(hs, das, lambda h, d, t: np.outer(h[0], d[t])),
            "initial state. Step",
        ),
        (
            exercises.mended_dW_hh,
            lambda hs, das: sums(hs, das, lambda h, d, t: np.outer(d[t], h[0])),
            "Both faults",
        ),
        (
            exercises.mended_dW_hh,
            lambda hs, das: sums(hs, das, lambda h, d, t: np.outer(h[t + 1], d[t])),
            "the one after",
        ),
        (
            exercises.mended_dW_hh,
            lambda hs, das: hs[:-1].T @ das / das.shape[0],
            "mean",
        ),
        (
            exercises.missing_recursion,
            lambda es, hs, W: es * (1 - hs[1:] ** 2),
            "no step hears",
        ),
        (
            exercises.missing_recursion,
            lambda es, hs, W: loop(es, hs, W, back=lambda W: W),
            "transpose",
        ),
        (
            exercises.missing_recursion,
            lambda es, hs, W: loop(es, hs, W, slope=lambda hs, t: 1 - hs[t] ** 2),
            "slope at h_(t-1)",
        ),
        (exercises.missing_recursion, through_dh, "carry dh_t"),
        (exercises.missing_recursion, upwards, "forward in time"),
        (exercises.missing_repair, "A", "W_xh and b_h"),
        (exercises.missing_repair, "C", "T = 1 already"),
        (exercises.missing_repair, "D", "every T"),
        (exercises.mended_dlogits, in_place, "in place"),
        (exercises.mended_dlogits, lambda p, y: hot(y, len(p)) - p, "sign"),
        (exercises.mended_dlogits, lambda p, y: -hot(y, len(p)) / p, "softmax"),
        (exercises.mended_dlogits, lambda p, y: softmax(p) - hot(y, len(p)), "already"),
        (exercises.mended_dlogits, lambda p, y: p[y] - 1, "one entry"),
    ],
)
def test_a_wrong_answer_is_told_what_is_wrong(exercise, answer, part):
    verdict_ = verdict(exercise, answer)
    assert not verdict_.right
    assert part in verdict_.says


@pytest.mark.parametrize(
    ("exercise", "answer"),
    [
        (exercises.next_refusal, "c"),
        (exercises.missing_repair, "b"),
        (exercises.descended_loss, lambda z, y: 0.5 * sum((z - hot(y, len(z))) ** 2)),
        (exercises.mended_dlogits, lambda p, y: p - hot(y, len(p))),
        (exercises.mended_dW_hh, lambda hs, das: np.einsum("ti,tj", hs[:-1], das)),
        (exercises.missing_recursion, loop),
    ],
)
def test_a_right_answer_is_called_right(exercise, answer):
    assert verdict(exercise, answer).right


def drawn(exercise):
    return [exercise.draw(np.random.default_rng(seed)) for seed in range(30)]


def test_the_scores_are_of_several_sizes_and_targets_of_each_kind():
    cases = drawn(exercises.descended_loss)
    assert {len(logits) for logits, _ in cases} == {3, 4, 5, 6, 7}
    assert all(0 <= target < len(logits) for logits, target in cases)
    assert {target for _, target in cases} >= {0, 1, 2, 3}


def test_the_probabilities_sum_to_one():
    for p, target in drawn(exercises.mended_dlogits):
        assert p.sum() == pytest.approx(1) and p.min() > 0 and p[target] < 1


@pytest.mark.parametrize("exercise", [exercises.mended_dW_hh])
def test_a_run_has_one_state_more_than_steps(exercise):
    for hs, das in drawn(exercise):
        assert hs.shape == (len(das) + 1, das.shape[1])
        assert len(das) != das.shape[1]
        assert 0.5 < np.abs(hs).max() < 0.9
        assert hs.min() < 0


def test_a_recursion_has_three_steps_or_more():
    shapes = set()
    for es, hs, W_hh in drawn(exercises.missing_recursion):
        T, H = es.shape
        shapes |= {T, H}
        assert T != H and hs.shape == (T + 1, H) and W_hh.shape == (H, H)
        assert np.abs(hs).max() < 0.9 and hs.min() < -0.5
    assert min(shapes) == 3
