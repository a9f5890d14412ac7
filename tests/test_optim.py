"""Optimisers: first steps by hand, bias correction, clipping."""

import numpy as np
import pytest

from rnn_tutorial.optim import adam, clip_by_global_norm, momentum, sgd
from rnn_tutorial.tree import global_norm, tree_leaves, tree_map

PARAMS = (np.array([1.0, -2.0]), np.array(3.0))
GRADS = (np.array([0.3, -0.4]), np.array(1.2))  # norm 1.3


def run(optimizer, grads_of_steps, params=PARAMS):
    state = optimizer.init(params)
    for grads in grads_of_steps:
        params, state = optimizer.update(grads, state, params)
    return params


def test_sgd_steps_against_the_gradient():
    moved = run(sgd(0.1), [GRADS])
    np.testing.assert_allclose(moved[0], [0.97, -1.96])
    np.testing.assert_allclose(moved[1], 2.88)


def test_momentum_adds_up_velocity():
    moved = run(momentum(0.1, 0.5), [GRADS] * 3)
    velocities = 1.2, 0.5 * 1.2 + 1.2, 0.5 * (0.5 * 1.2 + 1.2) + 1.2
    np.testing.assert_allclose(moved[1], 3 - 0.1 * sum(velocities))


def test_momentum_without_friction_term_is_sgd():
    assert run(momentum(0.1, 0.0), [GRADS] * 3)[1] == run(sgd(0.1), [GRADS] * 3)[1]


def test_first_adam_step_has_the_length_of_the_learning_rate():
    moved = run(adam(0.1), [GRADS])
    np.testing.assert_allclose(moved[0], [0.9, -1.9], rtol=1e-7)
    np.testing.assert_allclose(moved[1], 2.9, rtol=1e-7)


def test_second_adam_step_by_hand():
    m, v = 0.1 * (0.9 * 1.2 + 2.4), 0.001 * (0.999 * 1.44 + 5.76)
    step = 0.1 * (m / (1 - 0.9**2)) / (np.sqrt(v / (1 - 0.999**2)) + 1e-8)
    moved = run(adam(0.1), [GRADS, tree_map(lambda g: 2 * g, GRADS)])
    assert moved[1] == pytest.approx(2.9 - step, rel=1e-9)


def test_adam_ignores_the_scale_of_the_gradient():
    small = tree_map(lambda g: 1e-3 * g, GRADS)
    a, b = run(adam(0.1), [GRADS] * 5), run(adam(0.1), [small] * 5)
    np.testing.assert_allclose(a[0], b[0], rtol=1e-4)


@pytest.mark.parametrize("optimizer", [sgd(0.1), momentum(0.1), adam(0.1)])
def test_updates_are_pure_and_keep_float32(optimizer):
    params, grads = tree_map(np.float32, (PARAMS, GRADS))
    state = optimizer.init(params)
    before = tree_map(np.copy, (params, grads, state))
    moved, _ = optimizer.update(grads, state, params)
    again, _ = optimizer.update(grads, state, params)
    after = (params, grads, state)
    for a, b in zip(
        tree_leaves((before, moved)), tree_leaves((after, again)), strict=True
    ):
        np.testing.assert_array_equal(a, b)
    assert {leaf.dtype for leaf in tree_leaves(moved)} == {np.dtype(np.float32)}


@pytest.mark.parametrize("optimizer", [sgd(0.1), momentum(0.05), adam(0.3)])
def test_optimisers_find_the_bottom_of_a_bowl(optimizer):
    params, state = PARAMS, optimizer.init(PARAMS)
    for _ in range(300):
        grads = tree_map(lambda p: p - 0.5, params)
        params, state = optimizer.update(grads, state, params)
    np.testing.assert_allclose(params[0], 0.5, atol=1e-3)


def test_clipping_below_the_bound_changes_nothing():
    clipped, norm = clip_by_global_norm(GRADS, 1.31)
    assert norm == pytest.approx(1.3)
    assert clipped is GRADS


def test_clipping_keeps_the_direction_and_meets_the_bound():
    clipped, norm = clip_by_global_norm(GRADS, 0.65)
    assert norm == pytest.approx(1.3)
    assert global_norm(clipped) == pytest.approx(0.65)
    np.testing.assert_allclose(clipped[0], 0.5 * GRADS[0])


def test_clipping_twice_is_clipping_once():
    once, _ = clip_by_global_norm(GRADS, 0.65)
    np.testing.assert_allclose(clip_by_global_norm(once, 0.65)[0][0], once[0])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: sgd(0), "lr must be positive"),
        (lambda: adam(float("nan")), "lr must be positive"),
        (lambda: momentum(0.1, 1.0), r"beta must lie in \[0, 1\)"),
        (lambda: adam(0.1, beta2=-0.1), "beta2 must lie in"),
        (lambda: clip_by_global_norm(GRADS, 0), "max_norm must be positive"),
    ],
)
def test_bad_settings_are_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()
