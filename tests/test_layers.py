"""Layers without time: gradients agree, and bad input is named."""

import numpy as np
import pytest

from rnn_tutorial.gradcheck import check_gradients
from rnn_tutorial.layers import (
    embedding_backward,
    embedding_forward,
    linear_backward,
    linear_forward,
    linear_init,
    sum_by_product,
    sum_by_sorting,
    sum_by_symbol,
)

RNG = np.random.default_rng(0)
IDS = np.array([[0, 2], [2, 2], [1, 0]])  # symbol 2 three times, symbol 3 never


def test_linear_gradients_agree():
    params, x = linear_init(RNG, 4, 3), RNG.standard_normal((5, 2, 4))
    dy = RNG.standard_normal((5, 2, 3))
    _, cache = linear_forward(params, x)
    grads = linear_backward(params, cache, dy)
    assert check_gradients(
        lambda tree: (dy * linear_forward(*tree)[0]).sum(), (params, x), grads
    ).ok


def test_complex_step_agrees_for_the_bias_alone():
    params, x = linear_init(RNG, 4, 3), RNG.standard_normal((5, 4))
    moved = params._replace(b=params.b + 1e-30j)
    np.testing.assert_array_equal(linear_forward(moved, x)[0].imag, 1e-30)


def test_embedding_gradients_agree_for_symbols_that_repeat():
    table, d_rows = RNG.standard_normal((4, 3)), RNG.standard_normal((3, 2, 3))
    _, cache = embedding_forward(table, IDS)
    d_table = embedding_backward(table, cache, d_rows)
    assert check_gradients(
        lambda table: (d_rows * embedding_forward(table, IDS)[0]).sum(), table, d_table
    ).ok
    assert not d_table[3].any()


@pytest.mark.parametrize("first", [0, 1])  # two of the five symbols do not occur
@pytest.mark.parametrize("form", [sum_by_product, sum_by_sorting])
def test_both_sums_add_the_rows_of_a_symbol(form, first):
    uses, rows = first + IDS.ravel(), RNG.standard_normal((6, 3))
    total = form(uses, rows, 5)
    expected = [rows[uses == symbol].sum(axis=0) for symbol in range(5)]
    np.testing.assert_allclose(total, expected, rtol=1e-14)


@pytest.mark.parametrize("n_symbols", [128, 129])
def test_the_sum_is_right_on_both_sides_of_the_switch(n_symbols):
    uses, rows = RNG.integers(n_symbols, size=(40, 10)), np.ones((40, 10, 2))
    counts = np.bincount(uses.ravel(), minlength=n_symbols)
    np.testing.assert_array_equal(sum_by_symbol(uses, rows, n_symbols)[:, 1], counts)


def test_linear_init_keeps_the_scale():
    y, _ = linear_forward(linear_init(RNG, 400, 300), RNG.standard_normal((50, 400)))
    assert y.std() == pytest.approx(1, abs=0.05)


def test_linear_biases_start_at_zero():
    np.testing.assert_array_equal(linear_init(RNG, 4, 3).b, np.zeros(3))


def test_linear_refuses_another_width():
    with pytest.raises(ValueError, match="x must have 4 columns"):
        linear_forward(linear_init(RNG, 4, 3), np.zeros((2, 3)))


@pytest.mark.parametrize("ids", [[4], [-1], [1.0]])
def test_embedding_refuses_symbols_it_has_not(ids):
    with pytest.raises(ValueError, match="ids must"):
        embedding_forward(np.zeros((4, 3)), np.array(ids))
