"""Points of a check: what they hold, what passes there, and five that hide a fault."""

import numpy as np
import pytest

from rnn_tutorial.cells import RELU, RNN, rnn
from rnn_tutorial.proof import points
from rnn_tutorial.tree import tree_map

GOOD = points.random_point(np.random.default_rng(1))
NAMES = ["W_xh", "W_hh", "b_h", "xs", "h_0"]


def untransposed(cell):
    def backward(params, *rest):
        return cell.backward(params._replace(W_hh=params.W_hh.T), *rest)

    return backward


def turned(name):
    def backward(params, *rest):
        grads, dxs, dh_0 = rnn.backward(params, *rest)
        return grads._replace(**{name: getattr(grads, name).T}), dxs, dh_0

    return backward


def with_params(**arrays):
    return GOOD._replace(params=GOOD.params._replace(**arrays))


def test_a_random_point_has_other_sizes_on_every_axis():
    shapes = {name: a.shape for name, a in points.arrays(GOOD).items()}
    assert shapes == {"W_xh": (2, 3), "W_hh": (3, 3), "b_h": (3,),
                      "xs": (4, 3, 2), "h_0": (3, 3)}  # fmt: skip
    assert GOOD.R.shape == (4, 3, 3)


def test_a_random_point_is_normal_and_its_parameters_half_as_wide():
    rng = np.random.default_rng(5)
    point = points.random_point(np.random.default_rng(5), T=2, B=5, D=4, H=6)
    for array, shape in zip(point.params, ((4, 6), (6, 6), 6), strict=True):
        np.testing.assert_array_equal(array, 0.5 * rng.normal(size=shape))
    for array, shape in zip(point[1:], ((2, 5, 4), (5, 6), (2, 5, 6)), strict=True):
        np.testing.assert_array_equal(array, rng.normal(size=shape))


def test_the_loss_weighs_every_state():
    hs = RNN.forward(*GOOD[:3])[0]
    expected = np.einsum("tbj,tbj", GOOD.R, hs)
    assert points.loss(RNN, points.arrays(GOOD), GOOD.R) == pytest.approx(expected)
    hs = RELU.forward(*GOOD[:3])[0]
    expected = np.einsum("tbj,tbj", GOOD.R, hs)
    assert points.loss(RELU, points.arrays(GOOD), GOOD.R) == pytest.approx(expected)


def test_a_moved_loss_depends_on_one_array():
    f = points.moved_loss(RNN, GOOD, "h_0")
    moved = GOOD._replace(h_0=GOOD.h_0 + 1)
    assert f(GOOD.h_0) == points.loss(RNN, points.arrays(GOOD), GOOD.R)
    assert f(GOOD.h_0 + 1) == points.loss(RNN, points.arrays(moved), GOOD.R)


def test_gradients_are_those_of_the_cell_by_name():
    _, last, cache = RNN.forward(*GOOD[:3])
    grads, dxs, dh_0 = RNN.backward(GOOD.params, cache, GOOD.R, np.zeros_like(last))
    found = points.gradients(RNN, RNN.backward, GOOD)
    assert list(found) == NAMES
    for array, expected in zip(found.values(), (*grads, dxs, dh_0), strict=True):
        np.testing.assert_array_equal(array, expected)


@pytest.mark.parametrize("cell", [RNN, RELU], ids=["rnn", "relu"])
def test_right_code_passes(cell):
    report = points.check_point(cell, cell.backward, GOOD)
    assert report.ok and [row.name for row in report.rows] == NAMES
    assert points.failing(cell, cell.backward, GOOD) == []


def test_wrong_code_fails_at_an_ordinary_point():
    assert points.failing(RNN, untransposed(RNN), GOOD) == NAMES
    assert points.failing(RELU, untransposed(RELU), GOOD) == NAMES
    assert points.failing(RNN, turned("W_hh"), GOOD) == ["W_hh"]
    with pytest.raises(ValueError, match="gradient of W_xh must have shape"):
        points.failing(RNN, turned("W_xh"), GOOD)


def test_wrong_code_passes_where_the_point_hides_it():
    dead = with_params(b_h=np.full(3, -20.0))
    identity = with_params(W_hh=np.eye(3))
    zero = GOOD._replace(xs=GOOD.xs[:1], R=GOOD.R[:1], h_0=np.zeros((3, 3)))
    square = points.random_point(np.random.default_rng(1), D=3)
    equal = tree_map(lambda a: np.full_like(a, 0.1), square)
    assert points.failing(RELU, untransposed(RELU), dead) == []
    assert points.failing(RNN, untransposed(RNN), identity) == []
    assert points.failing(RNN, turned("W_hh"), zero) == []
    assert points.failing(RNN, turned("W_xh"), equal) == []
    assert points.failing(RNN, turned("W_xh"), square) == ["W_xh"]


def test_a_symmetric_square_array_hides_its_transpose():
    W_hh = GOOD.params.W_hh
    symmetric = (W_hh + W_hh.T) / 2
    moved = symmetric + 0.1 * np.outer([1, 0, 0], [0, 1, 0])
    assert points.failing(RNN, untransposed(RNN), with_params(W_hh=symmetric)) == []
    assert points.failing(RNN, untransposed(RNN), with_params(W_hh=moved)) == NAMES
    assert points.failing(RNN, RNN.backward, with_params(W_hh=moved)) == []


def test_right_code_fails_where_rounding_or_a_kink_decides():
    saturated = with_params(b_h=np.full(3, -10.0))
    assert points.failing(RNN, RNN.backward, saturated) == NAMES
    xs, h_0 = GOOD.xs.copy(), np.zeros((3, 3))
    xs[0] = 0
    still = with_params(b_h=np.zeros(3))._replace(xs=xs, h_0=h_0)
    assert points.failing(RELU, RELU.backward, still) == ["b_h", "xs", "h_0"]
    long = points.random_point(np.random.default_rng(0), T=60)
    last = long._replace(R=long.R * (np.arange(60) == 59)[:, None, None])
    assert points.failing(RNN, RNN.backward, last) == ["h_0"]
