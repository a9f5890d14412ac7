"""Schedules: numbers by hand, ends, and what the first update uses."""

import math
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_tutorial.optim import (
    adam,
    adamw,
    constant,
    cosine,
    linear_decay,
    momentum,
    scheduled,
    sgd,
    warm_up,
)

rates = st.floats(1e-8, 10)
falling = pytest.mark.parametrize("schedule", [linear_decay, cosine])


def test_a_constant_rate_stays():
    assert [constant(0.1)(step) for step in (0, 1, 999)] == [0.1] * 3


def test_linear_decay_by_hand():
    found = [linear_decay(1.0, 4, end=0.2)(step) for step in range(7)]
    np.testing.assert_allclose(found, [1, 0.8, 0.6, 0.4, 0.2, 0.2, 0.2])


def test_cosine_by_hand():
    found = [cosine(1.0, 6)(step) for step in range(9)]
    root = math.sqrt(0.75)
    half = [1, (1 + root) / 2, 0.75, 0.5, 0.25, (1 - root) / 2]
    np.testing.assert_allclose(found, [*half, 0, 0, 0], atol=1e-16)


@falling
@given(rates, st.floats(0, 1), st.integers(1, 50))
def test_a_falling_rate_starts_at_lr_and_falls_to_end_exactly(
    schedule, lr, part, steps
):
    end = part * lr
    found = [schedule(lr, steps, end)(step) for step in range(steps + 3)]
    assert found[0] == pytest.approx(lr, rel=1e-14)
    assert found[steps:] == [end] * 3
    slack = 1e-15 * lr  # rounding
    assert all(b <= a + slack for a, b in zip(found, found[1:], strict=False))
    assert all(end - slack <= rate <= lr + slack for rate in found)


def test_warm_up_by_hand():
    found = [warm_up(3, linear_decay(1.0, 2))(step) for step in range(7)]
    np.testing.assert_allclose(found, [0.25, 0.5, 0.75, 1, 0.5, 0, 0])


def test_no_warm_up_is_the_schedule_itself():
    bare, warm = cosine(0.1, 9), warm_up(0, cosine(0.1, 9))
    assert [warm(step) for step in range(12)] == [bare(step) for step in range(12)]


@given(rates, st.integers(1, 50))
def test_a_warm_up_rises_from_above_zero_to_the_peak(lr, steps):
    found = [warm_up(steps, constant(lr))(step) for step in range(steps + 2)]
    assert found[0] > 0
    assert all(a < b for a, b in zip(found[:-2], found[1:-1], strict=True))
    assert found[-2:] == [lr, lr]


def test_update_k_is_that_of_the_rate_at_step_k():
    optimizer = scheduled(sgd, lambda step: [0.1, 0.2, 0.4][step])
    params = np.array(1.0)
    state, path = optimizer.init(params), []
    for _ in range(3):
        params, state = optimizer.update(np.array(1.0), state, params)
        path.append(float(params))
    np.testing.assert_allclose(path, [0.9, 0.7, 0.3])
    assert state.step == 3


@pytest.mark.parametrize(
    "make",
    [momentum, adam, partial(adamw, weight_decay=0.5)],
    ids=["momentum", "adam", "adamw"],
)
def test_a_constant_schedule_is_the_optimiser_itself(make):
    plain, other = make(0.1), scheduled(make, constant(0.1))
    params = moved = np.array([1.0, -2.0])
    state, inner = other.init(params), plain.init(params)
    for grads in np.random.default_rng(0).normal(size=(20, 2)):
        params, state = other.update(grads, state, params)
        moved, inner = plain.update(grads, inner, moved)
        np.testing.assert_array_equal(params, moved)


def test_at_a_rate_of_zero_only_the_state_moves():
    optimizer = scheduled(momentum, lambda step: 0.0 if step == 0 else 0.1)
    params = np.array(1.0)
    moved, state = optimizer.update(np.array(2.0), optimizer.init(params), params)
    assert moved == 1
    assert state.inner == 2
    moved, state = optimizer.update(np.array(2.0), state, moved)
    assert moved == pytest.approx(1 - 0.1 * (0.9 * 2 + 2))


def test_a_rate_of_numpys_own_type_keeps_float32():
    optimizer = scheduled(sgd, lambda step: np.float64(0.1))
    params = np.ones(2, np.float32)
    moved, _ = optimizer.update(params, optimizer.init(params), params)
    assert moved.dtype == np.float32


@pytest.mark.parametrize("rate", [-0.1, math.nan])
def test_a_rate_that_cannot_be_is_named(rate):
    optimizer = scheduled(sgd, lambda step: rate)
    with pytest.raises(ValueError, match=f"lr must be positive, got {rate}"):
        optimizer.update(np.array(1.0), optimizer.init(np.array(1.0)), np.array(1.0))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: constant(0), "lr must be positive"),
        (lambda: linear_decay(-1, 5), "lr must be positive"),
        (lambda: linear_decay(1, 0), "steps must be positive"),
        (lambda: linear_decay(1, 5, -1), "end must not be negative"),
        (lambda: cosine(0, 5), "lr must be positive"),
        (lambda: cosine(1, -5), "steps must be positive"),
        (lambda: cosine(1, 5, math.nan), "end must not be negative"),
        (lambda: warm_up(-1, constant(1)), "steps must not be negative"),
    ],
)
def test_bad_settings_are_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: warm_up(5, 0.1), "then must be a function, got 0.1"),
        (lambda: scheduled(adam, 0.1), "schedule must be a function, got 0.1"),
        (lambda: scheduled(sgd(0.1), constant(1)), "make must be a function"),
    ],
)
def test_what_must_be_a_function_is_named(make, message):
    with pytest.raises(TypeError, match=message):
        make()
