"""The cell with a rectifier: gradients against two oracles, and what IRNN promises."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from test_cells import SIZES, backward, problem, report

from rnn_tutorial.cells import RELU, RNN, relu
from rnn_tutorial.tree import tree_leaves


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_gradients_agree_with_differences(sizes):
    checked = report(RELU, *problem(RELU, *sizes))
    assert checked.ok, checked


def test_gradients_agree_with_autograd():
    tree, (dhs, dlast) = problem(RELU, 6, 3, 4, 5)

    def loss(tree):
        (W_xh, W_hh, b), xs, h = tree
        total = 0.0
        for x, dh in zip(xs, dhs, strict=True):
            h = anp.maximum(0, anp.dot(x, W_xh) + anp.dot(h, W_hh) + b)
            total = total + anp.sum(dh * h)
        return total + anp.sum(dlast * h)

    theirs = autograd.grad(loss)((tuple(tree[0]), *tree[1:]))
    ours = backward(RELU, tree, (dhs, dlast))
    for a, b in zip(tree_leaves(ours), tree_leaves(theirs), strict=True):
        np.testing.assert_allclose(a, b, atol=1e-12)


def test_step_is_one_step_of_the_scan():
    (params, xs, h_0), _ = problem(RELU, 1, 3, 4, 5)
    assert np.allclose(RELU.step(params, xs[0], h_0), RELU.forward(params, xs, h_0)[1])


def test_an_irnn_without_input_keeps_its_state_and_its_gradient():
    params = relu.init(np.random.default_rng(0), 2, 6)
    h_0 = np.array([[0.5, 1.0, 0.0, 2.0, 0.1, 3.0]])
    hs, last, cache = RELU.forward(params, np.zeros((50, 1, 2)), h_0)
    assert (last == h_0).all()
    dh_T = np.ones_like(h_0)
    _, _, dh_0 = RELU.backward(params, cache, np.zeros_like(hs), dh_T)
    assert (dh_0 == (h_0 > 0)).all()  # a unit that is off hears nothing


def test_the_slope_at_the_kink_is_zero():
    assert relu.rectified(np.array([-1.0, 0.0, 2.0])).tolist() == [0, 0, 2]
    complex_sums = np.array([1 + 1j, -1 + 1j, 1j])
    assert relu.rectified(complex_sums).tolist() == [1 + 1j, 0, 0]


def test_it_starts_like_the_plain_cell_but_for_the_recurrent_matrix():
    ours = relu.init(np.random.default_rng(3), 4, 5)
    plain = RNN.init(np.random.default_rng(3), 4, 5)
    assert (ours.W_xh == plain.W_xh).all() and not ours.b_h.any()
    assert (ours.W_hh == np.eye(5)).all()
    single = relu.init(np.random.default_rng(3), 4, 5, np.float32)
    assert {leaf.dtype for leaf in single} == {np.dtype(np.float32)}
