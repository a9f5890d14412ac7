"""The ports to ONNX: its node tests, recorded answers, round trips, refusals."""

import json

import numpy as np
import pytest
from recordings import KINDS, assert_same, cell_for, every_case_of, read
from test_cells import assert_close, every_cell, noise
from test_ports_pytorch import random_params

from rnn_tutorial import ports
from rnn_tutorial.cells import (
    CELLS,
    GRU,
    GRU_RESET_BEFORE,
    LSTM,
    LSTM_COUPLED,
    LSTM_PEEPHOLE,
    RNN,
    bidirectional,
    stack,
)
from rnn_tutorial.ports.structure import kind_of_cell
from rnn_tutorial.tree import tree_map

every_way = pytest.mark.parametrize("ways", [lambda kind: kind, bidirectional])
NODE_KINDS = {"RNN": RNN, "LSTM": LSTM, "GRU": GRU_RESET_BEFORE}


def answer(kind, given, attributes):
    """Run our cell on the operator's inputs -> Y, Y_h and Y_c as the operator's."""
    weights = {name: given[name] for name in "WRBP" if name in given}
    params = ports.from_onnx(weights, kind, attributes)
    cell = cell_for(kind, params, given.get("sequence_lens"))
    names = [name for name in ("initial_h", "initial_c") if name in given]
    start = cell.initial_state(params, given["X"].shape[1])
    start = ports.state_from_onnx(*(given[name] for name in names)) if names else start
    hs, last, _ = cell.forward(params, given["X"], start)
    Y = np.stack(np.split(hs, len(given["W"]), axis=-1), axis=1)
    np.testing.assert_array_equal(ports.hs_from_onnx(Y), hs)
    arrays = zip(("Y_h", "Y_c"), ports.state_to_onnx(last).values(), strict=False)
    return {"Y": Y, **dict(arrays)}


def compare(case, kind, tolerance):
    ours = answer(kind, case["in"], json.loads(str(case["attributes"])))
    assert_same(ours, case["out"], tolerance)


@every_case_of("onnxruntime")
def test_answers_of_onnx_runtime_in_float32_are_ours(case):
    compare(case.arrays, case.kind, 2e-6)


@every_case_of("onnx_reference")
def test_answers_of_the_reference_in_float64_are_ours(case):
    compare(case.arrays, case.kind, 1e-13)


def test_every_kind_of_case_was_recorded():
    names = {case.name for case in read("onnxruntime")}
    assert len(names) == 4 * len(CELLS)
    assert {name.split(",")[0] for name in names} == KINDS.keys()
    assert len(read("onnx_reference")) == 2 * (len(CELLS) - 1)
    assert len(read("onnx_nodes")) == 18


@every_case_of("onnx_nodes")
def test_node_tests_pass(case):
    given, out = case.arrays["in"], case.arrays["out"]
    attributes = json.loads(str(case.arrays["attributes"]))
    kind = NODE_KINDS[str(case.arrays["operator"])]
    kind = LSTM_PEEPHOLE if "P" in given else kind
    if attributes.pop("layout", 0):  # batch first, also in states and outputs
        given = given | {"X": np.swapaxes(given["X"], 0, 1)}
        out = {
            "Y": out["Y"].transpose(1, 2, 0, 3),
            "Y_h": np.swapaxes(out["Y_h"], 0, 1),
        }
    if attributes.get("direction") == "reverse":
        del attributes["direction"]
        given = given | {"X": given["X"][::-1]}
    ours = answer(kind, given, attributes)
    if "reverse" in case.name:
        ours["Y"] = ours["Y"][::-1]
    assert_same({name: ours[name] for name in out}, out, 1e-6)


@every_cell
@every_way
def test_there_and_back_is_exact(cell, ways):
    params = random_params(ways(cell))
    back = ports.from_onnx(ports.to_onnx(params), cell, ports.onnx_attributes(params))
    assert_close(params, back, rtol=0, atol=0)
    assert type(back) is type(params)
    state = tree_map(noise, ways(cell).initial_state(params, 2))
    back = ports.state_from_onnx(*ports.state_to_onnx(state).values())
    assert_close(state, back, rtol=0, atol=0)
    assert type(back) is type(state)


@every_cell
def test_a_stack_is_one_operator_for_each_layer(cell):
    params = random_params(stack(bidirectional(cell), cell))
    arrays = ports.to_onnx(params)
    assert [len(layer["W"]) for layer in arrays] == [2, 1]
    for listed in (arrays, tuple(arrays)):
        assert_close(params, ports.from_onnx(listed, cell), rtol=0, atol=0)


@every_cell
def test_a_port_knows_how_many_blocks_of_columns_a_cell_has(cell):
    assert random_params(cell, H=3).W_xh.shape[1] == 3 * kind_of_cell(cell).n_gates


@every_cell
def test_a_port_shares_no_memory_and_keeps_the_dtype(cell):
    params = random_params(cell, dtype=np.float32)
    arrays = ports.to_onnx(params)
    leaves = [*params, *ports.from_onnx(arrays, cell)]
    both = [*leaves, *arrays.values()]
    assert {array.dtype for array in both} == {np.dtype(np.float32)}
    assert not any(np.shares_memory(a, b) for a in leaves for b in arrays.values())


@every_cell
def test_missing_biases_are_zero(cell):
    arrays = ports.to_onnx(random_params(cell))
    params = ports.from_onnx({name: arrays[name] for name in "WR"}, cell)
    for name, array in params._asdict().items():
        assert array.any() == name.startswith("W")


def test_the_unread_gate_of_a_coupled_operator_changes_nothing():
    arrays = ports.to_onnx(random_params(LSTM_COUPLED, H=3))
    other = {name: array.copy() for name, array in arrays.items()}
    for name, start in {"W": 6, "R": 6, "B": 18}.items():
        assert not arrays[name][0, start : start + 3].any()
        other[name][0, start : start + 3] = 7.0
    assert_close(
        ports.from_onnx(arrays, LSTM_COUPLED), ports.from_onnx(other, LSTM_COUPLED)
    )


@pytest.mark.parametrize(
    ("kind", "change", "message"),
    [
        (RNN, lambda a: a.pop("W"), "W is missing; got R, B"),
        (RNN, lambda a: a.pop("R"), "R is missing"),
        (RNN, lambda a: a.update(w=1), "w is not known here; expected W, R, B"),
        (LSTM, lambda a: a.update(P=np.zeros((1, 9))), "P is not known here"),
        (LSTM_PEEPHOLE, lambda a: a.update(P=np.zeros((1, 8))), r"P .* \(1, 9\)"),
        (GRU, lambda a: a.update(W=np.zeros((1, 12, 4))), r"W .* \(1, 9, any\)"),
        (GRU, lambda a: a.update(R=np.zeros((1, 8, 3))), r"R .* \(1, 9, 3\)"),
        (GRU, lambda a: a.update(R=np.zeros((9, 3))), "R must have shape"),
        (GRU, lambda a: a.update(R=np.zeros((3, 9, 3))), "one or two directions"),
        (GRU, lambda a: a.update(B=np.zeros((1, 9))), r"B .* \(1, 18\), got \(1, 9\)"),
        (LSTM_COUPLED, lambda a: a.update(W=np.zeros((1, 9, 4))), r"W .* \(1, 12, any"),
        (RNN, lambda a: a.update(B=np.zeros((1, 6), int)), "B must hold floats"),
    ],
)
def test_wrong_arrays_are_named(kind, change, message):
    arrays = ports.to_onnx(random_params(kind))
    change(arrays)
    with pytest.raises(ValueError, match=message):
        ports.from_onnx(arrays, kind)


@pytest.mark.parametrize(
    ("kind", "attributes", "message"),
    [
        (GRU, {}, "linear_before_reset must be 1, got 0"),
        (GRU_RESET_BEFORE, {"linear_before_reset": 1}, "must be 0, got 1"),
        (LSTM, {"input_forget": 1}, "input_forget must be 0, got 1"),
        (LSTM_COUPLED, {}, "input_forget must be 1, got 0"),
        (RNN, {"direction": "reverse"}, "direction must be 'forward', got 'reverse'"),
        (RNN, {"direction": "bidirectional"}, "direction must be 'forward'"),
        (RNN, {"activations": ["Relu"]}, r"activations must be \['Tanh'\]"),
        (LSTM, {"clip": 1.0}, "clip must be None, got 1.0"),
        (LSTM, {"hidden_size": 4}, "hidden_size must be 3, got 4"),
    ],
)
def test_other_attributes_are_refused(kind, attributes, message):
    with pytest.raises(ValueError, match=message):
        ports.from_onnx(ports.to_onnx(random_params(kind)), kind, attributes)


def test_the_default_activations_may_be_spelled_out():
    names = {"activations": 2 * ["Sigmoid", "Tanh", "Tanh"]}
    params = random_params(bidirectional(LSTM))
    ports.from_onnx(ports.to_onnx(params), LSTM, ports.onnx_attributes(params) | names)
