"""The ports to PyTorch: recorded answers, exact round trips, refusals."""

import numpy as np
import pytest
from pytorch_answers import compare
from recordings import every_case_of, read
from test_cells import RNG, assert_close, noise

from rnn_tutorial import ports
from rnn_tutorial.cells import (
    GRU,
    GRU_RESET_BEFORE,
    LSTM,
    LSTM_COUPLED,
    RNN,
    bidirectional,
    padded,
    stack,
)
from rnn_tutorial.tree import tree_map

KINDS = [RNN, LSTM, GRU]
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
FORMS = {
    "one layer": lambda kind: kind,
    "both directions": bidirectional,
    "two layers": lambda kind: stack(kind, kind),
    "two layers, both directions": lambda kind: stack(*2 * [bidirectional(kind)]),
}
every_form = pytest.mark.parametrize("form", FORMS)


def random_params(cell, D=4, H=3, dtype=np.float64):
    return tree_map(lambda p: (p + noise(p)).astype(dtype), cell.init(RNG, D, H))


@every_case_of("pytorch")
def test_recorded_outputs_and_gradients_are_ours(case):
    compare(case.arrays, case.kind, 1e-13)


def test_every_kind_of_case_was_recorded():
    names = {case.name for case in read("pytorch")}
    assert len(names) == 3 * (2 * 2 * 2 + 1)
    assert {name.split(",")[0] for name in names} == {kind.name for kind in KINDS}


@every_kind
@every_form
def test_there_and_back_is_exact(kind, form):
    params = random_params(FORMS[form](kind))
    back = ports.from_pytorch(ports.to_pytorch(params), kind)
    assert_close(params, back, rtol=0, atol=0)
    assert type(back) is type(params)


@every_kind
@every_form
def test_gradients_there_and_back_are_exact(kind, form):
    grads = random_params(FORMS[form](kind))
    assert_close(
        grads, ports.grads_from_pytorch(ports.grads_to_pytorch(grads), kind), rtol=0
    )


@every_kind
@every_form
def test_states_there_and_back_are_exact(kind, form):
    cell = FORMS[form](kind)
    state = tree_map(noise, cell.initial_state(random_params(cell), 2))
    directions = 2 if "both" in form else 1
    back = ports.state_from_pytorch(ports.state_to_pytorch(state), directions)
    assert_close(state, back, rtol=0, atol=0)
    assert type(back) is type(state)


@every_kind
def test_a_port_shares_no_memory_and_keeps_the_dtype(kind):
    params = random_params(kind, D=1, H=1, dtype=np.float32)
    arrays = ports.to_pytorch(params)
    back = ports.from_pytorch(arrays, kind)
    for a in params:
        assert not any(np.shares_memory(a, b) for b in arrays.values())
    for a in back:
        assert a.dtype == np.float32
        assert not any(np.shares_memory(a, b) for b in arrays.values())


def test_missing_biases_are_zeros_of_the_first_weights_dtype():
    arrays = ports.to_pytorch(random_params(RNN))
    single = arrays["weight_ih_l0"].astype(np.float32)
    weights = {"weight_ih_l0": single, "weight_hh_l0": arrays["weight_hh_l0"]}
    b_h = ports.from_pytorch(weights, RNN).b_h
    assert b_h.tolist() == [0, 0, 0] and b_h.dtype == np.float32


def test_the_first_layer_comes_first_and_forward_before_backward():
    arrays = ports.to_pytorch(random_params(stack(*2 * [bidirectional(RNN)])))
    names = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]
    ways = ["l0", "l0_reverse", "l1", "l1_reverse"]
    assert list(arrays) == [f"{name}_{way}" for way in ways for name in names]
    assert arrays["weight_ih_l1_reverse"].shape == (3, 6)


def changed(kind, change):
    """A dict of PyTorch's arrays in which `change` has spoilt something."""
    arrays = ports.to_pytorch(random_params(stack(kind, kind)))
    change(arrays)
    return arrays


@pytest.mark.parametrize(
    ("kind", "change", "message"),
    [
        (RNN, lambda a: a.pop("weight_hh_l1"), "weight_hh_l1 is missing"),
        (RNN, lambda a: a.pop("bias_hh_l0"), "bias_hh_l0 is missing"),
        (RNN, lambda a: a.pop("weight_hh_l0"), "weight_hh_l0 is missing"),
        (RNN, lambda a: a.clear(), "weight_ih_l0 is missing"),
        (RNN, lambda a: a.update(weight_ih_l0=np.ones((3, 0))), r"any\), got \(3, 0\)"),
        (RNN, lambda a: a.update(extra=1), "extra is not a name"),
        (GRU, lambda a: a.update({"cell.weight_ih_l0": 1}), "cell.weight_ih_l0 is not"),
        (LSTM, lambda a: a.update(weight_hr_l0=1), "weight_hr_l0: .*proj_size"),
        (GRU, lambda a: a.update(bias_ih_l0=np.zeros(4)), r"bias_ih_l0 .*\(9\)"),
        (
            GRU,
            lambda a: a.update(weight_ih_l1=np.zeros((9, 4))),
            r"weight_ih_l1 .* 3\)",
        ),
        (LSTM, lambda a: a.update(weight_hh_l0=np.zeros(3)), "weight_hh_l0 must have"),
        (LSTM, lambda a: a.update(bias_hh_l1=np.zeros(12, int)), "bias_hh_l1 .*floats"),
    ],
)
def test_wrong_arrays_are_named(kind, change, message):
    with pytest.raises(ValueError, match=message):
        ports.from_pytorch(changed(kind, change), kind)


def test_arrays_of_another_cell_do_not_fit():
    with pytest.raises(ValueError, match=r"weight_ih_l0 must have shape \(12, any\)"):
        ports.from_pytorch(ports.to_pytorch(random_params(GRU)), LSTM)


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        (GRU_RESET_BEFORE, "only rnn, lstm, gru; its GRU resets after the product"),
        (LSTM_COUPLED, "PyTorch has no lstm_coupled, only rnn, lstm, gru"),
        (padded(GRU, [1]), "kind must be one of the cells rnn, .*padded gru"),
        (stack(GRU), "kind must be one of the cells"),
    ],
)
def test_cells_without_a_counterpart_are_refused(kind, message):
    with pytest.raises(ValueError, match=message):
        ports.from_pytorch(ports.to_pytorch(random_params(GRU)), kind)


@pytest.mark.parametrize("kind", [GRU_RESET_BEFORE, LSTM_COUPLED], ids=lambda k: k.name)
def test_their_parameters_are_refused_too(kind):
    with pytest.raises(ValueError, match=f"PyTorch has no {kind.name}"):
        ports.to_pytorch(random_params(kind))


def test_a_relu_network_is_refused():
    arrays = ports.to_pytorch(random_params(RNN))
    with pytest.raises(ValueError, match="nonlinearity must be 'tanh', got 'relu'"):
        ports.from_pytorch(arrays, RNN, nonlinearity="relu")


def test_what_no_framework_stores_is_refused():
    with pytest.raises(ValueError, match="a stack of layers"):
        ports.to_pytorch(random_params(bidirectional(stack(RNN, RNN))))
    with pytest.raises(ValueError, match="a stack of layers"):
        ports.to_pytorch(random_params(stack(RNN, stack(RNN, RNN))))
    with pytest.raises(ValueError, match="got a BothWays inside a layer"):
        ports.to_pytorch(random_params(bidirectional(bidirectional(RNN))))
    with pytest.raises(ValueError, match="a cell's parameters, got a ndarray"):
        ports.to_pytorch(np.zeros((2, 2)))
    with pytest.raises(ValueError, match="all layers must be of one kind"):
        ports.to_pytorch(random_params(stack(RNN, GRU)))
    with pytest.raises(ValueError, match="of one hidden size"):
        ports.to_pytorch((random_params(RNN), random_params(RNN, D=3, H=5)))


def test_a_state_for_both_directions_is_even():
    with pytest.raises(ValueError, match="state must hold 2 directions, got 3"):
        ports.state_from_pytorch(np.zeros((3, 1, 1)), directions=2)
    with pytest.raises(ValueError, match="state must have shape"):
        ports.state_from_pytorch(np.zeros((1, 1)))
    assert type(ports.state_from_pytorch(np.zeros((2, 1, 1)))) is tuple  # two layers


def test_the_two_states_of_an_lstm_have_one_shape():
    h, c = np.ones((1, 2, 3)), np.ones((1, 2, 4))
    for call in (
        lambda: ports.state_from_pytorch((h, c)),
        lambda: ports.state_from_keras([h[0], c[0]], LSTM),
        lambda: ports.state_from_onnx(h, c),
    ):
        with pytest.raises(ValueError, match=r"state must .* 3\), got .* 4\)$"):
            call()
