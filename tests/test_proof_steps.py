"""The error against the step: what is measured, and what the formula predicts."""

import numpy as np
import pytest

from rnn_tutorial.gradcheck import numerical_gradient
from rnn_tutorial.proof import steps


def cubes(x):
    return (x**3).sum()


def test_a_one_sided_gradient_of_cubes():
    """3 x^2 + 3 x eps + eps^2, entry by entry."""
    x = np.array([[1.0, 2.0, -1.0], [0.0, 3.0, 0.5]])
    found = steps.one_sided_gradient(cubes, x, 0.5)
    np.testing.assert_allclose(found, 3 * x**2 + 1.5 * x + 0.25)


def test_step_errors_hold_every_step_against_the_exact_gradient():
    x = np.array([1.0, 2.0])
    errors = steps.step_errors(
        numerical_gradient, cubes, x, 3 * x**2, np.array([0.1, 1])
    )
    norm = np.linalg.norm(3 * x**2)
    for error, step in zip(errors, (0.1, 1), strict=True):
        off = np.sqrt(2) * step**2  # each entry is off by eps^2
        shifted = np.linalg.norm(3 * x**2 + step**2)
        assert error == pytest.approx(off / (norm + shifted))


def test_the_error_is_a_sum_of_at_most_one():
    model = steps.StepError(c=4.0, p=2, r=1e-3)
    found = model.at(np.array([1e-4, 0.1, 0.2]))
    np.testing.assert_allclose(found, [1, 0.05, 0.165])


@pytest.mark.parametrize("p", [1, 2, 4])
def test_the_best_step_has_the_least_error(p):
    model = steps.StepError(c=3.0, p=p, r=1e-9)
    best = model.best()
    assert 3 * p * best ** (p + 1) == pytest.approx(1e-9)
    around = model.at(best * np.array([0.9, 1, 1.1]))
    assert np.argmin(around) == 1
