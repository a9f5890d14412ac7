"""The language model under dropout, and the one whose output weights are tied."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from test_language_model import SIZES, problem

from rnn_tutorial.cells import GRU, normalised
from rnn_tutorial.gradcheck import check_gradients
from rnn_tutorial.layers import Linear
from rnn_tutorial.losses import cross_entropy_backward, cross_entropy_forward
from rnn_tutorial.models import dropout_language_model as dropped
from rnn_tutorial.models import language_model as lm
from rnn_tutorial.models import tied_language_model as tied_model
from rnn_tutorial.models.tied_language_model import tie_gradients, tied, untie
from rnn_tutorial.tree import tree_leaves, tree_map

COMPUTE = lm.compute_loss_and_grads


def drawn(params, B, rate=0.4):
    return dropped.draw_masks(np.random.default_rng(B), params, B, rate)


def loss_under(masks, inputs, targets, tree):
    logits, _, _ = dropped.forward(tree[0], inputs, tree[1], masks)
    return cross_entropy_forward(logits, targets)[0]


@pytest.mark.parametrize("sizes", SIZES)
def test_gradients_under_masks_agree_with_differences(sizes):
    params, inputs, targets, h_0 = problem(*sizes)
    masks = drawn(params, sizes[1])
    logits, h_T, cache = dropped.forward(params, inputs, h_0, masks)
    dlogits = cross_entropy_backward(cross_entropy_forward(logits, targets)[1])
    report = check_gradients(
        lambda tree: loss_under(masks, inputs, targets, tree),
        (params, h_0),
        dropped.backward(params, cache, dlogits, np.zeros_like(h_T)),
    )
    assert report.ok, report


def test_a_normalised_cell_trains_under_masks():
    cell, rng = normalised(GRU), np.random.default_rng(0)
    params = lm.init(rng, 7, 4, 5, cell)
    params = tree_map(lambda p: p + 0.2 * rng.standard_normal(p.shape), params)
    inputs, targets = rng.integers(7, size=(2, 6, 3))
    h_0, masks = rng.standard_normal((3, 5)), drawn(params, 3)

    def loss(params):
        logits, _, _ = dropped.forward(params, inputs, h_0, masks, cell)
        return cross_entropy_forward(logits, targets)[0]

    batch = inputs, targets, h_0, masks, cell
    _, grads, _ = dropped.compute_loss_and_grads(params, *batch)
    assert check_gradients(loss, params, grads).ok


def test_rate_zero_is_the_ordinary_model():
    params, *batch = problem(*SIZES[0])
    compute = dropped.with_dropout(np.random.default_rng(0), 0.0)
    for a, b in zip(
        tree_leaves(compute(params, *batch)),
        tree_leaves(COMPUTE(params, *batch)),
        strict=True,
    ):
        np.testing.assert_allclose(a, b, rtol=1e-12)


def test_every_window_has_new_masks_and_a_seed_repeats_them():
    params, *batch = problem(*SIZES[0])
    runs = [dropped.with_dropout(np.random.default_rng(3), 0.5) for _ in range(2)]
    first, again = ([run(params, *batch)[0] for _ in range(4)] for run in runs)
    assert first == again
    assert len(set(first)) == 4


def test_a_sequence_keeps_its_masks_and_the_state_has_none():
    params, inputs, _, h_0 = problem(6, 3, 7, 40, 50)
    masks = drawn(params, 3)
    assert masks.xs.shape == (3, 40) and masks.hs.shape == (3, 50)
    _, h_T, cache = dropped.forward(params, inputs, h_0, masks)
    hs = cache[-1]
    np.testing.assert_array_equal(hs == 0, np.tile(masks.hs == 0, (6, 1, 1)))
    assert h_T.all()


def test_float32_stays_float32_under_masks():
    params, inputs, targets, h_0 = problem(*SIZES[0])
    params, h_0 = tree_map(np.float32, (params, h_0))
    compute = dropped.with_dropout(np.random.default_rng(0), 0.5)
    leaves = tree_leaves(compute(params, inputs, targets, h_0))
    assert {leaf.dtype for leaf in leaves} == {np.dtype(np.float32)}


def tied_problem(T, B, V, _, H):
    """A tied model with noise on every array."""
    rng = np.random.default_rng(T * V + H)
    params = tied_model.init(rng, V, H)
    params = tree_map(lambda p: p + 0.2 * rng.standard_normal(p.shape), params)
    inputs, targets = rng.integers(V, size=(2, T, B))
    return params, inputs, targets, rng.standard_normal((B, H))


def tied_loss(params, inputs, targets, h_0):
    logits, _, _ = lm.forward(untie(params), inputs, h_0)
    return cross_entropy_forward(logits, targets)[0]


@pytest.mark.parametrize("sizes", SIZES)
def test_tied_gradients_agree_with_differences(sizes):
    params, *batch = tied_problem(*sizes)
    loss, grads, _ = tied(COMPUTE)(params, *batch)
    assert loss == tied_loss(params, *batch)
    report = check_gradients(lambda p: tied_loss(p, *batch), params, grads)
    assert report.ok, report


def test_tied_gradients_agree_with_autograd():
    params, inputs, targets, h_0 = tied_problem(*SIZES[0])

    def loss(tree):
        table, (W_xh, W_hh, b_h), b = tree
        total, h, eye = 0.0, h_0, np.eye(len(table))
        for ids, answers in zip(inputs, targets, strict=True):
            x_t = anp.dot(eye[ids], table)
            h = anp.tanh(anp.dot(x_t, W_xh) + anp.dot(h, W_hh) + b_h)
            logits = anp.dot(h, table.T) / anp.sqrt(table.shape[1]) + b
            total = total + anp.sum(anp.log(anp.sum(anp.exp(logits), axis=1)))
            total = total - anp.sum(logits * eye[answers])
        return total / inputs.size

    theirs = autograd.grad(loss)((params.embedding, tuple(params.cell), params.b))
    ours = tied(COMPUTE)(params, inputs, targets, h_0)[1]
    for a, b in zip(tree_leaves(ours), tree_leaves(theirs), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-13)


def test_a_tied_model_trains_under_masks():
    params, *batch = tied_problem(*SIZES[0])
    masks = drawn(untie(params), 3)

    def compute(params, *batch):
        return dropped.compute_loss_and_grads(params, *batch, masks)

    _, grads, _ = tied(compute)(params, *batch)
    report = check_gradients(lambda p: compute(untie(p), *batch)[0], params, grads)
    assert report.ok, report


def test_the_table_gets_the_sum_of_its_two_uses():
    output = Linear(np.full((4, 3), 10.0), np.ones(3))
    whole = lm.LanguageModel(np.full((3, 4), 1.0), np.zeros(1), output)
    d_table = tie_gradients(whole).embedding
    np.testing.assert_array_equal(d_table, np.full((3, 4), 1 + 10 / 2))


def test_a_fresh_tied_model_starts_near_the_uniform_loss():
    rng = np.random.default_rng(0)
    params = tied_model.init(rng, 50, 64)
    inputs, targets = rng.integers(50, size=(2, 20, 8))
    loss = tied_loss(params, inputs, targets, np.zeros((8, 64)))
    assert loss == pytest.approx(np.log(50), rel=0.15)


def test_a_tied_model_in_float32_stays_in_float32():
    params = tied_model.init(np.random.default_rng(0), 7, 5, dtype=np.float32)
    inputs, targets = np.random.default_rng(1).integers(7, size=(2, 6, 3))
    result = tied(COMPUTE)(params, inputs, targets, np.zeros((3, 5), np.float32))
    leaves = tree_leaves((params, result))
    assert {leaf.dtype for leaf in leaves} == {np.dtype(np.float32)}
