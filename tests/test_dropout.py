"""Dropout: its mean, its two shapes of mask, and a backward with the same mask."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from rnn_tutorial.dropout import dropout_backward, dropout_forward, dropout_mask
from rnn_tutorial.gradcheck import check_gradients

SHAPES = [(6, 3, 4), (1, 3, 4), (6, 1, 4), (6, 3, 1), (1, 1, 1)]


def problem(shape, rate=0.4, per_sequence=False, dtype=np.float64):
    rng = np.random.default_rng(sum(shape))
    mask = dropout_mask(rng, shape[1:] if per_sequence else shape, rate, dtype)
    x, dy = rng.standard_normal((2, *shape)).astype(dtype)
    return x, mask, dy


def test_the_mean_of_a_mask_is_one():
    mask = dropout_mask(np.random.default_rng(0), (100_000,), 0.3)
    assert mask.mean() == pytest.approx(1, abs=0.01)
    assert (mask == 0).mean() == pytest.approx(0.3, abs=0.01)


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_what_is_kept_is_scaled_up(rate):
    mask = dropout_mask(np.random.default_rng(0), (1000,), rate)
    np.testing.assert_array_equal(np.unique(mask), [0, 1 / (1 - rate)])


def test_rate_zero_is_the_identity():
    x, mask, dy = problem((6, 3, 4), rate=0)
    y, cache = dropout_forward(x, mask)
    np.testing.assert_array_equal(y, x)
    np.testing.assert_array_equal(dropout_backward(cache, dy), dy)


def test_one_mask_serves_all_steps_of_a_sequence():
    x, mask, _ = problem((6, 3, 4), per_sequence=True)
    y, _ = dropout_forward(x, mask)
    np.testing.assert_array_equal(y == 0, np.tile(mask == 0, (6, 1, 1)))


def test_sequences_have_masks_of_their_own():
    _, mask, _ = problem((1, 3, 40), per_sequence=True)
    assert (mask[0] != mask[1]).any()


@pytest.mark.parametrize("per_sequence", [True, False])
@pytest.mark.parametrize("shape", SHAPES)
def test_gradients_agree_with_differences(shape, per_sequence):
    x, mask, dy = problem(shape, per_sequence=per_sequence)
    dx = dropout_backward(dropout_forward(x, mask)[1], dy)
    report = check_gradients(lambda x: (dy * dropout_forward(x, mask)[0]).sum(), x, dx)
    assert report.ok, report


def test_gradients_agree_with_autograd():
    x, mask, dy = problem((6, 3, 4), per_sequence=True)
    theirs = autograd.grad(lambda x: anp.sum(dy * (x * mask)))(x)
    dx = dropout_backward(dropout_forward(x, mask)[1], dy)
    np.testing.assert_allclose(dx, theirs, rtol=1e-12)


def test_the_same_generator_draws_the_same_mask():
    masks = [dropout_mask(np.random.default_rng(7), (3, 4), 0.5) for _ in range(2)]
    np.testing.assert_array_equal(*masks)


def test_float32_stays_float32():
    x, mask, dy = problem((6, 3, 4), dtype=np.float32)
    y, cache = dropout_forward(x, mask)
    assert {a.dtype for a in (y, dropout_backward(cache, dy))} == {np.dtype("f4")}


def test_complex_input_passes():
    x, mask, _ = problem((6, 3, 4))
    y, _ = dropout_forward(x + 1e-20j, mask)
    np.testing.assert_allclose(y.imag / 1e-20, mask, rtol=1e-15)


def test_nothing_is_changed():
    x, mask, dy = problem((6, 3, 4))
    before = x.copy(), mask.copy(), dy.copy()
    dropout_backward(dropout_forward(x, mask)[1], dy)
    for a, b in zip(before, (x, mask, dy), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("rate", [-0.1, 1, 1.5, np.nan])
def test_a_rate_outside_zero_and_one_is_named(rate):
    with pytest.raises(ValueError, match="rate must lie in"):
        dropout_mask(np.random.default_rng(0), (3,), rate)


@pytest.mark.parametrize("shape", [(4, 3), (6, 3, 5), (2, 6, 3, 4), (6,)])
def test_a_mask_that_does_not_fit_is_named(shape):
    with pytest.raises(ValueError, match="mask must broadcast to"):
        dropout_forward(np.ones((6, 3, 4)), np.ones(shape))
