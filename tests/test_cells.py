"""Every cell: gradients against two oracles, and the properties of recurrence."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from cell_oracles import STEPS

from rnn_tutorial.cells import CELLS, LSTM, LSTM_COUPLED, RNN, lstm, rnn
from rnn_tutorial.gradcheck import check_gradients
from rnn_tutorial.tree import tree_leaves, tree_map

RNG = np.random.default_rng(0)
SIZES = [
    (6, 3, 4, 5),
    (1, 2, 2, 3),
    (4, 1, 2, 3),
    (4, 2, 3, 1),
    (1, 1, 1, 1),
]  # T B D H
every_cell = pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
every_size = pytest.mark.parametrize("sizes", SIZES, ids=str)


def noise(leaf):
    return RNG.standard_normal(leaf.shape)


def problem(cell, T, B, D, H, scale=0.3):
    """Random parameters with biases, inputs, state, and cotangents of all outputs."""
    params = tree_map(lambda p: p + scale * noise(p), cell.init(RNG, D, H))
    state = tree_map(noise, cell.initial_state(params, B))
    tree = params, RNG.standard_normal((T, B, D)), state
    return tree, tree_map(noise, cell.forward(*tree)[:2])


def weighted_sum(outputs, cotangent):
    pairs = zip(tree_leaves(outputs), tree_leaves(cotangent), strict=True)
    return sum((a * b).sum() for a, b in pairs)


def backward(cell, tree, cotangent):
    return cell.backward(tree[0], cell.forward(*tree)[2], *cotangent)


def report(cell, tree, cotangent):
    def loss(tree):
        return weighted_sum(cell.forward(*tree)[:2], cotangent)

    return check_gradients(loss, tree, backward(cell, tree, cotangent))


def by_autograd(cell, tree, cotangent):
    (dhs, dlast), step = cotangent, STEPS[cell.name]

    def loss(tree):
        params, xs, state = tree
        total = 0.0
        for x, dh in zip(xs, dhs, strict=True):
            state = step(params, x, state)
            total = total + anp.sum(dh * state[0])
        ends = dlast if isinstance(dlast, tuple) else (dlast,)
        parts = zip(ends, state, strict=True)
        return total + sum(anp.sum(d * s) for d, s in parts)

    params, xs, state = tree
    state = tuple(state) if isinstance(state, tuple) else (state,)
    return autograd.grad(loss)((tuple(params), xs, state))


def assert_close(ours, theirs, **tolerance):
    for a, b in zip(tree_leaves(ours), tree_leaves(theirs), strict=True):
        np.testing.assert_allclose(a, b, **tolerance)


@every_cell
@every_size
def test_gradients_agree_with_differences(cell, sizes):
    tree, cotangent = problem(cell, *sizes)
    checked = report(cell, tree, cotangent)
    assert checked.ok, checked


@every_cell
@every_size
def test_gradients_agree_with_autograd(cell, sizes):
    tree, cotangent = problem(cell, *sizes)
    ours, theirs = backward(cell, tree, cotangent), by_autograd(cell, tree, cotangent)
    assert_close(ours, theirs, rtol=1e-10, atol=1e-12)


@every_cell
def test_gradients_hold_over_two_hundred_steps(cell):
    tree, cotangent = problem(cell, 200, 2, 2, 3)
    ours, theirs = backward(cell, tree, cotangent), by_autograd(cell, tree, cotangent)
    assert_close(ours, theirs, rtol=1e-9, atol=1e-10)


@every_cell
def test_gradients_hold_where_the_gates_saturate(cell):
    tree, cotangent = problem(cell, 4, 2, 3, 4, scale=0)
    tree = (tree_map(lambda p: 30 * noise(p), tree[0]), *tree[1:])
    ours, theirs = backward(cell, tree, cotangent), by_autograd(cell, tree, cotangent)
    assert_close(ours, theirs, rtol=1e-8, atol=1e-12)


@every_cell
def test_extreme_sums_stay_finite(cell):
    (params, xs, state), cotangent = problem(cell, 3, 2, 3, 4)
    grads = backward(cell, (params, 1e6 * xs, state), cotangent)
    assert all(np.isfinite(leaf).all() for leaf in tree_leaves(grads))


@every_cell
def test_complex_step_agrees_too(cell):
    (params, xs, state), cotangent = problem(cell, *SIZES[0])
    dW_hh = backward(cell, (params, xs, state), cotangent)[0].W_hh
    W_hh = params.W_hh.astype(complex)
    W_hh[1, 2] += 1e-30j
    outputs = cell.forward(params._replace(W_hh=W_hh), xs, state)[:2]
    slope = weighted_sum(outputs, cotangent).imag / 1e-30
    assert slope == pytest.approx(dW_hh[1, 2], rel=1e-10)


@every_cell
def test_forward_is_step_after_step(cell):
    (params, xs, state), _ = problem(cell, *SIZES[0])
    hs, last, _ = cell.forward(params, xs, state)
    for h_t, x_t in zip(hs, xs, strict=True):
        state = cell.step(params, x_t, state)
        np.testing.assert_allclose(h_t, tree_leaves(state)[0], rtol=1e-12)
    assert_close(state, last, rtol=1e-12)
    assert type(state) is type(last)


@every_cell
def test_outputs_ignore_later_inputs(cell):
    (params, xs, state), _ = problem(cell, *SIZES[0])
    changed = xs.copy()
    changed[4:] += 1
    before, after = (cell.forward(params, x, state)[0] for x in (xs, changed))
    np.testing.assert_array_equal(before[:4], after[:4])
    assert (before[4:] != after[4:]).all()


@every_cell
def test_two_halves_with_the_state_carried_are_one_run(cell):
    (params, xs, state), _ = problem(cell, *SIZES[0])
    whole, last, _ = cell.forward(params, xs, state)
    first, middle, _ = cell.forward(params, xs[:2], state)
    second, end, _ = cell.forward(params, xs[2:], middle)
    np.testing.assert_allclose(np.concatenate([first, second]), whole, rtol=1e-12)
    assert_close(end, last, rtol=1e-12)


@every_cell
def test_a_batch_is_its_sequences_one_by_one(cell):
    tree, cotangent = problem(cell, *SIZES[0])
    (params, xs, state), grads = tree, backward(cell, tree, cotangent)
    total = tree_map(np.zeros_like, params)
    for b in range(xs.shape[1]):

        def one(leaf, b=b):
            return leaf[..., b : b + 1, :]

        alone = params, one(xs), tree_map(one, state)
        parts = backward(cell, alone, tree_map(one, cotangent))
        assert_close(parts[1:], tree_map(one, grads[1:]), rtol=1e-10, atol=1e-13)
        total = tree_map(np.add, total, parts[0])
    assert_close(total, grads[0], rtol=1e-10, atol=1e-13)


@every_cell
def test_nothing_is_changed_and_backward_twice_gives_the_same(cell):
    tree, cotangent = problem(cell, *SIZES[0])
    before = tree_map(np.copy, (tree, cotangent))
    cache = cell.forward(*tree)[2]
    first = cell.backward(tree[0], cache, *cotangent)
    kept = tree_map(np.copy, first)
    second = cell.backward(tree[0], cache, *cotangent)
    for pair in [(before, (tree, cotangent)), (kept, second), (kept, first)]:
        assert_close(*pair, rtol=0, atol=0)


@every_cell
def test_float32_stays_float32_and_agrees_with_float64(cell):
    tree, cotangent = problem(cell, *SIZES[0])
    exact = backward(cell, tree, cotangent)
    small = tree_map(np.float32, (tree, cotangent))
    rounded = backward(cell, *small)
    outputs = cell.forward(*small[0])[:2]
    assert {a.dtype for a in tree_leaves((rounded, outputs))} == {np.dtype(np.float32)}
    assert_close(rounded, exact, rtol=1e-3, atol=1e-4)


@every_cell
def test_fresh_parameters_have_the_asked_dtype_and_a_zero_state(cell):
    params = cell.init(RNG, 3, 4, np.float32)
    state = cell.initial_state(params, 2)
    leaves = tree_leaves((params, state))
    assert {leaf.dtype for leaf in leaves} == {np.dtype(np.float32)}
    assert not any(leaf.any() for leaf in tree_leaves(state))


@every_cell
def test_hidden_weights_start_as_rotations(cell):
    W_hh = cell.init(RNG, 3, 6).W_hh
    for gate in np.split(W_hh, W_hh.shape[1] // 6, axis=1):
        np.testing.assert_allclose(gate @ gate.T, np.eye(6), atol=1e-14)


@every_cell
def test_input_weights_start_with_variance_one_over_their_number(cell):
    W_xh = cell.init(RNG, 50, 400).W_xh
    assert W_xh.std() == pytest.approx(50**-0.5, rel=0.05)


@every_cell
def test_biases_start_at_zero_but_for_that_of_the_forget_gate(cell):
    biases = tree_leaves(cell.init(RNG, 3, 2))[2:]
    total = sum(np.abs(b).sum() for b in biases)
    assert total == (2 if "lstm" in cell.name else 0)


@pytest.mark.parametrize("cell", [LSTM, LSTM_COUPLED], ids=lambda cell: cell.name)
def test_the_forget_gate_alone_starts_at_its_bias(cell):
    assert cell.init(RNG, 3, 2).b_h.sum() == 2.0
    b_h = cell.init(RNG, 3, 2, forget_bias=5.0).b_h
    params = cell.init(RNG, 3, 2, forget_bias=5.0)._replace(b_h=b_h)
    zeros = tree_map(np.zeros_like, params)._replace(b_h=b_h)
    state = lstm.LSTMState(np.zeros((1, 2)), np.ones((1, 2)))
    c = cell.step(zeros, np.zeros((1, 3)), state).c
    np.testing.assert_allclose(c, 1 / (1 + np.exp(-5.0)))


def test_peepholes_at_zero_make_a_plain_lstm():
    tree, cotangent = problem(LSTM, *SIZES[0])
    peephole = next(cell for cell in CELLS if cell.name == "lstm_peephole")
    params = type(peephole.init(RNG, 1, 1))(*tree[0], np.zeros((3, 5)))
    ours = peephole.forward(params, *tree[1:])[:2]
    assert_close(ours, LSTM.forward(*tree)[:2], rtol=1e-12)


@every_cell
@pytest.mark.parametrize(
    ("dhs_shape", "dh_shape", "message"),
    [
        ((6, 1, 5), (3, 5), r"dhs must have shape \(6, 3, 5\), got \(6, 1, 5\)"),
        ((6, 3, 5), (1, 5), r"d(h_T|state\S*) must have shape \(3, 5\), got \(1, 5\)"),
    ],
)
def test_gradients_of_a_wrong_shape_are_named(cell, dhs_shape, dh_shape, message):
    tree, _ = problem(cell, *SIZES[0])
    _, last, cache = cell.forward(*tree)
    dlast = tree_map(lambda _: np.zeros(dh_shape), last)
    with pytest.raises(ValueError, match=f"^{message}$"):
        cell.backward(tree[0], cache, np.zeros(dhs_shape), dlast)


@every_cell
@pytest.mark.parametrize("shape", [(6, 3, 5), (3, 4), (0, 3, 4)])
def test_inputs_of_a_wrong_shape_are_named(cell, shape):
    params = cell.init(RNG, 4, 5)
    with pytest.raises(ValueError, match="xs must have shape"):
        cell.forward(params, np.zeros(shape), cell.initial_state(params, 3))


@every_cell
@pytest.mark.parametrize("shape", [(2, 5), (5,), (3, 4)])
def test_states_of_a_wrong_shape_are_named(cell, shape):
    params = cell.init(RNG, 4, 5)
    state = tree_map(lambda _: np.zeros(shape), cell.initial_state(params, 3))
    with pytest.raises(ValueError, match=r"^(h_0|state\S*) must have shape \(3, 5\)"):
        cell.forward(params, np.zeros((6, 3, 4)), state)


def test_half_a_state_is_named():
    params = LSTM.init(RNG, 4, 5)
    with pytest.raises(ValueError, match="state must be a LSTMState"):
        LSTM.forward(params, np.zeros((6, 3, 4)), np.zeros((3, 5)))


def test_the_plain_cell_keeps_its_own_forward():
    assert RNN.forward is rnn.forward and RNN.backward is rnn.backward
