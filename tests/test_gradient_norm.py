"""The regulariser Omega: its value on paper, its immediate gradient, odd gradients."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from rnn_tutorial.gradcheck import numerical_gradient, relative_error
from rnn_tutorial.gradient_norm import omega_backward, omega_forward

RNG = np.random.default_rng(0)
T, B, H = 6, 3, 4
W, DAS = RNG.normal(size=(H, H)), RNG.normal(size=(T, B, H))
HS = np.tanh(RNG.normal(size=(T, B, H)))


def test_the_value_on_paper():
    das = np.array([[[9.0, 9.0]], [[3.0, 4.0]]])  # the second has norm 5
    hs = np.array([[[0.0, 0.0]], [[0.9, 0.9]]])  # the slopes at step 1 are one
    value, _ = omega_forward(2 * np.eye(2), das, hs)
    assert value == pytest.approx((10 / 5 - 1) ** 2)


def test_the_slope_is_that_of_the_earlier_step():
    das, hs = np.ones((2, 1, 1)), np.array([[[0.5]], [[0.9]]])
    assert omega_forward(np.eye(1), das, hs)[0] == pytest.approx(0.25**2)


def test_the_immediate_gradient_agrees_with_differences():
    ours = omega_backward(omega_forward(W, DAS, HS)[1])
    theirs = numerical_gradient(lambda W: omega_forward(W, DAS, HS)[0], W)
    assert relative_error(ours, theirs) < 1e-8


def test_the_immediate_gradient_agrees_with_autograd():
    def omega(W):
        carried = anp.dot(DAS[1:], W.T) * (1 - HS[:-1] ** 2)
        after = anp.sqrt(anp.sum(carried**2, axis=-1))
        before = anp.sqrt(anp.sum(DAS[1:] ** 2, axis=-1))
        return anp.sum(anp.mean((after / before - 1) ** 2, axis=1))

    ours = omega_backward(omega_forward(W, DAS, HS)[1])
    np.testing.assert_allclose(ours, autograd.grad(omega)(W), atol=1e-12)


def test_a_batch_of_equal_sequences_is_one_sequence():
    das, hs = (np.repeat(a[:, :1], 6, axis=1) for a in (DAS, HS))
    one = omega_forward(W, DAS[:, :1], HS[:, :1])
    many = omega_forward(W, das, hs)
    assert many[0] == pytest.approx(one[0])
    np.testing.assert_allclose(omega_backward(many[1]), omega_backward(one[1]))


def test_a_rotation_without_slopes_costs_nothing():
    Q, _ = np.linalg.qr(W)
    value, cache = omega_forward(Q, DAS, np.zeros_like(HS))
    assert value < 1e-25
    assert np.abs(omega_backward(cache)).max() < 1e-12


def test_a_gradient_of_zero_counts_as_kept():
    das = DAS.copy()
    das[:, 0] = 0
    value, cache = omega_forward(W, das, HS)
    without = omega_forward(W, das[:, 1:], HS[:, 1:])
    assert value == pytest.approx(without[0] * 2 / 3)
    np.testing.assert_allclose(
        omega_backward(cache), omega_backward(without[1]) * 2 / 3
    )


def test_a_gradient_that_is_lost_whole_leaves_no_nan():
    value, cache = omega_forward(W, DAS, np.ones_like(HS))
    assert value == T - 1
    assert not omega_backward(cache).any()


def test_a_gradient_that_the_matrix_loses_has_no_direction():
    value, cache = omega_forward(0 * W, DAS, HS)
    assert value == T - 1
    assert not omega_backward(cache).any()


def test_the_size_of_the_gradients_does_not_matter():
    value, cache = omega_forward(W, DAS, HS)
    smaller, small_cache = omega_forward(W, 1e-3 * DAS, HS)
    assert smaller == pytest.approx(value)
    np.testing.assert_allclose(omega_backward(small_cache), omega_backward(cache))


def test_nothing_is_changed():
    before = W.copy(), DAS.copy(), HS.copy()
    omega_backward(omega_forward(W, DAS, HS)[1])
    assert all((a == b).all() for a, b in zip(before, (W, DAS, HS), strict=True))


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((W, DAS[:1], HS[:1]), "das"),
        ((W, DAS[0], HS[0]), "das"),
        ((W, DAS, HS[1:]), "hs"),
        ((W[:2], DAS, HS), "W_hh"),
    ],
)
def test_a_shape_that_does_not_fit_is_named(arguments, name):
    with pytest.raises(ValueError, match=f"^{name} must"):
        omega_forward(*arguments)
