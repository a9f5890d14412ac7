"""The classifier: its gradients in every cell, and what it refuses."""

import numpy as np
import pytest

from rnn_tutorial.cells import CELLS, LSTM
from rnn_tutorial.gradcheck import check_gradients
from rnn_tutorial.models import classifier
from rnn_tutorial.tree import tree_leaves, tree_map

every_cell = pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)


def problem(cell, T=4, B=3, D=2, H=5, V=3):
    rng = np.random.default_rng(0)
    params = classifier.init(rng, D, H, V, cell)
    params = tree_map(lambda p: p + 0.2 * rng.standard_normal(p.shape), params)
    return params, rng.standard_normal((T, B, D)), rng.integers(V, size=B)


@every_cell
@pytest.mark.parametrize("T", [1, 4])
def test_gradients_agree_with_differences(cell, T):
    params, *data = problem(cell, T)

    def loss(p):
        return classifier.compute_loss_and_grads(p, *data, cell)[0]

    grads = classifier.compute_loss_and_grads(params, *data, cell)[1]
    checked = check_gradients(loss, params, grads)
    assert checked.ok, checked


def test_only_the_last_state_is_read():
    params, xs, _ = problem(LSTM)
    state = LSTM.initial_state(params.cell, xs.shape[1])
    h_T = LSTM.forward(params.cell, xs, state)[1].h
    logits = classifier.forward(params, xs, LSTM)[0]
    np.testing.assert_allclose(logits, h_T @ params.output.W + params.output.b)


def test_fresh_parameters_have_the_asked_dtype_and_shapes():
    params = classifier.init(np.random.default_rng(0), 2, 5, 3, LSTM, np.float32)
    assert {leaf.dtype for leaf in tree_leaves(params)} == {np.dtype(np.float32)}
    assert params.cell.W_xh.shape == (2, 20) and params.output.W.shape == (5, 3)


def test_every_size_may_be_one():
    params = classifier.init(np.random.default_rng(0), 1, 1, 1)
    assert params.cell.W_xh.shape == params.output.W.shape == (1, 1)


@pytest.mark.parametrize("name", ["input_size", "hidden_size", "n_classes"])
def test_a_size_below_one_is_named(name):
    sizes = {"input_size": 2, "hidden_size": 3, "n_classes": 2, name: 0}
    with pytest.raises(ValueError, match=f"{name} must be at least 1, got 0"):
        classifier.init(np.random.default_rng(0), **sizes)


@pytest.mark.parametrize("shape", [(4,), (4, 3), (0, 3, 2), (4, 3, 5)])
def test_inputs_of_a_wrong_shape_are_named(shape):
    params, _, _ = problem(LSTM)
    with pytest.raises(ValueError, match="xs must have shape"):
        classifier.forward(params, np.zeros(shape), LSTM)


def test_targets_of_a_wrong_shape_are_named():
    params, xs, targets = problem(LSTM)
    with pytest.raises(ValueError, match="targets must have shape"):
        classifier.compute_loss_and_grads(params, xs, targets[:2], LSTM)
