"""Checkpointing: the gradients of the plain backward pass, from few kept bytes."""

import numpy as np
import pytest

from rnn_tutorial import checkpointing
from rnn_tutorial.cells import CELLS, LSTM, RNN, stack
from rnn_tutorial.gradcheck import relative_error
from rnn_tutorial.tree import tree_leaves, tree_map

every_cell = pytest.mark.parametrize(
    "cell", [*CELLS, stack(RNN, LSTM)], ids=lambda cell: cell.name
)


def problem(cell, T=7, B=3, D=2, H=4):
    rng = np.random.default_rng(0)
    params, xs = cell.init(rng, D, H), rng.standard_normal((T, B, D))
    zeros = cell.initial_state(params, B)
    state, dstate = (
        tree_map(lambda leaf: rng.uniform(-0.9, 0.9, leaf.shape), zeros)
        for _ in range(2)
    )
    return params, xs, state, rng.standard_normal((T, B, H)), dstate


def checkpointed(cell, params, xs, state, dhs, dstate, every):
    kept, _ = checkpointing.forward(cell, params, xs, state, every)
    return checkpointing.backward(
        cell, params, xs, kept, every, lambda steps, hs: dhs[steps], dstate
    )


def error(one, other):
    pairs = zip(tree_leaves(one), tree_leaves(other), strict=True)
    return max(relative_error(a, b) for a, b in pairs)


@every_cell
@pytest.mark.parametrize("every", [1, 2, 3, 7, 10])
def test_gradients_equal_the_plain_ones(cell, every):
    params, xs, state, dhs, dstate = problem(cell)
    cache = cell.forward(params, xs, state)[2]
    plain = cell.backward(params, cache, dhs, dstate)
    got = checkpointed(cell, *problem(cell), every)
    assert error(got, plain) < 1e-12


@every_cell
def test_a_single_stretch_is_the_plain_pass_bit_for_bit(cell):
    params, xs, state, dhs, dstate = problem(cell)
    plain = cell.backward(params, cell.forward(params, xs, state)[2], dhs, dstate)
    assert error(checkpointed(cell, *problem(cell), 7), plain) == 0


def test_each_step_is_computed_twice():
    steps = []

    def counting(params, xs, state):
        steps.append(len(xs))
        return RNN.forward(params, xs, state)

    checkpointed(RNN._replace(forward=counting), *problem(RNN, T=11), every=3)
    assert sum(steps) == 22


def test_the_loss_of_a_stretch_sees_its_own_states():
    params, xs, state, dhs, dstate = problem(LSTM)
    hs, seen = LSTM.forward(params, xs, state)[0], np.zeros((7, 3, 4))

    def dhs_of(steps, part):
        seen[steps] = part
        return dhs[steps]

    kept, _ = checkpointing.forward(LSTM, params, xs, state, 3)
    checkpointing.backward(LSTM, params, xs, kept, 3, dhs_of, dstate)
    np.testing.assert_allclose(seen, hs, rtol=1e-12)


@every_cell
def test_kept_states_hold_nothing_else_alive(cell):
    params, xs, state, _, _ = problem(cell, T=12)
    kept, last = checkpointing.forward(cell, params, xs, state, 4)
    one = sum(leaf.nbytes for leaf in tree_leaves(state))
    assert len(kept) == 3
    assert checkpointing.live_bytes(kept) == 3 * one
    assert error(last, cell.forward(params, xs, state)[1]) < 1e-12


def test_a_view_counts_with_the_whole_array_it_looks_into_and_once():
    block = np.zeros((4, 5))
    assert checkpointing.live_bytes([block[1], block[2:3]]) == block.nbytes
    assert checkpointing.live_bytes([block[1].copy()]) == 40
    assert checkpointing.live_bytes({"a": block, "b": np.zeros(3)}, [block[0]]) == 24


def test_inputs_are_not_changed():
    params, xs, state, dhs, dstate = problem(RNN)
    before = [np.array(a) for a in (*params, xs, state, dhs, dstate)]
    checkpointed(RNN, params, xs, state, dhs, dstate, 2)
    for old, new in zip(before, (*params, xs, state, dhs, dstate), strict=True):
        np.testing.assert_array_equal(old, new)


def test_bad_stretches_are_named():
    params, xs, state, dhs, dstate = problem(RNN)
    with pytest.raises(ValueError, match="every must be at least 1"):
        checkpointing.forward(RNN, params, xs, state, 0)
    kept, _ = checkpointing.forward(RNN, params, xs, state, 3)
    with pytest.raises(ValueError, match="kept has 3 states"):
        checkpointing.backward(RNN, params, xs, kept, 2, lambda s, h: dhs[s], dstate)
