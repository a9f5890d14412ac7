"""Layer norm: what it guarantees, and its gradients against three oracles."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from rnn_tutorial.gradcheck import check_gradients
from rnn_tutorial.layer_norm import (
    EPS,
    LayerNorm,
    layer_norm_backward,
    layer_norm_forward,
    layer_norm_init,
)
from rnn_tutorial.tree import tree_leaves, tree_map

SHAPES = [(6, 3, 4), (1, 3, 4), (6, 1, 4), (6, 3, 3), (5, 4), (4,)]


def problem(shape, dtype=np.float64):
    rng = np.random.default_rng(sum(shape))
    params = LayerNorm(*rng.standard_normal((2, shape[-1])).astype(dtype))
    x, dy = (3 * rng.standard_normal((2, *shape)) + 1).astype(dtype)
    return params, x, dy


def gradients(params, x, dy):
    return layer_norm_backward(params, layer_norm_forward(params, x)[1], dy)


def by_autograd(tree, dy):
    (gain, bias), x = tree
    centred = x - anp.mean(x, axis=-1, keepdims=True)
    variance = anp.mean(centred**2, axis=-1, keepdims=True)
    return anp.sum(dy * (gain * centred / anp.sqrt(variance + EPS) + bias))


def test_every_row_has_mean_zero_and_variance_one():
    _, x, _ = problem((6, 3, 50))
    y, _ = layer_norm_forward(layer_norm_init(50), x)
    np.testing.assert_allclose(y.mean(axis=-1), 0, atol=1e-12)
    np.testing.assert_allclose(y.var(axis=-1), 1, rtol=1e-4)


def test_a_shift_and_a_stretch_of_a_row_change_nothing():
    params, x, _ = problem((6, 3, 4))
    y, _ = layer_norm_forward(params, 1e3 * x)
    other, _ = layer_norm_forward(params, 2e3 * x - 7)
    np.testing.assert_allclose(y, other, rtol=1e-8)


@pytest.mark.parametrize("shape", SHAPES)
def test_gradients_agree_with_differences(shape):
    params, x, dy = problem(shape)
    report = check_gradients(
        lambda tree: (dy * layer_norm_forward(*tree)[0]).sum(),
        (params, x),
        gradients(params, x, dy),
    )
    assert report.ok, report


@pytest.mark.parametrize("shape", SHAPES)
def test_gradients_agree_with_autograd(shape):
    params, x, dy = problem(shape)
    theirs = autograd.grad(by_autograd)((tuple(params), x), dy)
    ours = gradients(params, x, dy)
    for a, b in zip(tree_leaves(ours), tree_leaves(theirs), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-12)


def test_gradients_agree_with_the_complex_step():
    params, x, dy = problem((2, 3))
    _, dx = gradients(params, x, dy)
    for i in np.ndindex(x.shape):
        moved = x.astype(complex)
        moved[i] += 1e-30j
        slope = (dy * layer_norm_forward(params, moved)[0]).sum().imag / 1e-30
        assert slope == pytest.approx(dx[i], rel=1e-10, abs=1e-13)


def test_one_unit_is_always_its_mean():
    params, x, dy = problem((6, 3, 1))
    y, _ = layer_norm_forward(params, x)
    grads, dx = gradients(params, x, dy)
    np.testing.assert_array_equal(y, np.broadcast_to(params.bias, x.shape))
    assert not dx.any() and not grads.gain.any()
    np.testing.assert_allclose(grads.bias, dy.sum(axis=(0, 1)))


def test_a_row_of_equal_numbers_stays_finite():
    params, _, dy = problem((2, 4))
    y, _ = layer_norm_forward(params, np.full((2, 4), 5.0))
    np.testing.assert_array_equal(y, np.tile(params.bias, (2, 1)))
    assert np.isfinite(gradients(params, np.full((2, 4), 5.0), dy)[1]).all()


def test_the_gradient_of_a_row_sums_to_zero():
    params, x, dy = problem((6, 3, 4))
    _, dx = gradients(params, x, dy)
    np.testing.assert_allclose(dx.sum(axis=-1), 0, atol=1e-12)


def test_float32_stays_float32():
    params, x, dy = problem((6, 3, 4), np.float32)
    leaves = [layer_norm_forward(params, x)[0], *tree_leaves(gradients(params, x, dy))]
    assert {leaf.dtype for leaf in leaves} == {np.dtype(np.float32)}
    assert {p.dtype for p in layer_norm_init(4, np.float32)} == {np.dtype(np.float32)}


def test_nothing_is_changed_and_backward_twice_gives_the_same():
    params, x, dy = problem((6, 3, 4))
    before = tree_map(np.copy, (params, x, dy))
    _, cache = layer_norm_forward(params, x)
    first = tree_map(np.copy, layer_norm_backward(params, cache, dy))
    second = layer_norm_backward(params, cache, dy)
    pairs = [(first, second), (before, (params, x, dy))]
    for a, b in pairs:
        for left, right in zip(tree_leaves(a), tree_leaves(b), strict=True):
            np.testing.assert_array_equal(left, right)


@pytest.mark.parametrize("shape", [(6, 3, 5), (5,), ()])
def test_another_width_is_named(shape):
    with pytest.raises(ValueError, match="x must have 4 columns"):
        layer_norm_forward(layer_norm_init(4), np.ones(shape))


def test_a_size_below_one_is_named():
    with pytest.raises(ValueError, match="size must be at least 1"):
        layer_norm_init(0)
