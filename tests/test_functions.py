"""Functions: right values, no overflow, complex arguments, clear errors."""

import numpy as np
import pytest

from rnn_tutorial.functions import log_softmax, one_hot, sigmoid, softmax

RNG = np.random.default_rng(0)


def test_sigmoid_is_the_logistic_function():
    x = RNG.standard_normal(20)
    np.testing.assert_allclose(sigmoid(x), 1 / (1 + np.exp(-x)), rtol=1e-14)


def test_sigmoid_is_finite_and_right_far_out():
    assert sigmoid(np.array([-1e3, 0.0, 1e3])).tolist() == [0.0, 0.5, 1.0]


def test_softmax_sums_to_one():
    np.testing.assert_allclose(softmax(RNG.standard_normal((4, 5))).sum(-1), 1)


def test_softmax_ignores_a_shift():
    z = RNG.standard_normal((4, 5))
    np.testing.assert_allclose(softmax(z + 100.0), softmax(z), rtol=1e-12)


def test_log_softmax_is_finite_at_a_thousand():
    log_p = log_softmax(np.array([1e3, -1e3, 0.0]))
    np.testing.assert_array_equal(log_p, [0, -2000, -1000])


def test_log_softmax_takes_each_row_alone():
    log_p = log_softmax(np.array([[1e3, 1e3], [-1e3, -1e3]]))
    np.testing.assert_allclose(log_p, -np.log(2))


def test_complex_step_gives_the_derivative_of_log_softmax():
    z, step = RNG.standard_normal(5), 1e-30
    i = np.arange(5) == 2
    slope = log_softmax(z + 1j * step * i).imag / step
    np.testing.assert_allclose(slope, i - softmax(z)[2], rtol=1e-13)


def test_one_hot_picks_one_column():
    assert one_hot(np.array([[2], [0]]), 3).tolist() == [[[0, 0, 1]], [[1, 0, 0]]]


@pytest.mark.parametrize("ids", [[3], [-1, 2], [0.5], [True]])
def test_one_hot_refuses_what_is_no_id(ids):
    with pytest.raises(ValueError, match="ids must"):
        one_hot(np.array(ids), 3)


def test_what_is_no_id_is_named_with_the_range():
    with pytest.raises(ValueError, match=r"ids must lie in \[0, 3\), got 1 to 4$"):
        one_hot(np.array([2, 4, 1]), 3)
