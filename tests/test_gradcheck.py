"""The check itself: it accepts right gradients and finds each kind of wrong one."""

import numpy as np
import pytest

from rnn_tutorial.gradcheck import (
    check_gradients,
    complex_step_gradient,
    numerical_gradient,
    relative_error,
)
from rnn_tutorial.tree import tree_map

RNG = np.random.default_rng(0)
TREE = {"x": RNG.standard_normal((30, 400)), "y": np.array(2.0)}
RIGHT = {"x": 2 * TREE["x"], "y": np.array(-np.sin(2.0))}


def loss(tree):
    return (tree["x"] ** 2).sum() + np.cos(tree["y"])


def small_loss(tree):
    return (tree["x"][:2, :3] ** 2).sum() + np.cos(tree["y"])


SMALL = {"x": TREE["x"][:2, :3], "y": TREE["y"]}
SMALL_RIGHT = {"x": RIGHT["x"][:2, :3], "y": RIGHT["y"]}


def test_numerical_gradient_of_a_cubic():
    x = RNG.standard_normal((2, 3))
    gradient = numerical_gradient(lambda x: (x**3).sum(), x)
    np.testing.assert_allclose(gradient, 3 * x**2, rtol=1e-8)


def test_numerical_gradient_leaves_x_alone():
    x = RNG.standard_normal(3)
    before = x.copy()
    numerical_gradient(lambda x: (x**3).sum(), x)
    np.testing.assert_array_equal(x, before)


def test_complex_step_gradient_has_all_digits():
    x = RNG.standard_normal((2, 3))
    before = x.copy()
    gradient = complex_step_gradient(lambda x: (np.exp(x) * x).sum(), x)
    np.testing.assert_allclose(gradient, np.exp(x) * (1 + x), rtol=1e-15)
    np.testing.assert_array_equal(x, before)


def test_complex_step_moves_along_the_imaginary_axis_alone():
    gradient = complex_step_gradient(lambda x: (x**2).sum(), np.array([1.0, 3.0]), 0.5)
    np.testing.assert_array_equal(gradient, [2, 6])


def test_complex_step_refuses_a_function_that_is_not_analytic():
    with pytest.raises(ValueError, match="must return a complex number"):
        complex_step_gradient(np.linalg.norm, np.ones(2))


def test_relative_error_runs_from_zero_to_one():
    assert relative_error(np.ones(3), np.ones(3)) == 0
    assert relative_error(np.ones(3), -np.ones(3)) == 1
    assert relative_error(np.zeros(3), np.zeros(3)) == 0
    assert relative_error(np.array([1e-9]), np.array([-1e-9])) == 1


def test_below_the_floor_errors_count_less():
    tiny = np.array([1e-13])
    assert relative_error(tiny, -tiny) == pytest.approx(0.2)


def test_right_gradients_pass():
    report = check_gradients(loss, TREE, RIGHT)
    assert report.ok
    assert [row.name for row in report.rows] == ["x", "y"]
    assert "agrees, error < 1e-07" in repr(report)


@pytest.mark.parametrize(("true", "claimed"), [(-2.0, -4.0), (-4.0, -2.0)])
def test_the_worst_error_is_measured_against_the_largest_entry(true, claimed):
    factors, grads = np.array([1.0, true]), np.array([1.0, claimed])
    (row,) = check_gradients(lambda x: factors @ x, np.ones(2), grads).rows
    assert row.worst_error == pytest.approx(2 / 4)
    assert row.worst == (1,)


def test_many_small_errors_fail_together():
    grads = np.array([1.0] + [1e-6] * 99)
    (row,) = check_gradients(lambda x: x[0], np.ones(100), grads, tol=2e-6).rows
    assert row.worst_error < 2e-6 < row.error
    assert not row.ok


def test_the_report_aligns_its_columns():
    tree = {"long": np.array([3.0]), "x": np.array([2.0, 2.0])}
    report = check_gradients(
        lambda t: sum((leaf**2).sum() for leaf in t.values()),
        tree,
        tree_map(lambda leaf: 2 * leaf, tree),
    )
    assert repr(report).splitlines() == [
        "long  (1,)         agrees, error < 1e-07",
        "x     (2,)         agrees, error < 1e-07",
    ]


def test_one_wrong_entry_among_twelve_thousand_fails():
    wrong = {**RIGHT, "x": RIGHT["x"].copy()}
    wrong["x"][17, 123] *= 1 + 1e-6
    row = check_gradients(loss, TREE, wrong).rows[0]
    assert row.error < 1e-7 < row.worst_error
    assert not row.ok
    assert row.worst == (17, 123)


@pytest.mark.parametrize(
    ("spoil", "cosine"), [(lambda g: -g, -1), (lambda g: 2 * g, 1), (np.zeros_like, 0)]
)
def test_wrong_sign_scale_and_zero_fail(spoil, cosine):
    report = check_gradients(small_loss, SMALL, {**SMALL_RIGHT, "y": spoil(RIGHT["y"])})
    assert [row.ok for row in report.rows] == [True, False]
    assert report.rows[1].cosine == pytest.approx(cosine)
    assert "WRONG" in repr(report)
    assert not report.ok


def test_nan_fails():
    report = check_gradients(small_loss, SMALL, {**SMALL_RIGHT, "y": np.array(np.nan)})
    assert not report.rows[1].ok


def test_another_shape_is_refused():
    with pytest.raises(ValueError, match="gradient of x must have shape"):
        check_gradients(loss, TREE, {**RIGHT, "x": RIGHT["x"].T})


def test_float32_is_refused():
    tree = {**SMALL, "x": SMALL["x"].astype(np.float32)}
    with pytest.raises(ValueError, match="x must be float64"):
        check_gradients(small_loss, tree, SMALL_RIGHT)


def test_small_gradients_are_checked_as_strictly():
    scale = 1e-5
    report = check_gradients(lambda x: scale * (x**2).sum(), np.ones(3), np.zeros(3))
    assert not report.ok
    right = 2 * scale * np.ones(3)
    assert check_gradients(lambda x: scale * (x**2).sum(), np.ones(3), right, 1e-5).ok


def test_a_tree_of_another_structure_is_refused():
    with pytest.raises(ValueError, match="trees differ"):
        check_gradients(loss, TREE, (RIGHT["x"], RIGHT["y"]))


def test_nothing_to_check_is_an_error():
    with pytest.raises(ValueError, match="nothing to check"):
        check_gradients(lambda tree: 0.0, [], [])


def test_a_complex_step_is_wrong_without_a_word_where_a_part_drops_the_imaginary_one():
    x = np.array([1.0, 2.0])
    partial = complex_step_gradient(lambda x: (x**2).sum() + np.abs(x).sum(), x)
    np.testing.assert_allclose(partial, [2, 4])  # 3 and 5 are right


def test_an_error_equal_to_the_tolerance_fails():
    whole = {"x": np.r_[1.0, np.full(400, 0.1)]}  # small errors in many small entries
    wrong = {"x": np.r_[2.0, np.full(400, 0.19)]}
    (row,) = check_gradients(loss_of_x, whole, wrong).rows
    assert row.worst_error < row.error
    assert not check_gradients(loss_of_x, whole, wrong, tol=row.error).ok
    assert check_gradients(loss_of_x, whole, wrong, tol=1.01 * row.error).ok


def test_a_worst_entry_equal_to_the_tolerance_fails():
    one, wrong = {"x": np.array([1.0])}, {"x": np.array([2.1])}
    (row,) = check_gradients(loss_of_x, one, wrong).rows
    assert row.error < row.worst_error
    assert not check_gradients(loss_of_x, one, wrong, tol=row.worst_error).ok
    assert check_gradients(loss_of_x, one, wrong, tol=1.01 * row.worst_error).ok


def loss_of_x(tree):
    return (tree["x"] ** 2).sum()
