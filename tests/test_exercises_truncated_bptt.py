"""Wrong answers to the exercises on truncation, as readers write them."""

import numpy as np
import pytest

from rnn_tutorial.cells import RNN
from rnn_tutorial.exercises import truncated_bptt as exercises
from rnn_tutorial.exercises import verdict
from rnn_tutorial.tree import tree_map, zeros_like


def all_before(T, k1, k2):
    return np.array([[k <= t for k in range(T)] for t in range(T)])


def band(T, k1, k2):
    return np.array([[t - k2 < k <= t for k in range(T)] for t in range(T)])


def windows(T, k1, k2):
    return np.array(
        [[t // k1 == k // k1 and k <= t for k in range(T)] for t in range(T)]
    )


def one_block_late(T, k1, k2):
    t = np.arange(1, T + 1)[:, None]
    k = np.arange(1, T + 1)
    return (k <= t) & (k > (t // k1 + 1) * k1 - k2)


def later_uses(T, k1, k2):
    t = np.arange(1, T + 1)[:, None]
    k = np.arange(1, T + 1)
    end = -(-t // k1) * k1
    return (k <= end) & (k > end - k2)


def lower_bound_alone(T, k1, k2):
    ends = [-(-t // k1) * k1 for t in range(1, T + 1)]
    return np.array([[k > end - k2 for k in range(1, T + 1)] for end in ends])


def wrong_for_one_length(T, k1, k2):
    t = np.arange(1, T + 1)[:, None]
    k = np.arange(1, T + 1)
    end = t if k1 == k2 else -(-t // k1) * k1
    return (k <= t) & (k > end - k2)


def counted_from_zero(T, k1, k2):
    t, k = np.arange(T)[:, None], np.arange(T)
    return (k <= t) & (k > -(-t // k1) * k1 - k2)


def without_own_step(T, k1, k2):
    return exercises.kept_pairs.solution(T, k1, k2) & ~np.eye(T, dtype=bool)


def numbers(T, k1, k2):
    return [len(range(t)) for t in range(T)]


def walk(start, after):
    def gradient(params, xs, h_0, es, K):
        h, total, zero = start(h_0), zeros_like(params), 0 * h_0
        for n in range(0, len(xs), K):
            _, last, cache = RNN.forward(params, xs[n : n + K], h)
            grads = RNN.backward(params, cache, es[n : n + K], zero)[0]
            total = tree_map(np.add, total, grads)
            h = after(h_0, last)
        return total

    return gradient


def state_as_gradient(params, xs, h_0, es, K):
    h, total = h_0, zeros_like(params)
    for n in range(0, len(xs), K):
        _, h, cache = RNN.forward(params, xs[n : n + K], h)
        grads = RNN.backward(params, cache, es[n : n + K], h)[0]
        total = tree_map(np.add, total, grads)
    return total


def not_cut(params, xs, h_0, es, K):
    _, last, cache = RNN.forward(params, xs, h_0)
    return RNN.backward(params, cache, es, 0 * last)[0]


def without_the_rest(params, xs, h_0, es, K):
    T = len(xs) - len(xs) % K
    return exercises.mended_windows.solution(params, xs[:T], h_0, es[:T], K)


def cut_walks_alone(p, T):
    return sum(j * p * (1 - p) ** (j - 1) for j in range(1, T + 1))


def changed_in_place(params, xs, h_0, es, K):
    h_0 += 1
    return not_cut(params, xs, h_0, es, K)


def immediate(w, a, hs, cs):
    return a * (1 - cs**2) * hs[:-1]


def forget_leak(w, a, hs, cs):
    M, found = 0, []
    for t in range(len(cs)):
        M = a * (1 - cs[t] ** 2) * (hs[t] + w * M)
        found.append(M)
    return found


def exchanged(w, a, hs, cs):
    return exercises.influences.solution(w, 1 - a, hs, cs)


def no_leak_of_influence(w, a, hs, cs):
    M, found = 0, []
    for t in range(len(cs)):
        M = M + a * (1 - cs[t] ** 2) * (hs[t] + w * M)
        found.append(M)
    return found


def wrong_slope(w, a, hs, cs):
    M, found = 0, []
    for t in range(len(cs)):
        M = (1 - a) * M + a * (1 - hs[t + 1] ** 2) * (hs[t] + w * M)
        found.append(M)
    return found


def with_start(w, a, hs, cs):
    M, found = 0, [0]
    for t in range(len(cs)):
        M = (1 - a) * M + a * (1 - cs[t] ** 2) * (hs[t] + w * M)
        found.append(M)
    return found


def simulated(p, T):
    rng = np.random.default_rng(0)
    passes = rng.random((200, T - 1)) >= p
    return 1 + passes.cumprod(axis=1).sum() / 200


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.longer_windows, "A", "know of the seams"),
        (exercises.longer_windows, "c", "Half of this"),
        (exercises.longer_windows, "D", "more pairs"),
        (exercises.longer_windows, "E", "Give one letter"),
        (exercises.kept_pairs, all_before, "stops after k2"),
        (exercises.kept_pairs, band, "back from the loss"),
        (exercises.kept_pairs, windows, "where is k2"),
        (exercises.kept_pairs, one_block_late, "Look at t = k1"),
        (exercises.kept_pairs, later_uses, "later use"),
        (exercises.kept_pairs, lower_bound_alone, "k <= t, is missing"),
        (exercises.kept_pairs, wrong_for_one_length, "a later one is not"),
        (exercises.kept_pairs, numbers, "shape"),
        (exercises.kept_pairs, counted_from_zero, "count from 0"),
        (exercises.kept_pairs, without_own_step, "own step is missing"),
        (exercises.influences, exchanged, "are exchanged"),
        (exercises.influences, no_leak_of_influence, "leaks as"),
        (exercises.mended_windows, without_the_rest, "shorter than K"),
        (exercises.mean_walk, cut_walks_alone, "no seam cuts"),
        (exercises.mean_walk, lambda p, T: min(T, 1 / p), "not the shorter"),
        (
            exercises.two_levels,
            lambda T: (np.round(T ** (2 / 3)), np.round(T ** (1 / 3))),
            "rounded",
        ),
        (exercises.mended_windows, walk(np.zeros_like, lambda h_0, h: 0 * h), "still"),
        (exercises.mended_windows, walk(np.zeros_like, lambda h_0, h: h), "stream"),
        (exercises.mended_windows, walk(np.copy, lambda h_0, h: h_0), "from h_0"),
        (exercises.mended_windows, walk(np.copy, lambda h_0, h: 0 * h), "all others"),
        (exercises.mended_windows, not_cut, "Nothing is cut"),
        (exercises.mended_windows, state_as_gradient, "just computed"),
        (exercises.mended_windows, changed_in_place, "in place"),
        (exercises.influences, immediate, "immediate"),
        (exercises.influences, forget_leak, "stands twice"),
        (exercises.influences, wrong_slope, "mixture"),
        (exercises.influences, with_start, "M_0"),
        (exercises.mean_walk, lambda p, T: p**-1, "without an end"),
        (exercises.mean_walk, lambda p, T: sum((1 - p) ** j for j in range(T - 1)),
         "too few"),
        (exercises.mean_walk, lambda p, T: sum((1 - p) ** j for j in range(1, T)),
         "Steps are wanted"),
        (exercises.mean_walk, simulated, "should be"),
        (exercises.two_levels, lambda T: (np.cbrt(T), np.cbrt(T) ** 2), "exchanged"),
        (exercises.two_levels, lambda T: (np.sqrt(T), T**0.25), "no inner level"),
        (exercises.two_levels, lambda T: (np.sqrt(T),) * 2, "single level"),
        (exercises.two_levels, lambda T: np.cbrt(T), "tuple"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told_what_is_wrong(exercise, answer, part):
    right, says = verdict(exercise, answer)
    assert not right
    assert part in says


def test_the_lengths_of_a_walk_reach_the_limits():
    cases = [exercises.kept_pairs.draw(np.random.default_rng(n)) for n in range(8)]
    assert any(k1 == 1 for _, k1, _ in cases)
    assert any(k1 == k2 for _, k1, k2 in cases)
    assert any(k2 > T for T, _, k2 in cases)
    assert any(k1 < k2 < T for T, k1, k2 in cases)


def test_walks_reach_the_start_or_go_on_for_up_to_three_steps():
    rngs = map(np.random.default_rng, range(80))
    Ts, k1s, k2s = zip(*map(exercises.kept_pairs.draw, rngs), strict=True)
    assert {*Ts} == {9, 10, 11, 12, 13} and {*k1s} == {1, 2, 3, 4}
    assert {*np.subtract(k2s, k1s)} == {0, 1, 2, 3, *Ts}
