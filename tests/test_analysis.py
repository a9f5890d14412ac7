"""How gradients travel: products of Jacobians and the backward recursion agree."""

import numpy as np
import pytest

from rnn_tutorial import analysis
from rnn_tutorial.cells import GRU, LSTM, RNN, rnn
from rnn_tutorial.gradcheck import numerical_gradient
from rnn_tutorial.tree import global_norm, tree_map

RNG = np.random.default_rng(0)
PARAMS = rnn.init(RNG, 2, 4)
XS, H_0 = RNG.standard_normal((5, 1, 2)), RNG.standard_normal((1, 4))
HS = RNN.forward(PARAMS, XS, H_0)[0][:, 0]


def test_one_jacobian_agrees_with_differences():
    J = analysis.jacobians(PARAMS, HS)[2]
    for i in range(4):
        row = numerical_gradient(lambda h, i=i: RNN.step(PARAMS, XS[2, 0], h)[i], HS[1])
        np.testing.assert_allclose(J[i], row, atol=1e-9)


def test_whole_product_is_the_derivative_of_the_last_state_by_the_first():
    whole = analysis.jacobian_products(analysis.jacobians(PARAMS, HS))[-1]
    for i in range(4):
        row = numerical_gradient(
            lambda h, i=i: RNN.forward(PARAMS, XS, h)[1][0, i], H_0
        )
        np.testing.assert_allclose(whole[i], row[0], atol=1e-9)


def test_gradient_norms_are_those_of_the_products():
    dh_T = RNG.standard_normal(4)
    products = analysis.jacobian_products(analysis.jacobians(PARAMS, HS))
    expected = [np.linalg.norm(dh_T @ product) for product in products]
    np.testing.assert_allclose(analysis.gradient_norms(PARAMS, HS, dh_T), expected)


def test_radius_and_stretch_of_a_matrix_that_is_not_normal():
    W = np.array([[0.5, 4.0], [0.0, 0.5]])
    assert analysis.spectral_radius(W) == pytest.approx(0.5)
    assert analysis.largest_singular_value(W) == pytest.approx(4.0616, abs=1e-4)


def test_the_radius_is_the_largest_size_whatever_the_sign():
    assert analysis.spectral_radius(np.diag([1.0, -3.0, 2.0])) == 3


@pytest.mark.parametrize("cell", [RNN, LSTM, GRU], ids=lambda cell: cell.name)
def test_the_state_gradient_of_every_cell_is_that_of_its_backward(cell):
    params = cell.init(RNG, 2, 4)
    state = cell.initial_state(params, 1)
    hs, last, cache = cell.forward(params, XS, state)
    dlast = tree_map(lambda leaf: RNG.standard_normal(leaf.shape), last)
    _, _, dstate_0 = cell.backward(params, cache, np.zeros_like(hs), dlast)
    norms = analysis.state_gradient_norms(cell, params, XS, state, dlast)
    assert len(norms) == len(XS) + 1
    ends = global_norm(dlast), global_norm(dstate_0)
    np.testing.assert_allclose((norms[0], norms[-1]), ends)


def test_the_state_gradient_of_the_plain_cell_is_its_gradient_norm():
    dh_T = RNG.standard_normal(4)
    norms = analysis.state_gradient_norms(RNN, PARAMS, XS, H_0, dh_T[None])
    np.testing.assert_allclose(norms, analysis.gradient_norms(PARAMS, HS, dh_T))
