"""The five ways: one loss, one gradient, and what each costs."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad

from rnn_tutorial.cells.rnn import RNNParams
from rnn_tutorial.counting import count
from rnn_tutorial.gradcheck import check_gradients, relative_error
from rnn_tutorial.proof import ways

PARAMETERS = ["W_xh", "W_hh", "b_h"]


def case(T=5, B=3, D=2, H=4):
    normal = np.random.default_rng(1).standard_normal
    params = RNNParams(normal((D, H)), normal((H, H)), normal(H))
    return params, normal((T, B, D)), normal((B, H)), normal((T, B, H))


def unit():
    """The example on paper: states 0.5, 0.8, 0.6 and errors 0.2, 0.5, 0.5."""
    params = RNNParams(np.array([[2.0]]), np.array([[0.5]]), np.array([0.0]))
    hs = np.array([0.4, 0.5, 0.8, 0.6]).reshape(4, 1, 1)
    xs = (np.arctanh(hs[1:]) - 0.5 * hs[:-1]) / 2
    return params, xs, hs[0], hs[1:] - np.array([0.2, 0.5, 0.5]).reshape(3, 1, 1)


def autograd_gradients(params, xs, h_0, ys):
    def loss(leaves):
        W_xh, W_hh, b_h, xs, h = leaves
        total = 0.0
        for x_t, y_t in zip(xs, ys, strict=True):
            h = anp.tanh(anp.dot(x_t, W_xh) + anp.dot(h, W_hh) + b_h)
            total = total + anp.sum((h - y_t) ** 2) / 2
        return total

    names = [*PARAMETERS, "xs", "h_0"]
    return dict(zip(names, grad(loss)((*params, xs, h_0)), strict=True))


def test_the_loss_is_half_the_sum_of_squares():
    assert ways.loss(*unit()) == pytest.approx((0.04 + 0.25 + 0.25) / 2)


def test_there_are_five_ways_in_the_order_of_the_chapter():
    names = ["double sum", "recursion", "forward mode", "tape", "complex step"]
    assert list(ways.WAYS) == names
    functions = [f"by_{name.replace(' ', '_')}" for name in names]
    assert [way.__name__ for way in ways.WAYS.values()] == functions


@pytest.mark.parametrize("way", ways.WAYS.values(), ids=ways.WAYS)
def test_every_way_gives_the_number_on_paper(way):
    grads = way(*unit())
    assert grads["W_hh"][0, 0] == pytest.approx(0.47044, rel=1e-12)
    assert grads["b_h"][0] == pytest.approx(0.32 + 0.2376 + 0.2391, rel=1e-12)


@pytest.mark.parametrize("sizes", [(5, 3, 2, 4), (1, 2, 3, 2), (4, 1, 1, 1)])
@pytest.mark.parametrize("way", ways.WAYS.values(), ids=ways.WAYS)
def test_every_way_agrees_with_autograd_in_every_array(way, sizes):
    found, right = way(*case(*sizes)), autograd_gradients(*case(*sizes))
    for name, gradient in found.items():
        assert gradient.shape == right[name].shape
        assert relative_error(gradient, right[name]) < 1e-12


def test_three_ways_reach_the_inputs_and_the_first_state():
    found = {name: list(way(*case())) for name, way in ways.WAYS.items()}
    whole = [*PARAMETERS, "xs", "h_0"]
    for name in ("double sum", "recursion", "tape"):
        assert found[name] == whole
    for name in ("forward mode", "complex step"):
        assert found[name] == PARAMETERS


def test_the_recursion_passes_the_check():
    params, xs, h_0, ys = case()
    grads = ways.by_recursion(params, xs, h_0, ys)
    tree = dict(**params._asdict(), xs=xs, h_0=h_0)

    def loss(leaves):
        W_xh, W_hh, b_h, xs, h_0 = leaves.values()
        return ways.loss(RNNParams(W_xh, W_hh, b_h), xs, h_0, ys)

    assert check_gradients(loss, tree, grads).ok


def test_the_tape_holds_the_loss_and_every_leaf():
    arguments = case()
    total, leaves, inputs = ways.on_tape(*arguments)
    assert total.value == pytest.approx(ways.loss(*arguments), rel=1e-12)
    for leaf, array in zip(leaves, (*arguments[0], arguments[2]), strict=True):
        np.testing.assert_array_equal(leaf.value, array)
    np.testing.assert_array_equal([x.value for x in inputs], arguments[1])
    assert len(total.tape) == 4 + 2 + 5 * 12


@pytest.mark.parametrize("T", [3, 6])
def test_what_each_way_multiplies(T):
    """In forward passes: T + 2, 3, 1 + HP / (D + H), 3 and P."""
    D, H = 2, 4
    P, forward = (D + H + 1) * H, T * (D + H) * H
    products = [count(w, *case(T, 1, D, H)).products for w in ways.WAYS.values()]
    right = [(T + 2) * forward, 3 * forward, forward + T * H * H * P]
    assert products == [*right, 3 * forward, P * forward]


def test_named_gradients_keep_their_arrays():
    params, xs, h_0, _ = case()
    named = ways.named(params, xs, h_0)
    assert list(named) == [*PARAMETERS, "xs", "h_0"]
    assert named["W_hh"] is params.W_hh and named["xs"] is xs and named["h_0"] is h_0
