"""Stacks, both directions and padding: gradients, and what each must equal."""

import numpy as np
import pytest
from test_cells import RNG, assert_close, backward, problem, report

from rnn_tutorial.cells import CELLS, GRU, LSTM, RNN, bidirectional, padded, stack
from rnn_tutorial.cells.padded import reverse
from rnn_tutorial.gradcheck import check_gradients
from rnn_tutorial.models import language_model
from rnn_tutorial.tree import tree_map

LENGTHS = np.array([4, 0, 2, 4])
COMBINATIONS = [
    stack(LSTM, GRU),
    stack(RNN, stack(GRU, RNN)),
    bidirectional(LSTM),
    bidirectional(GRU, LENGTHS),
    padded(stack(RNN, LSTM), LENGTHS),
    stack(bidirectional(LSTM, LENGTHS), bidirectional(RNN, LENGTHS)),
    *(padded(cell, LENGTHS) for cell in CELLS),
]
UNAWARE = {c.name for c in COMBINATIONS[:3]}  # these know of no lengths
every_combination = pytest.mark.parametrize("cell", COMBINATIONS, ids=lambda c: c.name)
every_cell = pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)


def one(leaf, b, stop=None):
    """Sequence b alone, its first `stop` steps if it has a time axis."""
    return leaf[:stop, b : b + 1] if leaf.ndim == 3 else leaf[b : b + 1]


@every_combination
def test_gradients_agree_with_differences(cell):
    tree, cotangent = problem(cell, 4, 4, 3, 2)
    checked = report(cell, tree, cotangent)
    assert checked.ok, checked


@every_combination
def test_nothing_is_changed_and_backward_twice_gives_the_same(cell):
    tree, cotangent = problem(cell, 4, 4, 3, 2)
    before = tree_map(np.copy, (tree, cotangent))
    cache = cell.forward(*tree)[2]
    first = tree_map(np.copy, cell.backward(tree[0], cache, *cotangent))
    second = cell.backward(tree[0], cache, *cotangent)
    assert_close(first, second, rtol=0, atol=0)
    assert_close(before, (tree, cotangent), rtol=0, atol=0)


@every_cell
def test_a_padded_sequence_is_the_sequence_alone(cell):
    tree, (dhs, dlast) = problem(padded(cell, LENGTHS), 4, 4, 3, 2)
    params, xs, state = tree
    hs, last, _ = padded(cell, LENGTHS).forward(*tree)
    grads, dxs, dstart = backward(padded(cell, LENGTHS), tree, (dhs, dlast))
    total = tree_map(np.zeros_like, grads)
    for b, n in enumerate(LENGTHS):
        assert not hs[n:, b].any() and not dxs[n:, b].any()
        if not n:
            assert_close(*(tree_map(lambda a: one(a, 1), s) for s in (last, state)))
            continue
        alone = params, one(xs, b, n), tree_map(lambda a, b=b: one(a, b), state)
        ends = tree_map(lambda a, b=b: one(a, b), last)
        assert_close(cell.forward(*alone)[:2], (one(hs, b, n), ends), rtol=1e-11)
        d_end = tree_map(lambda a, b=b: one(a, b), dlast)
        parts = backward(cell, alone, (one(dhs, b, n), d_end))
        np.testing.assert_allclose(parts[1], one(dxs, b, n), rtol=1e-9, atol=1e-13)
        total = tree_map(np.add, total, parts[0])
    assert_close(total, grads, rtol=1e-9, atol=1e-13)
    assert_close(
        tree_map(lambda a: one(a, 1), dstart), tree_map(lambda a: one(a, 1), dlast)
    )


@pytest.mark.parametrize("lengths", [[4, 4], [1, 4]])
def test_before_its_end_a_padded_sequence_is_one_without_padding(lengths):
    tree, _ = problem(GRU, 4, 2, 3, 2)
    hs, plain = (cell.forward(*tree)[0] for cell in (padded(GRU, lengths), GRU))
    valid = np.arange(4)[:, None] < lengths
    np.testing.assert_allclose(hs[valid], plain[valid], rtol=1e-12)


READS_LENGTHS = [c for c in COMBINATIONS if c.name not in UNAWARE]


@pytest.mark.parametrize("cell", READS_LENGTHS, ids=lambda c: c.name)
def test_what_stands_in_the_padding_is_never_read(cell):
    tree, cotangent = problem(cell, 4, 4, 3, 2)
    behind = (np.arange(4)[:, None] >= LENGTHS)[..., None]
    spoilt = tree[0], np.where(behind, np.nan, tree[1]), tree[2]
    assert_close(cell.forward(*tree)[:2], cell.forward(*spoilt)[:2], rtol=1e-12)
    dhs = np.where(behind, np.nan, cotangent[0])
    grads = backward(cell, spoilt, (dhs, cotangent[1]))
    assert_close(grads, backward(cell, tree, cotangent), rtol=1e-12)


def test_a_stack_is_one_cell_after_the_other():
    tree, _ = problem(stack(LSTM, GRU), 5, 2, 3, 4)
    (lower, upper), xs, (start, start_above) = tree
    middle, last, _ = LSTM.forward(lower, xs, start)
    top, last_above, _ = GRU.forward(upper, middle, start_above)
    outputs = stack(LSTM, GRU).forward(*tree)[:2]
    assert_close(outputs, (top, (last, last_above)), rtol=0, atol=0)


def test_a_stack_steps_as_it_runs():
    cell = stack(LSTM, GRU)
    (params, xs, state), _ = problem(cell, 5, 2, 3, 4)
    last = cell.forward(params, xs, state)[1]
    for x_t in xs:
        state = cell.step(params, x_t, state)
    assert_close(state, last, rtol=1e-12)


def test_the_backward_direction_is_a_run_over_the_reversed_sequence():
    tree, _ = problem(bidirectional(GRU), 5, 2, 3, 4)
    params, xs, state = tree
    hs, last, _ = bidirectional(GRU).forward(*tree)
    ahead, end, _ = GRU.forward(params.forward, xs, state.forward)
    back, start, _ = GRU.forward(params.backward, xs[::-1], state.backward)
    np.testing.assert_allclose(hs, np.concatenate([ahead, back[::-1]], -1), rtol=1e-12)
    assert_close(last, (end, start), rtol=1e-12)


def test_each_sequence_is_read_backwards_from_its_own_end():
    xs = np.arange(8).reshape(4, 2, 1)
    backwards = reverse(xs, np.array([3, 2]))
    assert backwards[:, 0, 0].tolist() == [4, 2, 0, 6]
    assert backwards[:, 1, 0].tolist() == [3, 1, 5, 7]
    np.testing.assert_array_equal(reverse(backwards, np.array([3, 2])), xs)
    np.testing.assert_array_equal(reverse(xs), xs[::-1])


def test_a_layer_above_two_directions_reads_both():
    params = stack(bidirectional(GRU), LSTM).init(RNG, 3, 4)
    assert params[0].forward.W_xh.shape == (3, 12)
    assert params[1].W_xh.shape == (8, 16)


def test_directions_within_directions_multiply():
    cell = bidirectional(bidirectional(GRU))
    (params, xs, state), _ = problem(cell, 4, 2, 3, 2)
    assert cell.directions == 4
    assert cell.forward(params, xs, state)[0].shape == (4, 2, 4 * 2)


@pytest.mark.parametrize(
    ("layers", "directions"),
    [((RNN, RNN, bidirectional(GRU)), 2), ((bidirectional(GRU), RNN), 1)],
)
def test_a_stack_hands_out_what_its_top_layer_does(layers, directions):
    assert stack(*layers).directions == directions


@pytest.mark.parametrize("cell", [LSTM, GRU, stack(LSTM, RNN)], ids=lambda c: c.name)
def test_a_language_model_takes_any_cell(cell):
    params = language_model.init(RNG, 5, 3, 4, cell)
    ids, targets = RNG.integers(5, size=(2, 6, 2))
    h_0 = tree_map(
        lambda a: RNG.standard_normal(a.shape), cell.initial_state(params.cell, 2)
    )
    compute = language_model.compute_loss_and_grads
    _, grads, _ = compute(params, ids, targets, h_0, cell)
    checked = check_gradients(
        lambda p: compute(p, ids, targets, h_0, cell)[0], params, grads
    )
    assert checked.ok, checked


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: stack(), "at least one cell"),
        (lambda: padded(GRU, [1.0, 2.0]), "lengths must be integers"),
        (lambda: padded(GRU, [[1]]), "lengths must be integers"),
        (lambda: padded(GRU, [0, 0]), "one of them above 0"),
        (lambda: padded(GRU, np.zeros(0, int)), "one of them above 0"),
        (lambda: bidirectional(GRU, [3, -1]), "one of them above 0"),
    ],
)
def test_bad_settings_are_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize("lengths", [[2], [5, 1]])
def test_lengths_that_do_not_fit_the_batch_are_named(lengths):
    cell = padded(GRU, lengths)
    params = cell.init(RNG, 3, 4)
    with pytest.raises(ValueError, match="lengths must be 2 numbers up to T = 4"):
        cell.forward(params, np.zeros((4, 2, 3)), cell.initial_state(params, 2))


def test_a_bidirectional_network_has_no_step():
    with pytest.raises(ValueError, match="the whole sequence"):
        bidirectional(GRU).step(None, None, None)
