"""Wrong answers to the exercises on optimisers, as readers write them."""

import numpy as np
import pytest

from rnn_tutorial import optim
from rnn_tutorial.exercises import optimisers as exercises
from rnn_tutorial.exercises import verdict


def loop(gs, lr, beta1, beta2, eps, first=1):
    m, v, k = 0.0, 0.0, first - 1
    for g in gs:
        k += 1
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
    return -lr * m / (1 - beta1**k) / (np.sqrt(v / (1 - beta2**k)) + eps)


def uncorrected(gs, lr, beta1, beta2, eps):
    m = v = 0.0
    for g in gs:
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
    return -lr * m / (v**0.5 + eps)


def unlike(gs, lr, beta1, beta2, eps, *, means=True, m_right=True, v_right=True):
    """Adam by a loop, in which one thing may be left out."""
    m = v = 0.0
    for g in gs:
        m = beta1 * m + (1 - beta1 if means else 1) * g
        v = beta2 * v + (1 - beta2 if means else 1) * g * g
    m /= 1 - beta1 ** len(gs) if m_right else 1
    v /= 1 - beta2 ** len(gs) if v_right else 1
    return -lr * m / (v**0.5 + eps)


def whole_way(gs, lr, beta1, beta2, eps):
    optimizer, theta = optim.adam(lr, beta1, beta2, eps), np.array(0.0)
    state = optimizer.init(theta)
    for g in gs:
        theta, state = optimizer.update(g, state, theta)
    return theta


def reset_each_update(params, grads, lr, beta):
    params = list(params)
    for _ in range(2):
        v = 0.0
        for i, g in enumerate(grads):
            v = beta * v + g
            params[i] = params[i] - lr * v
    return params


def started_at_the_gradient(params, grads, lr, beta):
    params, vs = list(params), [g.copy() for g in grads]
    for _ in range(2):
        for i, g in enumerate(grads):
            vs[i] = beta * vs[i] + g
            params[i] = params[i] - lr * vs[i]
    return params


def one_velocity(params, grads, lr, beta):
    params, v = list(params), 0.0
    for _ in range(2):
        for i, g in enumerate(grads):
            v = beta * v + g
            params[i] = params[i] - lr * v
    return params


def in_place(params, grads, lr, beta):
    vs = [np.zeros_like(p) for p in params]
    for _ in range(2):
        for p, g, v in zip(params, grads, vs, strict=True):
            v *= beta
            v += g
            p -= lr * v
    return params


def no_memory(params, grads, lr, beta):
    for _ in range(2):
        vs = [beta * 0 + g for g in grads]
        params = [p - lr * v for p, v in zip(params, vs, strict=True)]
    return params


def with_optimizer(params, grads, lr, beta):
    optimizer = optim.momentum(lr, beta)
    state = optimizer.init(params)
    for _ in range(2):
        params, state = optimizer.update(grads, state, params)
    return params


def half_line(k, lr, warm, steps):
    return lr * ((k + 1) / (warm + 1) if k < warm else max(0, 1 - k / steps))


def with_schedule(k, lr, warm, steps):
    return optim.warm_up(warm, optim.linear_decay(lr, steps - warm))(k)


@pytest.mark.parametrize(
    ("exercise", "answer"),
    [
        (exercises.age_at, lambda beta, part: np.log2(part) / np.log2(beta)),
        (exercises.unprotected, "b."),
        (exercises.adam_move, loop),
        (exercises.two_updates, with_optimizer),
        (exercises.shrinks_by, lambda lr, mu, g: 1 - lr * mu / np.sqrt(g * g)),
        (exercises.rate_at, with_schedule),
    ],
)
def test_another_way_to_the_right_answer_is_right(exercise, answer):
    assert verdict(exercise, answer).right


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.age_at, lambda b, p: np.log(b) / np.log(p), "Upside down"),
        (exercises.age_at, lambda b, p: 1 / (1 - b), "1/e only"),
        (exercises.age_at, lambda b, p: -1 / np.log(b), "Where is the part"),
        (exercises.age_at, lambda b, p: np.log(p) * b, "should be"),
        (exercises.age_at, lambda b, p: -np.log(p) / (1 - b), "be exact"),
        (exercises.unprotected, "A", "right order"),
        (exercises.unprotected, "C", "longer than one"),
        (exercises.unprotected, "D", "each entry"),
        (exercises.adam_move, uncorrected, "bias is missing"),
        (exercises.adam_move, lambda *a: loop(*a, first=0), "the power is n"),
        (exercises.adam_move, lambda *a: -loop(*a), "climbs"),
        (exercises.adam_move, lambda gs, *a: loop(gs[::-1], *a), "the oldest"),
        (exercises.adam_move, lambda *a: unlike(*a, means=False), "1 - beta"),
        (exercises.adam_move, lambda *a: unlike(*a, m_right=False), "of v only"),
        (exercises.adam_move, lambda *a: unlike(*a, v_right=False), "of m only"),
        (exercises.adam_move, lambda g, a, b, c, e: loop(g, a, c, b, e), "swapped"),
        (exercises.adam_move, lambda g, a, *b: loop(g, 1, *b), "got lost"),
        (exercises.adam_move, lambda g, a, b, c, e: loop(g, a, b, c, 0), "eps is miss"),
        (exercises.adam_move, whole_way, "whole way"),
        (exercises.two_updates, reset_each_update, "anew"),
        (exercises.two_updates, started_at_the_gradient, "not start at 0"),
        (exercises.two_updates, one_velocity, "one v runs through"),
        (exercises.two_updates, in_place, "in place"),
        (exercises.two_updates, no_memory, "forgets"),
        (exercises.two_updates, lambda p, g, lr, b: p, "should be"),
        (exercises.shrinks_by, lambda lr, mu, g: 1 - lr * mu, "AdamW"),
        (exercises.shrinks_by, lambda lr, mu, g: 1 - lr * mu / g / g, "by the root"),
        (exercises.shrinks_by, lambda lr, mu, g: lr * mu / abs(g), "what remains"),
        (exercises.shrinks_by, lambda lr, mu, g: 1 - lr * mu / g, "its size"),
        (exercises.shrinks_by, lambda lr, mu, g: 1 - lr * mu / abs(2 * g), "the half"),
        (
            exercises.rate_at,
            lambda k, lr, w, s: 0.0 if k < w else with_schedule(k, lr, w, s),
            "It is zero.",
        ),
        (exercises.rate_at, half_line, "jumps"),
        (
            exercises.rate_at,
            lambda k, lr, w, s: lr * min(k / w, max(0, s - k) / (s - w)),
            "wasted",
        ),
        (
            exercises.rate_at,
            lambda k, lr, w, s: lr * min((k + 1) / (w + 1), (s - k) / (s - w)),
            "climbs",
        ),
    ],
)
def test_a_wrong_answer_is_told_what_is_wrong(exercise, answer, part):
    right, says = verdict(exercise, answer)
    assert not right
    assert part in says


def test_a_rate_that_jumps_after_the_warm_up_is_seen_at_its_end():
    at_warm = exercises.rate_at._replace(draw=lambda rng: (5, 1.0, 5, 20))
    assert "jumps" in verdict(at_warm, half_line).says


def test_the_decay_of_a_penalty_in_adam_is_what_a_long_run_shows():
    lr, mu, g, theta = 0.002, 0.1, 4.0, np.array(1.0)
    optimizer, seen = optim.adam(lr), {}
    state = optimizer.init(theta)
    for k in range(4000):
        theta, state = optimizer.update((-1) ** k * g + mu * theta, state, theta)
        seen[k + 1] = theta
    expected = exercises.shrinks_by.solution(lr, mu, g) ** 3000
    assert seen[4000] / seen[1000] == pytest.approx(expected, rel=1e-3)
