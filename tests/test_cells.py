"""Cells: gradients against two oracles, and the properties of recurrence."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from rnn_tutorial.cells import RNN, rnn
from rnn_tutorial.gradcheck import check_gradients
from rnn_tutorial.tree import tree_leaves, tree_map

RNG = np.random.default_rng(0)
SIZES = [(6, 3, 4, 5), (1, 1, 2, 3), (4, 2, 3, 1), (1, 1, 1, 1)]  # T B D H


def problem(T, B, D, H, cell=RNN):
    """Random parameters with biases, inputs, state, and cotangents of all outputs."""
    params = cell.init(RNG, D, H)
    params = tree_map(lambda p: p + 0.3 * RNG.standard_normal(p.shape), params)
    xs, h_0 = RNG.standard_normal((T, B, D)), RNG.standard_normal((B, H))
    dhs, dh_T = RNG.standard_normal((T, B, H)), RNG.standard_normal((B, H))
    return (params, xs, h_0), (dhs, dh_T)


def weighted_sum(hs, h_T, cotangent):
    dhs, dh_T = cotangent
    return (dhs * hs).sum() + (dh_T * h_T).sum()


def rnn_by_autograd(tree, cotangent):
    (W_xh, W_hh, b_h), xs, h = tree
    total = 0.0
    for t in range(len(xs)):
        h = anp.tanh(anp.dot(xs[t], W_xh) + anp.dot(h, W_hh) + b_h)
        total = total + anp.sum(cotangent[0][t] * h)
    return total + anp.sum(cotangent[1] * h)


@pytest.mark.parametrize("sizes", SIZES)
def test_gradients_agree_with_differences(sizes):
    tree, cotangent = problem(*sizes)
    _, _, cache = RNN.forward(*tree)
    grads = RNN.backward(tree[0], cache, *cotangent)
    report = check_gradients(
        lambda tree: weighted_sum(*RNN.forward(*tree)[:2], cotangent), tree, grads
    )
    assert report.ok, report


@pytest.mark.parametrize("sizes", SIZES)
def test_gradients_agree_with_autograd(sizes):
    tree, cotangent = problem(*sizes)
    _, _, cache = RNN.forward(*tree)
    ours = RNN.backward(tree[0], cache, *cotangent)
    theirs = autograd.grad(rnn_by_autograd)((tuple(tree[0]), *tree[1:]), cotangent)
    for a, b in zip(tree_leaves(ours), tree_leaves(theirs), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-10, atol=1e-12)


def test_complex_step_agrees_too():
    (params, xs, h_0), cotangent = problem(*SIZES[0])
    _, _, cache = RNN.forward(params, xs, h_0)
    dW_hh = RNN.backward(params, cache, *cotangent)[0].W_hh
    W_hh = params.W_hh.astype(complex)
    W_hh[1, 2] += 1e-30j
    hs, h_T, _ = RNN.forward(params._replace(W_hh=W_hh), xs, h_0)
    assert weighted_sum(hs, h_T, cotangent).imag / 1e-30 == pytest.approx(dW_hh[1, 2])


def test_forward_is_step_after_step():
    (params, xs, h), _ = problem(*SIZES[0])
    hs, h_T, _ = RNN.forward(params, xs, h)
    for t, x_t in enumerate(xs):
        h = RNN.step(params, x_t, h)
        np.testing.assert_allclose(hs[t], h, rtol=1e-13)
    np.testing.assert_array_equal(hs[-1], h_T)


def test_outputs_ignore_later_inputs():
    (params, xs, h_0), _ = problem(*SIZES[0])
    changed = xs.copy()
    changed[4:] += 1
    before, after = (
        RNN.forward(params, xs, h_0)[0],
        RNN.forward(params, changed, h_0)[0],
    )
    np.testing.assert_array_equal(before[:4], after[:4])
    assert (before[4:] != after[4:]).all()


def test_two_halves_with_the_state_carried_are_one_run():
    (params, xs, h_0), _ = problem(*SIZES[0])
    whole, _, _ = RNN.forward(params, xs, h_0)
    first, h, _ = RNN.forward(params, xs[:2], h_0)
    second, _, _ = RNN.forward(params, xs[2:], h)
    np.testing.assert_allclose(np.concatenate([first, second]), whole, rtol=1e-13)


def test_a_batch_is_its_sequences_one_by_one():
    (params, xs, h_0), cotangent = problem(*SIZES[0])
    hs, _, cache = RNN.forward(params, xs, h_0)
    grads = RNN.backward(params, cache, *cotangent)[0]
    total = tree_map(np.zeros_like, grads)
    for b in range(xs.shape[1]):
        one = slice(b, b + 1)
        h_b, _, cache = RNN.forward(params, xs[:, one], h_0[one])
        np.testing.assert_allclose(h_b, hs[:, one], rtol=1e-12)
        parts = RNN.backward(params, cache, cotangent[0][:, one], cotangent[1][one])
        total = tree_map(np.add, total, parts[0])
    for a, b in zip(total, grads, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-10)


def test_nothing_is_changed_and_backward_twice_gives_the_same():
    tree, cotangent = problem(*SIZES[0])
    before = tree_map(np.copy, (tree, cotangent))
    _, _, cache = RNN.forward(*tree)
    first = RNN.backward(tree[0], cache, *cotangent)
    second = RNN.backward(tree[0], cache, *cotangent)
    for pair in [(before, (tree, cotangent)), (first, second)]:
        for a, b in zip(*map(tree_leaves, pair), strict=True):
            np.testing.assert_array_equal(a, b)


def test_float32_stays_float32_and_agrees_with_float64():
    (params, xs, h_0), cotangent = problem(*SIZES[0])
    exact = RNN.backward(params, RNN.forward(params, xs, h_0)[2], *cotangent)
    tree, (dhs, dh_T) = tree_map(np.float32, ((params, xs, h_0), cotangent))
    _, _, cache = RNN.forward(*tree)
    rounded = RNN.backward(tree[0], cache, dhs, dh_T)
    for a, b in zip(tree_leaves(rounded), tree_leaves(exact), strict=True):
        assert a.dtype == np.float32
        np.testing.assert_allclose(a, b, rtol=1e-3, atol=1e-5)


def test_hidden_weights_start_as_a_rotation():
    W_hh = rnn.init(RNG, 3, 6).W_hh
    np.testing.assert_allclose(W_hh @ W_hh.T, np.eye(6), atol=1e-14)


@pytest.mark.parametrize(
    ("dhs_shape", "dh_shape", "message"),
    [
        ((6, 1, 5), (3, 5), "dhs must have shape"),
        ((6, 3, 5), (1, 5), "dh_T must have shape"),
    ],
)
def test_gradients_of_a_wrong_shape_are_named(dhs_shape, dh_shape, message):
    (params, xs, h_0), _ = problem(*SIZES[0])
    _, _, cache = RNN.forward(params, xs, h_0)
    with pytest.raises(ValueError, match=message):
        RNN.backward(params, cache, np.zeros(dhs_shape), np.zeros(dh_shape))


@pytest.mark.parametrize(
    ("xs_shape", "h_shape", "message"),
    [
        ((6, 3, 5), (3, 5), "xs must have shape"),
        ((3, 4), (3, 5), "xs must have shape"),
        ((0, 3, 4), (3, 5), "xs must have shape"),
        ((6, 3, 4), (2, 5), "h_0 must have shape"),
        ((6, 3, 4), (5,), "h_0 must have shape"),
    ],
)
def test_wrong_shapes_are_named(xs_shape, h_shape, message):
    params = rnn.init(RNG, 4, 5)
    with pytest.raises(ValueError, match=message):
        RNN.forward(params, np.zeros(xs_shape), np.zeros(h_shape))
