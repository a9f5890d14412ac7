"""What gated cells share: the bias of one gate."""

import numpy as np
import pytest

from rnn_tutorial.cells import GRU, LSTM, RNN, gates, gru, lstm

RNG = np.random.default_rng(0)


def test_the_bias_of_one_gate_is_set_and_nothing_else():
    params = LSTM.init(RNG, 2, 3, forget_bias=0.0)
    opened = gates.with_bias(params, 1, 5.0)
    np.testing.assert_array_equal(opened.b_h, [0, 0, 0, 5, 5, 5, 0, 0, 0, 0, 0, 0])
    assert not params.b_h.any()  # the argument is not changed
    assert opened.W_hh is params.W_hh


@pytest.mark.parametrize("gate", [0, 2])
def test_the_gate_is_counted_from_zero(gate):
    biased = gates.with_bias(GRU.init(RNG, 2, 3), gate, 5.0).b_h
    np.testing.assert_array_equal(biased.reshape(3, 3), 5 * np.eye(3)[:, [gate] * 3])


def test_gate_one_of_the_gru_keeps_the_state():
    zeros = [np.zeros_like(leaf) for leaf in GRU.init(RNG, 2, 3)]
    params = gates.with_bias(gru.GRUParams(*zeros), 1, 2.0)
    h = GRU.step(params, np.ones((1, 2)), np.ones((1, 3)))
    np.testing.assert_allclose(h, 1 / (1 + np.exp(-2.0)))


def test_gate_one_of_the_lstm_keeps_the_memory():
    zeros = [np.zeros_like(leaf) for leaf in LSTM.init(RNG, 2, 3)]
    params = gates.with_bias(lstm.LSTMParams(*zeros), 1, 2.0)
    state = lstm.LSTMState(np.zeros((1, 3)), np.ones((1, 3)))
    c = LSTM.step(params, np.ones((1, 2)), state).c
    np.testing.assert_allclose(c, 1 / (1 + np.exp(-2.0)))


@pytest.mark.parametrize(
    ("cell", "gate", "last"), [(RNN, 1, 0), (GRU, 3, 2), (GRU, -1, 2), (LSTM, 4, 3)]
)
def test_a_gate_that_the_cell_lacks_is_named(cell, gate, last):
    message = f"gate must lie between 0 and {last}, got {gate}$"
    with pytest.raises(ValueError, match=message):
        gates.with_bias(cell.init(RNG, 2, 3), gate, 1.0)
