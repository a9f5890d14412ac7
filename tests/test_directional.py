"""One direction checks all arrays: right gradients pass, and a wrong one by chance."""

import inspect

import numpy as np
import pytest

from rnn_tutorial import directional
from rnn_tutorial.gradcheck import check_gradients
from rnn_tutorial.tree import tree_map

TREE = {"x": np.array([1.0, 2.0]), "y": (np.array(3.0),)}
V = {"x": np.array([0.5, -1.0]), "y": (np.array(2.0),)}
GRADS = {"x": np.array([2.0, 4.0]), "y": (np.array(27.0),)}  # of x^2 and y^3


def loss(tree):
    return (tree["x"] ** 2).sum() + tree["y"][0] ** 3


def test_the_slope_along_a_direction():
    """2*1*0.5 - 2*2*1 + 27*2 = 51, and 8 eps^2 from the cube."""
    assert directional.directional_derivative(loss, TREE, V) == pytest.approx(51)
    assert directional.directional_derivative(loss, TREE, V, 0.5) == 51 + 8 * 0.25
    assert isinstance(directional.directional_derivative(loss, TREE, V), float)


@pytest.mark.parametrize(
    "f", [directional.directional_derivative, directional.direction_error]
)
def test_the_default_step_is_that_of_the_gradient_check(f):
    expected = inspect.signature(check_gradients).parameters["eps"].default
    assert inspect.signature(f).parameters["eps"].default == expected == 1e-5


def test_a_direction_is_standard_normal_and_has_the_form_of_the_tree():
    v = directional.random_direction(np.random.default_rng(0), TREE)
    rng = np.random.default_rng(0)
    np.testing.assert_array_equal(v["x"], rng.standard_normal(2))
    assert v["y"][0] == rng.standard_normal()


def test_the_error_is_relative_to_the_norm_of_the_gradient():
    right = directional.direction_error(loss, TREE, GRADS, V)
    assert right < 1e-9
    wrong = {"x": np.array([2.0, 5.0]), "y": (np.array(27.0),)}
    error = directional.direction_error(loss, TREE, wrong, V)
    assert error == pytest.approx(1 / np.sqrt(4 + 25 + 27**2))
    coarse = directional.direction_error(loss, TREE, GRADS, V, 0.5)
    assert coarse == pytest.approx(2 / np.sqrt(4 + 16 + 27**2))


def test_gradients_of_zero_are_held_against_the_floor():
    zeros = tree_map(np.zeros_like, TREE)
    assert directional.direction_error(lambda tree: 0.0, TREE, zeros, V) == 0
    assert directional.direction_error(loss, TREE, zeros, V) == pytest.approx(51e12)


def test_two_evaluations_are_enough():
    runs = []
    directional.direction_error(lambda t: runs.append(t) or loss(t), TREE, GRADS, V)
    assert len(runs) == 2


def test_arguments_stay_as_they_are():
    before = tree_map(np.copy, (TREE, GRADS))
    directional.array_errors(loss, TREE, GRADS, np.random.default_rng(0))
    for name in "xy":
        np.testing.assert_array_equal(before[0][name], TREE[name])
        np.testing.assert_array_equal(before[1][name], GRADS[name])


def test_only_keeps_one_array():
    kept = directional.only(GRADS, "y.0")
    np.testing.assert_array_equal(kept["x"], [0, 0])
    assert kept["y"][0] == 27


def test_each_array_is_judged_alone():
    wrong = {"x": np.array([2.0, 4.5]), "y": (np.array(27.0),)}
    rng = np.random.default_rng(0)
    errors = directional.array_errors(loss, TREE, wrong, rng)
    assert list(errors) == ["x", "y.0"]
    assert errors["y.0"] < 1e-9
    v = np.random.default_rng(0).standard_normal(2)
    expected = abs(0.5 * v[1]) / np.sqrt(4 + 4.5**2)
    assert errors["x"] == pytest.approx(expected)


def test_a_wrong_gradient_passes_as_often_as_the_formula_says():
    """erf(tol |g| / sqrt(2) |delta|), here with |delta| = |g|."""
    right, rng = np.full(50, 1.0), np.random.default_rng(0)
    wrong = {"x": -right}  # off by twice its norm
    errors = [
        directional.direction_error(
            lambda t: t["x"].sum(),
            {"x": right},
            wrong,
            directional.random_direction(rng, {"x": right}),
        )
        for _ in range(2000)
    ]
    assert np.mean(np.array(errors) < 0.5) == pytest.approx(0.1974, abs=0.02)
    assert np.std(errors) == pytest.approx(2 * np.sqrt(1 - 2 / np.pi), rel=0.05)
