"""The ports to Keras: recorded answers, exact round trips, refusals."""

import numpy as np
import pytest
from recordings import assert_same, cell_for, every_case_of, read
from test_cells import assert_close, noise
from test_ports_pytorch import random_params

from rnn_tutorial import ports
from rnn_tutorial.cells import (
    GRU,
    GRU_RESET_BEFORE,
    LSTM,
    LSTM_PEEPHOLE,
    RNN,
    bidirectional,
    stack,
)
from rnn_tutorial.tree import tree_leaves, tree_map

KINDS = [RNN, LSTM, GRU, GRU_RESET_BEFORE]
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
every_way = pytest.mark.parametrize("ways", [lambda kind: kind, bidirectional])


def turned(array):
    """Batch first <-> time first."""
    return np.swapaxes(array, 0, 1)


def compare(case, kind, tolerance):
    """Outputs, last states and all gradients; masked outputs count as zero."""
    (xs, *start), (dhs, *dlast) = case.list("in"), case.list("d_out")
    hs_keras, *last_keras = case.list("out")
    if "lengths" in case:
        mask = np.arange(hs_keras.shape[1]) < case["lengths"][:, None]
        hs_keras = hs_keras * mask[..., None]
    params = ports.from_keras(case.list("weights"), kind)
    cell = cell_for(kind, params, case.get("lengths"))
    hs, last, cache = cell.forward(
        params, turned(xs), ports.state_from_keras(start, kind)
    )
    ours = [turned(hs), *ports.state_to_keras(last)]
    assert_same(ours, [hs_keras, *last_keras], tolerance)
    dlast = ports.state_from_keras(dlast, kind)
    grads, dxs, dstart = cell.backward(params, cache, turned(dhs), dlast)
    assert_same(
        [turned(dxs), *ports.state_to_keras(dstart)], case.list("d_in"), tolerance
    )
    compare_gradients(grads, case.list("d_weights"), kind, tolerance)


def compare_gradients(grads, theirs, kind, tolerance):
    """Both ways; without a bias Keras has no gradient of it."""
    ours = ports.grads_to_keras(grads)
    if len(theirs) == len(ours):
        back = ports.grads_from_keras(theirs, kind)
        assert_same(tree_leaves(grads), tree_leaves(back), tolerance)
    assert_same(ours[: len(theirs)], theirs, tolerance)


@every_case_of("keras")
def test_recorded_outputs_and_gradients_are_ours(case):
    compare(case.arrays, case.kind, 1e-13)


def test_every_kind_of_case_was_recorded():
    names = {case.name for case in read("keras")}
    assert len(names) == 4 * (2 * 2 + 1)
    assert {name.split(",")[0] for name in names} == {kind.name for kind in KINDS}


@every_kind
@every_way
def test_there_and_back_is_exact(kind, ways):
    cell = ways(kind)
    params = random_params(cell)
    state = tree_map(noise, cell.initial_state(params, 2))
    for tree, back in [
        (params, ports.from_keras(ports.to_keras(params), kind)),
        (params, ports.grads_from_keras(ports.grads_to_keras(params), kind)),
        (state, ports.state_from_keras(ports.state_to_keras(state), kind)),
    ]:
        assert_close(tree, back, rtol=0, atol=0)
        assert type(back) is type(tree)


@every_kind
def test_a_stack_is_a_list_for_each_layer(kind):
    params = random_params(stack(bidirectional(kind), kind))
    weights = ports.to_keras(params)
    assert [len(layer) for layer in weights] == [6, 3]
    for listed in (weights, tuple(map(tuple, weights))):
        back = ports.from_keras(listed, kind)
        assert_close(params, back, rtol=0, atol=0)
        assert type(back) is tuple


@every_kind
def test_missing_biases_are_zeros_of_the_kernels_dtype(kind):
    kernel, recurrent, _ = ports.to_keras(random_params(kind))
    params = ports.from_keras(2 * [kernel.astype(np.float32), recurrent], kind)
    for way in params:
        for name, array in way._asdict().items():
            assert array.any() == name.startswith("W")
        assert way.b_h.dtype == np.float32


@every_kind
def test_a_port_shares_no_memory_and_keeps_the_dtype(kind):
    params = random_params(kind, dtype=np.float32)
    weights = ports.to_keras(params)
    leaves = [*params, *ports.from_keras(weights, kind)]
    assert {leaf.dtype for leaf in [*leaves, *weights]} == {np.dtype(np.float32)}
    assert not any(np.shares_memory(a, b) for a in leaves for b in weights)


def spoilt(kind, **arrays):
    """Keras's arrays of one layer, some of them replaced."""
    names = "kernel", "recurrent_kernel", "bias"
    weights = (
        dict(zip(names, ports.to_keras(random_params(kind)), strict=True)) | arrays
    )
    return list(weights.values())


@pytest.mark.parametrize(
    ("kind", "arrays", "message"),
    [
        (RNN, {"kernel": np.zeros((4, 2))}, r"^kernel must have shape \(any, 3\)"),
        (LSTM, {"recurrent_kernel": np.zeros((3, 9))}, r"^recurrent_kernel .* 12\)"),
        (LSTM, {"recurrent_kernel": np.zeros(())}, "^recurrent_kernel must"),
        (LSTM, {"bias": np.zeros(11)}, r"^bias must have shape \(12\), got \(11,\)"),
        (LSTM, {"bias": np.zeros((2, 12))}, "^bias must have shape"),
        (GRU, {"bias": np.zeros(9)}, r"\(9,\) .* reset_after=False: use GRU_RESET"),
        (GRU_RESET_BEFORE, {"bias": np.zeros((2, 9))}, "reset_after=True: use GRU"),
        (GRU, {"bias": np.zeros((2, 9), int)}, "bias must hold floats"),
    ],
)
def test_wrong_arrays_are_named(kind, arrays, message):
    with pytest.raises(ValueError, match=message):
        ports.from_keras(spoilt(kind, **arrays), kind)


@pytest.mark.parametrize("n", [0, 1, 5, 7])
def test_a_wrong_number_of_arrays_is_refused(n):
    with pytest.raises(ValueError, match=f"weights must be kernel, .* got {n} arrays"):
        ports.from_keras([np.ones((3, 3))] * n, RNN)
    with pytest.raises(ValueError, match=f"states must be 2 or 4, got {n}"):
        ports.state_from_keras([np.ones((3, 3))] * n, LSTM)


CONFIG = {"activation": "tanh", "recurrent_activation": "sigmoid", "reset_after": True}


@pytest.mark.parametrize(
    ("kind", "change", "message"),
    [
        (GRU, {"recurrent_activation": "hard_sigmoid"}, "must be 'sigmoid', got 'hard"),
        (GRU, {"activation": "relu"}, "activation must be 'tanh', got 'relu'"),
        (GRU, {"reset_after": False}, "reset_after must be True"),
        (GRU_RESET_BEFORE, {}, "reset_after must be False"),
        (LSTM, {"go_backwards": True}, "go_backwards must be False"),
        (RNN, {"activation": "linear"}, "activation must be 'tanh'"),
    ],
)
def test_another_configuration_is_refused(kind, change, message):
    weights = ports.to_keras(random_params(kind))
    with pytest.raises(ValueError, match=message):
        ports.from_keras(weights, kind, CONFIG | change)


def test_the_usual_configuration_is_accepted():
    for kind in (RNN, LSTM, GRU):
        ports.from_keras(ports.to_keras(random_params(kind)), kind, CONFIG)


def test_peepholes_are_refused():
    with pytest.raises(ValueError, match="Keras has no lstm_peephole, only rnn, lstm"):
        ports.to_keras(random_params(LSTM_PEEPHOLE))
    with pytest.raises(ValueError, match="Keras has no lstm_peephole, only rnn, lstm"):
        ports.from_keras([], LSTM_PEEPHOLE)
