"""Forward mode gives the gradients of BPTT, and each at its own step."""

import numpy as np
import pytest

from rnn_tutorial import rtrl
from rnn_tutorial.cells import rnn
from rnn_tutorial.gradcheck import check_gradients, relative_error

SIZES = [(6, 3, 2, 4), (1, 2, 3, 2), (5, 1, 1, 1), (4, 2, 4, 3)]  # T B D H


def problem(T, B, D, H):
    rng = np.random.default_rng(0)
    shapes = (D, H), (H, H), (H,)
    params = rnn.RNNParams(*(0.7 * rng.standard_normal(shape) for shape in shapes))
    h_0 = rng.uniform(-0.9, 0.9, (B, H))
    return params, rng.standard_normal((T, B, D)), h_0, rng.standard_normal((T, B, H))


def by_bptt(params, xs, h_0, dhs):
    _, h_T, cache = rnn.forward(params, xs, h_0)
    return rnn.backward(params, cache, dhs, np.zeros_like(h_T))[0], h_T


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_gradients_equal_those_of_bptt(sizes):
    (ours, h_T), (theirs, last) = (
        rtrl.gradients(*problem(*sizes)),
        by_bptt(*problem(*sizes)),
    )
    assert max(map(relative_error, ours, theirs)) < 1e-12
    assert relative_error(h_T, last) < 1e-12


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_gradients_agree_with_differences(sizes):
    params, xs, h_0, dhs = problem(*sizes)
    grads, _ = rtrl.gradients(params, xs, h_0, dhs)

    def loss(p):
        return float((dhs * rnn.forward(p, xs, h_0)[0]).sum())

    checked = check_gradients(loss, params, grads)
    assert checked.ok, checked


def test_the_influence_is_the_derivative_of_the_state():
    params, xs, h_0, _ = problem(3, 2, 2, 3)
    h_t, influence = h_0, rtrl.start(params, 2)
    for x_t in xs:
        h_t, influence = rtrl.step(params, x_t, h_t, influence)
    moved = params._replace(W_hh=params.W_hh.astype(complex))
    moved.W_hh[1, 2] += 1e-30j
    exact = rnn.forward(moved, xs, h_0)[1].imag / 1e-30
    column = (2 + 1) * 3 + 2  # row 1 of W_hh stands behind the two rows of W_xh
    np.testing.assert_allclose(influence[:, :, column], exact, rtol=1e-12)


def test_the_influence_does_not_grow_with_the_steps():
    params, xs, h_0, _ = problem(5, 2, 3, 4)
    first = rtrl.start(params, 2)
    assert first.shape == (2, 4, (3 + 4 + 1) * 4)
    assert rtrl.step(params, xs[0], h_0, first)[1].shape == first.shape


def test_nothing_is_changed_in_place():
    params, xs, h_0, dhs = problem(4, 2, 3, 4)
    influence = np.random.default_rng(1).standard_normal((2, 4, 32))
    before = [np.array(a) for a in (*params, xs, h_0, influence)]
    rtrl.step(params, xs[0], h_0, influence)
    rtrl.gradients(params, xs, h_0, dhs)
    for old, new in zip(before, (*params, xs, h_0, influence), strict=True):
        np.testing.assert_array_equal(old, new)


def test_shapes_that_do_not_fit_are_named():
    params, xs, h_0, dhs = problem(4, 2, 3, 4)
    with pytest.raises(ValueError, match="h_0"):
        rtrl.gradients(params, xs, h_0[:, :2], dhs)
    with pytest.raises(ValueError, match="dhs"):
        rtrl.gradients(params, xs, h_0, dhs[:2])
