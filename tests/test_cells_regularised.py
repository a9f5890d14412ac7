"""The cell with masks on its state, and the cell whose outputs are normalised."""

import re

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from test_cells import assert_close, backward, problem, report

from rnn_tutorial.cells import (
    CELLS,
    GRU,
    LSTM,
    RNN,
    bidirectional,
    masked,
    normalised,
    stack,
)
from rnn_tutorial.dropout import dropout_mask
from rnn_tutorial.layer_norm import layer_norm_forward
from rnn_tutorial.models import language_model
from rnn_tutorial.tree import tree_leaves, tree_map

# T, B, D, H
SIZES = [(4, 3, 2, 5), (1, 3, 2, 5), (4, 1, 2, 5), (4, 3, 2, 1), (1, 1, 1, 1)]
FRESH = [True, False]


def masks(T, B, H, fresh, rate=0.4):
    shape = (T, B, H) if fresh else (B, H)
    return dropout_mask(np.random.default_rng(T + B), shape, rate)


@pytest.mark.parametrize("fresh", FRESH)
@pytest.mark.parametrize("sizes", SIZES)
def test_the_masked_cell_agrees_with_differences(sizes, fresh):
    T, B, D, H = sizes
    cell = masked(masks(T, B, H, fresh))
    checked = report(cell, *problem(cell, T, B, D, H))
    assert checked.ok, checked


@pytest.mark.parametrize("fresh", FRESH)
def test_the_masked_cell_agrees_with_autograd(fresh):
    m = masks(4, 3, 5, fresh)
    tree, (dhs, dlast) = problem(masked(m), 4, 3, 2, 5)

    def loss(tree):
        (W_xh, W_hh, b_h), xs, h = tree
        total = 0.0
        for x_t, m_t, c in zip(xs, np.broadcast_to(m, (4, 3, 5)), dhs, strict=True):
            h = anp.tanh(anp.dot(x_t, W_xh) + anp.dot(m_t * h, W_hh) + b_h)
            total = total + anp.sum(c * h)
        return total + anp.sum(dlast * h)

    theirs = autograd.grad(loss)((tuple(tree[0]), *tree[1:]))
    ours = backward(masked(m), tree, (dhs, dlast))
    for a, b in zip(tree_leaves(ours), tree_leaves(theirs), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-13)


def test_masks_of_ones_make_the_plain_cell():
    tree, cotangent = problem(RNN, 4, 3, 2, 5)
    cell = masked(masks(4, 3, 5, True, rate=0))
    assert_close(cell.forward(*tree)[:2], RNN.forward(*tree)[:2])
    assert_close(backward(cell, tree, cotangent), backward(RNN, tree, cotangent))


def test_one_mask_is_that_mask_at_every_step():
    tree, _ = problem(RNN, 4, 3, 2, 5)
    m = masks(4, 3, 5, False)
    many = masked(np.tile(m, (4, 1, 1)))
    assert_close(masked(m).forward(*tree)[0], many.forward(*tree)[0])


def test_float32_stays_float32_under_masks():
    tree, cotangent = tree_map(np.float32, problem(RNN, 4, 3, 2, 5))
    cell = masked(np.float32(masks(4, 3, 5, True)))
    leaves = tree_leaves((cell.forward(*tree)[:2], backward(cell, tree, cotangent)))
    assert {leaf.dtype for leaf in leaves} == {np.dtype(np.float32)}


@pytest.mark.parametrize("shape", [(4, 3, 4), (3, 3, 5), (5,), (1, 3, 5)])
def test_masks_of_another_shape_are_named(shape):
    tree, _ = problem(RNN, 4, 3, 2, 5)
    message = f"masks must have shape (4, 3, 5) or (3, 5), got {shape}"
    with pytest.raises(ValueError, match=re.escape(message)):
        masked(np.ones(shape)).forward(*tree)


@pytest.mark.parametrize(
    "cell", [*CELLS, stack(LSTM, GRU), bidirectional(GRU)], ids=lambda c: c.name
)
def test_the_normalised_cell_agrees_with_differences(cell):
    checked = report(normalised(cell), *problem(normalised(cell), 4, 3, 2, 5))
    assert checked.ok, checked


@pytest.mark.parametrize("sizes", SIZES)
def test_the_normalised_plain_cell_agrees_at_the_corners(sizes):
    checked = report(normalised(RNN), *problem(normalised(RNN), *sizes))
    assert checked.ok, checked


def test_the_norm_changes_what_is_handed_out_and_not_the_state():
    tree, _ = problem(normalised(GRU), 4, 3, 2, 5)
    params, xs, state = tree
    hs, last, _ = normalised(GRU).forward(*tree)
    plain, plain_last, _ = GRU.forward(params.cell, xs, state)
    assert_close(hs, layer_norm_forward(params.norm, plain)[0])
    assert_close(last, plain_last)


def test_a_step_of_the_normalised_cell_is_a_step_of_the_cell():
    (params, xs, state), _ = problem(normalised(LSTM), 1, 3, 2, 5)
    last = normalised(LSTM).forward(params, xs, state)[1]
    assert_close(normalised(LSTM).step(params, xs[0], state), last)


def test_a_language_model_takes_a_normalised_cell():
    cell, rng = normalised(RNN), np.random.default_rng(0)
    params = language_model.init(rng, 7, 4, 5, cell)
    ids = rng.integers(7, size=(2, 6, 3))
    h_0 = cell.initial_state(params.cell, 3)
    loss, grads, _ = language_model.compute_loss_and_grads(params, *ids, h_0, cell)
    assert np.isfinite(loss)
    assert grads.cell.norm.gain.any()
    assert language_model.evaluate(params, 0, ids[0, :, 0], cell).shape == (6,)
