"""Counts of calls, multiplications and bytes agree with those on paper."""

import numpy as np
import pytest

from rnn_tutorial.cells import LSTM, rnn
from rnn_tutorial.counting import Counts, count

T, B, D, H = 6, 3, 4, 5


@pytest.fixture
def cell():
    rng = np.random.default_rng(0)
    params = rnn.init(rng, D, H)
    return params, rng.standard_normal((T, B, D)), rng.standard_normal((B, H))


def test_one_addition_reads_two_arrays_and_writes_one():
    assert count(np.add, np.ones(5), np.ones(5)) == Counts(1, 0, 3 * 40)


def test_a_product_multiplies_each_row_with_each_column():
    found = count(np.matmul, np.ones((2, 3)), np.ones((3, 4)))
    assert found == Counts(1, 2 * 3 * 4, 8 * (6 + 12 + 8))


def test_what_is_made_of_a_counted_array_is_counted():
    assert count(lambda x: np.tanh(x.T[1:] * 2.0).sum(), np.ones((3, 4))).calls == 3


def test_writing_into_an_array_is_counted_and_works():
    def halve(x):
        y = np.empty(x.shape)
        x *= 0.5
        return np.add(x, 1, out=y)

    values = np.ones(3)
    assert count(halve, values).calls == 2
    assert list(values) == [0.5] * 3


def test_arguments_that_are_no_arrays_pass_through():
    assert count(lambda a, n: a * n, np.ones(2), 3).calls == 1
    assert count(lambda n: n + 1, 3) == Counts(0, 0, 0)


def test_the_forward_pass_has_its_products_on_paper(cell):
    """Two calls for the projection, and three for each step."""
    found = count(rnn.forward, *cell)
    assert found.calls == 2 + 3 * T
    assert found.products == T * B * (D * H + H * H)


def test_the_backward_pass_has_its_products_on_paper(cell):
    params, xs, h_0 = cell
    _, _, hs = rnn.scan_forward(params, rnn.project(params, xs), h_0)
    found = count(rnn.scan_backward, params, hs, np.ones((T, B, H)), np.ones((B, H)))
    assert found.products == 2 * T * B * H * H
    assert found.calls == 3 + 3 * T


def test_arrays_made_inside_are_counted_too():
    """Eleven calls for each step of an LSTM: one product for all gates among them."""
    params = LSTM.init(np.random.default_rng(0), D, H)
    state = LSTM.initial_state(params, B)
    found = count(LSTM.scan_forward, params, np.ones((T, B, 4 * H)), state)
    assert (found.calls, found.products) == (11 * T, T * B * H * 4 * H)
    assert not hasattr(np.empty(2), "notes")


def test_counting_does_not_change_the_result(cell):
    results = []
    count(lambda *args: results.append(rnn.forward(*args)[0]), *cell)
    np.testing.assert_array_equal(results[0], rnn.forward(*cell)[0])
