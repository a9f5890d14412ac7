"""The language model: every gradient against two oracles, and the loss itself."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from rnn_tutorial.gradcheck import check_gradients
from rnn_tutorial.losses import cross_entropy_backward, cross_entropy_forward
from rnn_tutorial.models import language_model as lm
from rnn_tutorial.tree import tree_leaves, tree_map

# T, B, V, E, H
SIZES = [
    (6, 3, 7, 4, 5),
    (1, 3, 7, 4, 5),
    (6, 1, 7, 4, 5),
    (6, 3, 7, 4, 1),
    (9, 2, 2, 3, 4),
    (1, 1, 2, 1, 1),
]


def problem(T, B, V, E, H):
    """Random parameters with biases, ids that repeat, and a state that is not zero."""
    rng = np.random.default_rng(T * V + H)
    params = lm.init(rng, V, E, H)
    params = tree_map(lambda p: p + 0.2 * rng.standard_normal(p.shape), params)
    inputs, targets = rng.integers(V, size=(2, T, B))
    return params, inputs, targets, rng.standard_normal((B, H))


def loss_and_state(tree, inputs, targets, dh_T):
    """The loss, and a use of the last state besides."""
    logits, h_T, _ = lm.forward(tree[0], inputs, tree[1])
    return cross_entropy_forward(logits, targets)[0] + (dh_T * h_T).sum()


def loss_only(params, inputs, targets, h_0):
    return cross_entropy_forward(lm.forward(params, inputs, h_0)[0], targets)[0]


def loss_by_autograd(tree, inputs, targets):
    (embedding, (W_xh, W_hh, b_h), (W_hy, b_y)), h = tree
    total = 0.0
    for ids, answers in zip(inputs, targets, strict=True):
        x_t = anp.dot(anp.eye(len(embedding))[ids], embedding)
        h = anp.tanh(anp.dot(x_t, W_xh) + anp.dot(h, W_hh) + b_h)
        logits = anp.dot(h, W_hy) + b_y
        total = total + anp.sum(anp.log(anp.sum(anp.exp(logits), axis=1)))
        total = total - anp.sum(logits * anp.eye(len(embedding))[answers])
    return total / inputs.size


def gradients(params, inputs, targets, h_0):
    """Gradients of the parameters and of h_0."""
    logits, h_T, cache = lm.forward(params, inputs, h_0)
    dlogits = cross_entropy_backward(cross_entropy_forward(logits, targets)[1])
    return lm.backward(params, cache, dlogits, np.zeros_like(h_T))


@pytest.mark.parametrize("sizes", SIZES)
def test_gradients_agree_with_differences(sizes):
    params, inputs, targets, h_0 = problem(*sizes)
    report = check_gradients(
        lambda tree: loss_only(tree[0], inputs, targets, tree[1]),
        (params, h_0),
        gradients(params, inputs, targets, h_0),
    )
    assert report.ok, report


@pytest.mark.parametrize("sizes", [*SIZES, (20, 1, 10, 50, 100)])
def test_gradients_agree_with_autograd(sizes):
    params, inputs, targets, h_0 = problem(*sizes)
    tree = tuple(params[:1]) + (tuple(params.cell), tuple(params.output)), h_0
    theirs = autograd.grad(loss_by_autograd)(tree, inputs, targets)
    ours = gradients(params, inputs, targets, h_0)
    for a, b in zip(tree_leaves(ours), tree_leaves(theirs), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-13)


def test_a_gradient_at_the_last_state_flows_back():
    params, inputs, targets, h_0 = problem(*SIZES[0])
    dh_T = np.random.default_rng(1).standard_normal(h_0.shape)
    logits, _, cache = lm.forward(params, inputs, h_0)
    dlogits = cross_entropy_backward(cross_entropy_forward(logits, targets)[1])
    report = check_gradients(
        lambda tree: loss_and_state(tree, inputs, targets, dh_T),
        (params, h_0),
        lm.backward(params, cache, dlogits, dh_T),
    )
    assert report.ok, report


def test_loss_and_gradients_come_together():
    params, inputs, targets, h_0 = problem(*SIZES[0])
    loss, grads, h_T = lm.compute_loss_and_grads(params, inputs, targets, h_0)
    assert loss == loss_only(params, inputs, targets, h_0)
    np.testing.assert_array_equal(h_T, lm.forward(params, inputs, h_0)[1])
    for a, b in zip(
        tree_leaves(grads),
        tree_leaves(gradients(params, inputs, targets, h_0)[0]),
        strict=True,
    ):
        np.testing.assert_array_equal(a, b)


def test_zero_output_weights_cost_log_v():
    params, inputs, targets, h_0 = problem(*SIZES[0])
    flat = params._replace(output=tree_map(np.zeros_like, params.output))
    assert loss_only(flat, inputs, targets, h_0) == pytest.approx(np.log(7))


def test_evaluation_scores_every_symbol_once_and_carries_the_state():
    params, _, _, _ = problem(*SIZES[0])
    ids = np.random.default_rng(1).integers(7, size=23)
    at_once = lm.evaluate(params, 3, ids)
    in_parts = lm.evaluate(params, 3, ids, chunk=11)  # a last part of one symbol
    inputs = np.concatenate([[3], ids[:-1]])[:, None]
    loss = loss_only(params, inputs, ids[:, None], np.zeros((1, 5)))
    assert at_once.shape == (23,)
    np.testing.assert_allclose(in_parts, at_once, rtol=1e-12)
    assert at_once.mean() == pytest.approx(loss)


def test_float32_stays_float32():
    params, inputs, targets, h_0 = problem(*SIZES[0])
    params, h_0 = tree_map(np.float32, (params, h_0))
    loss, grads, h_T = lm.compute_loss_and_grads(params, inputs, targets, h_0)
    leaves = [loss, h_T, *tree_leaves(grads), *lm.evaluate(params, 0, inputs[:, 0])]
    assert {leaf.dtype for leaf in leaves} == {np.dtype(np.float32)}


def test_init_in_float32_is_float32():
    params = lm.init(np.random.default_rng(0), 7, 4, 5, dtype=np.float32)
    assert {leaf.dtype for leaf in tree_leaves(params)} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda ids, h: (ids[:, 0], h), "ids must have shape"),
        (lambda ids, h: (ids[:0], h), "ids must have shape"),
        (lambda ids, h: (ids + 7, h), "ids must lie in"),
        (lambda ids, h: (ids * 1.0, h), "ids must be integers"),
        (lambda ids, h: (ids, h[:1]), "h_0 must have shape"),
    ],
)
def test_bad_input_is_named(change, message):
    params, inputs, _, h_0 = problem(*SIZES[0])
    with pytest.raises(ValueError, match=message):
        lm.forward(params, *change(inputs, h_0))


def test_sizes_below_one_are_named():
    with pytest.raises(ValueError, match="hidden_size must be at least 1"):
        lm.init(np.random.default_rng(0), 7, 4, 0)


@pytest.mark.parametrize("ids", [[1, -1], [1, 7]])
def test_evaluation_refuses_symbols_outside_the_vocabulary(ids):
    params, _, _, _ = problem(*SIZES[0])
    with pytest.raises(ValueError, match="ids must lie in"):
        lm.evaluate(params, 0, ids)


def test_ids_may_be_lists():
    params, inputs, _, h_0 = problem(*SIZES[0])
    logits, _, _ = lm.forward(params, inputs.tolist(), h_0)
    np.testing.assert_array_equal(logits, lm.forward(params, inputs, h_0)[0])
