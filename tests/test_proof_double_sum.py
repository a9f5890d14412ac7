"""The double sum: each of its terms, and all of them together."""

import numpy as np
import pytest

from rnn_tutorial.cells import rnn
from rnn_tutorial.cells.rnn import RNNParams
from rnn_tutorial.counting import count
from rnn_tutorial.gradcheck import check_gradients
from rnn_tutorial.proof import double_sum
from rnn_tutorial.tree import tree_leaves


def case(T=4, B=3, D=2, H=5):
    normal = np.random.default_rng(0).standard_normal
    params = RNNParams(normal((D, H)), normal((H, H)), normal(H))
    _, _, cache = rnn.forward(params, normal((T, B, D)), normal((B, H)))
    return params, cache, normal((T, B, H))


def unit():
    """One unit whose states are 0.5, 0.8 and 0.6 after h_0 = 0.4, with w = 0.5."""
    params = RNNParams(np.array([[2.0]]), np.array([[0.5]]), np.array([0.0]))
    hs = np.array([0.4, 0.5, 0.8, 0.6]).reshape(4, 1, 1)
    xs = (np.arctanh(hs[1:]) - 0.5 * hs[:-1]) / 2
    return params, (xs, hs), np.array([0.2, 0.5, 0.5]).reshape(3, 1, 1)


TERMS = {(1, 1): 0.06, (2, 1): 0.027, (2, 2): 0.09}
TERMS |= {(3, 1): 0.00864, (3, 2): 0.0288, (3, 3): 0.256}


@pytest.mark.parametrize(("pair", "value"), TERMS.items())
def test_a_term_of_one_unit_is_what_paper_says(pair, value):
    grads = double_sum.term(*unit(), *pair)
    assert grads.W_hh[0, 0] == pytest.approx(value, rel=1e-12)


def test_a_walk_goes_from_its_loss_to_the_first_step():
    params, (_, hs), es = unit()
    walk = [(k, float(da[0, 0])) for k, da in double_sum.walk(params, hs, es[2], 3)]
    assert [k for k, _ in walk] == [3, 2, 1]
    assert [da for _, da in walk] == pytest.approx([0.32, 0.0576, 0.0216])


def test_a_term_has_its_own_input_state_and_bias():
    params, (xs, hs), es = unit()
    grads = double_sum.term(params, (xs, hs), es, 3, 2)
    assert grads.b_h[0] == pytest.approx(0.0576)
    assert grads.W_xh[0, 0] == pytest.approx(0.0576 * xs[1, 0, 0])


def test_the_terms_add_up_to_the_gradient():
    params, cache, es = case()
    pairs = [(t, k) for t in range(1, 5) for k in range(1, t + 1)]
    terms = [double_sum.term(params, cache, es, t, k) for t, k in pairs]
    grads, _, _ = double_sum.backward(params, cache, es)
    for term, grad in zip(zip(*terms, strict=True), grads, strict=True):
        np.testing.assert_allclose(sum(term), grad, rtol=1e-12)


@pytest.mark.parametrize("sizes", [(4, 3, 2, 5), (1, 3, 2, 5), (4, 1, 1, 1)])
def test_the_double_sum_is_the_recursion(sizes):
    params, cache, es = case(*sizes)
    found = double_sum.backward(params, cache, es)
    right = rnn.backward(params, cache, es, np.zeros_like(es[0]))
    for a, b in zip(tree_leaves(found), tree_leaves(right), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-10, atol=1e-13)


def test_the_double_sum_passes_the_check():
    params, (xs, hs), es = case()
    grads, dxs, dh_0 = double_sum.backward(params, (xs, hs), es)

    def score(tree):
        return np.sum(es * rnn.forward(*tree)[0])

    assert check_gradients(score, (params, xs, hs[0]), (grads, dxs, dh_0)).ok


def test_it_walks_back_once_for_each_loss():
    """Two products with W_hh and two with W_xh for each of T (T + 1) / 2 terms."""
    params, cache, es = case(T=4, B=1, D=2, H=5)
    products = count(double_sum.backward, params, cache, es).products
    assert products == 10 * 2 * (2 + 5) * 5


def test_it_leaves_its_arguments_alone():
    params, cache, es = case()
    before = [leaf.copy() for leaf in tree_leaves((params, cache, es))]
    double_sum.backward(params, cache, es)
    for a, b in zip(before, tree_leaves((params, cache, es)), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("pair", [(1, 0), (2, 3), (5, 1), (0, 0)])
def test_a_pair_outside_the_triangle_is_refused(pair):
    with pytest.raises(ValueError, match=r"1 <= k <= t <= 4, got"):
        double_sum.term(*case(), *pair)


def test_gradients_of_another_shape_are_refused():
    params, cache, es = case()
    with pytest.raises(ValueError, match="dhs must have shape"):
        double_sum.backward(params, cache, es[:-1])
