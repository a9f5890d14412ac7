"""Optimisers: first steps by hand, bias correction, purity, settings."""

import numpy as np
import pytest

from rnn_tutorial.optim import (
    adagrad,
    adam,
    adamw,
    constant,
    momentum,
    nesterov,
    rmsprop,
    scheduled,
    sgd,
)
from rnn_tutorial.tree import tree_leaves, tree_map

PARAMS = (np.array([1.0, -2.0]), np.array(3.0))
GRADS = (np.array([0.3, -0.4]), np.array(1.2))
OPTIMIZERS = {
    "sgd": sgd(0.1),
    "momentum": momentum(0.05),
    "nesterov": nesterov(0.05),
    "adagrad": adagrad(0.5),
    "rmsprop": rmsprop(1e-3),
    "adam": adam(0.3),
    "adamw": adamw(0.3, weight_decay=1e-4),
    "scheduled": scheduled(adam, constant(0.3)),
}
every_optimizer = pytest.mark.parametrize("name", OPTIMIZERS)


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


def test_nesterov_takes_its_gradient_at_the_point_ahead():
    """theta of the package is the paper's theta - lr beta v, where it takes g."""
    lr, beta, theta, v = 0.1, 0.8, 3.0, 0.0
    moved, state = np.array(theta), nesterov(lr, beta).init(np.array(theta))
    for _ in range(20):
        np.testing.assert_allclose(moved, theta - lr * beta * v)
        v = beta * v + np.cos(theta - lr * beta * v)
        theta = theta - lr * v
        moved, state = nesterov(lr, beta).update(np.cos(moved), state, moved)


def test_without_velocity_nesterov_is_sgd():
    steps = [GRADS] * 3
    assert run(nesterov(0.1, 0.0), steps)[1] == run(sgd(0.1), steps)[1]


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e3])
def test_the_first_steps_of_adagrad_and_rmsprop_ignore_the_scale(scale):
    grads = tree_map(lambda g: scale * g, GRADS)
    signs = np.sign(GRADS[0])
    moved = PARAMS[0] - run(adagrad(0.1), [grads])[0]
    np.testing.assert_allclose(moved, 0.1 * signs, rtol=1e-4)
    moved = PARAMS[0] - run(rmsprop(0.1), [grads])[0]
    np.testing.assert_allclose(moved, 1.0 * signs, rtol=1e-3)  # 1 / sqrt(1 - 0.99)


def test_adagrad_steps_fall_like_one_over_root_k():
    first, later = run(adagrad(0.1), [GRADS] * 99), run(adagrad(0.1), [GRADS] * 100)
    assert first[1] - later[1] == pytest.approx(0.1 / np.sqrt(100))


def test_without_decay_adamw_is_adam():
    steps = [GRADS] * 3
    assert run(adamw(0.1, weight_decay=0), steps)[1] == run(adam(0.1), steps)[1]


def test_the_decay_of_adamw_does_not_pass_through_its_averages():
    zero = tree_map(np.zeros_like, GRADS)
    moved = run(adamw(0.1, weight_decay=0.5), [zero] * 3)
    np.testing.assert_allclose(moved[0], PARAMS[0] * 0.95**3)


def test_adamw_can_spare_the_biases():
    params = {"W": np.ones((2, 2)), "b": np.ones(2)}
    zero = tree_map(np.zeros_like, params)
    matrices = adamw(0.1, weight_decay=0.5, decays=lambda p: p.ndim > 1)
    moved = run(matrices, [zero], params)
    np.testing.assert_allclose(moved["W"], 0.95)
    np.testing.assert_array_equal(moved["b"], 1)
    everything = adamw(0.1, weight_decay=0.5)
    np.testing.assert_allclose(run(everything, [zero], params)["b"], 0.95)


@every_optimizer
def test_updates_are_pure(name):
    optimizer = OPTIMIZERS[name]
    state = optimizer.init(PARAMS)
    before = tree_map(np.copy, (PARAMS, GRADS, state))
    moved = optimizer.update(GRADS, state, PARAMS)
    again = optimizer.update(GRADS, state, PARAMS)
    assert_equal(before, (PARAMS, GRADS, state))
    assert_equal(moved, again)


def assert_equal(tree, other):
    for a, b in zip(tree_leaves(tree), tree_leaves(other), strict=True):
        np.testing.assert_array_equal(a, b)


@every_optimizer
def test_parameters_and_states_keep_float32(name):
    optimizer = OPTIMIZERS[name]
    params, grads = tree_map(np.float32, (PARAMS, GRADS))
    state = optimizer.init(params)
    for _ in range(3):
        params, state = optimizer.update(grads, state, params)
    kinds = {leaf.dtype for leaf in tree_leaves((params, state))}
    assert kinds - {np.dtype(int)} == {np.dtype(np.float32)}  # integers count steps


FLOAT64 = np.float64(0.1)
MADE_WITH_FLOAT64 = {
    "sgd": lambda: sgd(FLOAT64),
    "momentum": lambda: momentum(FLOAT64, FLOAT64),
    "nesterov": lambda: nesterov(FLOAT64, FLOAT64),
    "adagrad": lambda: adagrad(FLOAT64, FLOAT64),
    "rmsprop": lambda: rmsprop(FLOAT64, FLOAT64, FLOAT64),
    "adam": lambda: adam(FLOAT64, FLOAT64, FLOAT64, FLOAT64),
    "adamw": lambda: adamw(FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64),
}


@pytest.mark.parametrize("name", MADE_WITH_FLOAT64)
def test_settings_of_numpys_own_type_keep_float32(name):
    optimizer = MADE_WITH_FLOAT64[name]()
    params, grads = tree_map(np.float32, (PARAMS, GRADS))
    moved, state = optimizer.update(grads, optimizer.init(params), params)
    kinds = {leaf.dtype for leaf in tree_leaves((moved, state))}
    assert kinds - {np.dtype(int)} == {np.dtype(np.float32)}


@every_optimizer
def test_optimisers_find_the_bottom_of_a_bowl(name):
    params, state = PARAMS, OPTIMIZERS[name].init(PARAMS)
    for _ in range(3000 if name == "rmsprop" else 300):
        grads = tree_map(lambda p: p - 0.5, params)
        params, state = OPTIMIZERS[name].update(grads, state, params)
    np.testing.assert_allclose(params[0], 0.5, atol=1e-3)


@pytest.mark.parametrize("name", [n for n in OPTIMIZERS if n != "adamw"])
def test_a_gradient_of_zero_moves_nothing_at_the_start(name):
    zero = tree_map(np.zeros_like, GRADS)
    assert_equal(run(OPTIMIZERS[name], [zero] * 3), PARAMS)


@pytest.mark.parametrize("name", ["adagrad", "rmsprop", "adam"])
def test_an_entry_whose_square_overflows_never_moves_again(name):
    params = np.array([1.0, 1.0], np.float32)
    huge, usual = np.array([1e30, 1.0], np.float32), np.ones(2, np.float32)
    with np.errstate(over="ignore"):
        moved = run(OPTIMIZERS[name], [huge, usual, usual], params)
    assert moved[0] == 1
    assert moved[1] < 1


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: sgd(0), "lr must be positive"),
        (lambda: adam(float("nan")), "lr must be positive"),
        (lambda: momentum(0.1, 1.0), r"beta must lie in \[0, 1\)"),
        (lambda: adam(0.1, beta2=-0.1), "beta2 must lie in"),
        (lambda: adam(eps=0), "eps must be positive, got 0"),
        (lambda: adamw(eps=np.nan), "eps must be positive, got nan"),
        (lambda: nesterov(-1), "lr must be positive, got -1"),
        (lambda: nesterov(0.1, -0.1), r"beta must lie in \[0, 1\)"),
        (lambda: adagrad(eps=0), "eps must be positive"),
        (lambda: adagrad(0), "lr must be positive"),
        (lambda: rmsprop(0), "lr must be positive"),
        (lambda: rmsprop(beta=1), "beta must lie in"),
        (lambda: rmsprop(eps=-1e-8), "eps must be positive"),
        (lambda: adamw(0), "lr must be positive"),
        (lambda: adamw(beta1=1), "beta1 must lie in"),
        (lambda: adamw(weight_decay=-1), "weight_decay must not be negative, got -1"),
        (lambda: adamw(weight_decay=np.nan), "weight_decay must not be negative"),
    ],
)
def test_bad_settings_are_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_a_schedule_in_the_place_of_a_number_leads_to_scheduled():
    with pytest.raises(TypeError, match="lr must be a number.* write scheduled"):
        adam(constant(0.1))
    with pytest.raises(TypeError, match="beta must be a number, got a function$"):
        momentum(0.1, constant(0.1))
    with pytest.raises(TypeError, match="decay must be a number, got a function$"):
        adamw(weight_decay=constant(0.1))
