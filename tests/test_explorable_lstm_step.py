"""The moving figure of one LSTM step shows values and gradients of the cell."""

import numpy as np
import pytest
from explorables import lstm_step
from explorables.explorable import text

from rnn_tutorial.cells import LSTM, lstm
from rnn_tutorial.functions import sigmoid
from rnn_tutorial.gradcheck import numerical_gradient, relative_error

INPUTS = np.array([-1.0, 1.25, 0.5, 0.25, 0.75])  # sums of i, f, g, o, and c_{t-1}


def run(inputs, arriving):
    sums = dict(zip("ifgo", inputs[:4], strict=True))
    return lstm_step.run(sums, inputs[4], arriving)


@pytest.mark.parametrize("arriving", lstm_step.ARRIVING)
def test_its_gradients_agree_with_differences(arriving):
    def loss(inputs):
        values = run(inputs, arriving)
        return arriving[0] * values["h"] + arriving[1] * values["c"]

    shown = run(INPUTS, arriving)
    gradient = [shown[name] for name in ("da_i", "da_f", "da_g", "da_o", "dc_prev")]
    assert relative_error(gradient, numerical_gradient(loss, INPUTS)) < 1e-7


def test_what_reaches_the_memory_is_what_goes_back_before_the_gate():
    shown = run(INPUTS, (1.0, 1.0))
    assert shown["dc"] == pytest.approx(shown["through_h"] + 1)
    assert shown["dc_prev"] == pytest.approx(shown["dc"] * sigmoid(1.25))


def test_its_sliders_begin_at_step_two_of_the_example():
    weights = np.array([[2.0, 0.0, 1.0, 0.0]]), np.array([[0.0, 1.0, 0.0, 1.0]])
    unit = lstm.LSTMParams(*weights, np.array([-1.0, 1.0, 0.0, 0.0]))
    xs = np.array([[[1.0]], [[0.0]]])
    _, last, cache = LSTM.forward(unit, xs, lstm.initial_state(unit, 1))
    gates = dict(zip("ifgo", cache[3][3][1].ravel(), strict=True))
    example = gates | {"c": last.c.item(), "h": last.h.item()}
    start = lstm_step.build()["start"] | {"arriving": 0}
    shown = lstm_step.shown(start)
    assert {name: shown[name] for name in example} == {
        name: text(value, 3) for name, value in example.items()
    }


def test_a_wanted_stop_takes_the_place_of_the_nearest():
    stops = lstm_step.stops(np.arange(4.0), 1.2, 2.9)
    np.testing.assert_array_equal(stops, [0, 1.2, 2, 2.9])
