"""The article's step, rebuilt: each fault does what is said, each repair mends it."""

import numpy as np
import pytest

from rnn_tutorial.cells import rnn
from rnn_tutorial.functions import one_hot
from rnn_tutorial.gradcheck import check_gradients, relative_error
from rnn_tutorial.models import language_model
from rnn_tutorial.proof import patient
from rnn_tutorial.tree import tree_leaves, tree_map

NAMES = ["embedding", "W_xh", "W_hh", "b_h", "W_hy", "b_y"]
STAGES = patient.stages()
MENDED = STAGES["the order of the product"]


def case(T=5, seed=0):
    rng = np.random.default_rng(seed)
    model = language_model.init(rng, 4, 3, 5)
    return model, *rng.integers(4, size=(2, T)), rng.standard_normal(5)


def with_positive_logits(T=5):
    model, *data = case(T)
    output = model.output._replace(b=np.full(4, 10.0))
    return model._replace(output=output), *data


def grads_at(pieces, data):
    with np.errstate(invalid="ignore"):
        return patient.loss_and_grads(pieces, *data)[1]


def right(data, loss=patient.log_of_probability):
    return patient.true_gradient(loss, *data)


def agreeing(grads, exact):
    pairs = zip(NAMES, tree_leaves(grads), tree_leaves(exact), strict=True)
    return [name for name, a, b in pairs if relative_error(a, b) < 1e-12]


def test_the_listings_loss_is_the_log_of_one_logit():
    assert patient.log_of_logit(np.array([5.0, 2.0, 7.0]), 1) == -np.log(2)


def test_the_mended_loss_is_the_log_of_a_probability():
    logits = np.log([2.0, 1.0, 5.0])
    assert patient.log_of_probability(logits, 1) == pytest.approx(np.log(8))


def test_the_gradients_at_the_logits_are_new_arrays():
    logits = np.log([1.0, 3.0])
    kept = logits.copy()
    assert patient.logits_less_one(logits, 1) == pytest.approx([0, np.log(3) - 1])
    assert patient.probabilities_less_one(logits, 0) == pytest.approx([-0.75, 0.75])
    assert np.array_equal(logits, kept)


def test_which_state_meets_the_recurrent_weights():
    hs = np.arange(8.0).reshape(4, 2)
    assert patient.first_state(hs, 3).tolist() == [0, 1]
    assert patient.state_before(hs, 3).tolist() == [4, 5]


def test_the_two_orders_of_the_outer_product():
    h, da = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    assert patient.da_by_state(h, da).tolist() == [[3, 6], [4, 8]]
    assert patient.state_by_da(h, da).tolist() == [[3, 4], [6, 8]]


def test_what_the_step_before_hears():
    da, W_hh = np.array([1.0, 2.0]), np.array([[1.0, 2.0], [3.0, 4.0]])
    assert patient.nothing(da, W_hh).tolist() == [0, 0]
    assert patient.carried(da, W_hh).tolist() == [5, 11]


def test_each_stage_replaces_one_more_piece():
    assert list(STAGES) == ["it runs", *patient.REPAIRS]
    assert STAGES["it runs"] == patient.RUNS
    stages = list(STAGES.values())
    for before, after in zip(stages[:-1], stages[1:], strict=True):
        assert sum(a is not b for a, b in zip(before, after, strict=True)) == 1
    assert MENDED == patient.Pieces(
        patient.log_of_probability,
        patient.probabilities_less_one,
        patient.state_before,
        patient.state_by_da,
        patient.carried,
    )


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("it runs", []),
        ("the loss", []),
        ("the gradient at the logits", ["W_hy", "b_y"]),
        ("the future", ["embedding", "W_xh", "b_h", "W_hy", "b_y"]),
        ("the previous state", ["embedding", "W_xh", "b_h", "W_hy", "b_y"]),
        ("the order of the product", NAMES),
    ],
)
def test_which_arrays_agree_after_each_repair(stage, expected):
    data = case()
    assert agreeing(grads_at(STAGES[stage], data), right(data)) == expected


def listed(model, inputs, targets, h_0):
    """What the listing does once its shapes fit, said in single entries, step by step.

    Its gradients meet the state that the call began with, the logits less a one, and
    no later step. Nothing of `patient` is used.
    """
    emb, (W, U, b), (R, c) = model
    loss, grads, h = 0.0, [np.zeros_like(leaf) for leaf in tree_leaves(model)], h_0
    for s, y in zip(inputs, targets, strict=True):
        h = np.tanh(np.einsum("i,ij->j", h, U) + np.einsum("i,ij->j", emb[s], W) + b)
        out = np.einsum("i,ij->j", h, R) + c
        loss -= np.log(out[y])
        out = np.where(np.arange(len(out)) == y, out - 1, out)
        da = (1 - h * h) * np.einsum("j,ij->i", out, R)
        grads[0][s] += np.einsum("j,ij->i", da, W)
        grads[1] += np.einsum("i,j->ij", emb[s], da)
        grads[2] += np.einsum("i,j->ij", da, h_0)
        grads[3] += da
        grads[4] += np.einsum("i,j->ij", h, out)
        grads[5] += out
    return loss, grads


@pytest.mark.parametrize("T", [1, 2, 20])
@pytest.mark.parametrize("start", ["article", "article, positive", "scaled"])
def test_what_runs_is_what_the_listing_adds_up(T, start):
    rng = np.random.default_rng(T)
    if start == "scaled":
        model = language_model.init(rng, 10, 50, 100)
    else:
        model = patient.article_start(rng)
    if start == "article, positive":  # else a logarithm is no number
        model = model._replace(output=model.output._replace(b=np.full(10, 99.0)))
    data = model, *rng.integers(10, size=(2, T)), rng.standard_normal(100)
    with np.errstate(invalid="ignore"):
        expected, arrays = listed(*data)
        loss, grads = patient.loss_and_grads(patient.RUNS, *data)
    assert loss == pytest.approx(expected, rel=1e-9, nan_ok=True)
    assert start != "article, positive" or np.isfinite(loss)
    for ours, theirs in zip(tree_leaves(grads), arrays, strict=True):
        assert relative_error(ours, theirs) < 1e-9  # the start is chaotic


def test_a_loss_left_as_it_was_is_seen_by_a_check_against_itself_alone():
    left = MENDED._replace(loss=patient.log_of_logit)
    data = with_positive_logits()
    grads = grads_at(left, data)
    assert agreeing(grads, right(data)) == NAMES
    assert agreeing(grads, right(data, patient.log_of_logit)) == []


def test_with_the_future_W_hh_still_meets_the_initial_state():
    data = case()
    grads = grads_at(STAGES["the future"], data)
    das = right(data).cell.b_h  # the sum of all da_t
    assert np.allclose(grads.cell.W_hh, np.outer(das, data[-1]))


def test_before_the_last_repair_W_hh_is_transposed():
    data = case()
    grads = grads_at(STAGES["the previous state"], data)
    assert relative_error(grads.cell.W_hh.T, right(data).cell.W_hh) < 1e-12


def test_from_a_zero_state_the_recurrent_weights_get_nothing():
    *data, h_0 = case()
    grads = grads_at(patient.RUNS, (*data, 0 * h_0))
    assert not grads.cell.W_hh.any()
    assert grads.cell.b_h.all()


def test_mending_the_loss_changes_no_gradient():
    data = case()
    pairs = zip(
        tree_leaves(grads_at(patient.RUNS, data)),
        tree_leaves(grads_at(STAGES["the loss"], data)),
        strict=True,
    )
    assert all(np.array_equal(a, b) for a, b in pairs)


def test_the_listing_descends_half_the_squares_in_its_output_layer():
    def half_squares(logits, target):
        return 0.5 * ((logits - one_hot(target, len(logits))) ** 2).sum()

    for T, expected in ((1, [n for n in NAMES if n != "W_hh"]), (5, NAMES[4:])):
        data = case(T)
        grads = grads_at(patient.RUNS, data)
        assert agreeing(grads, right(data, half_squares)) == expected


@pytest.mark.parametrize("T", [1, 2, 3])
@pytest.mark.parametrize(
    ("fault", "first", "wrong"),
    [
        ({"dlogits": patient.logits_less_one}, 1, NAMES),
        ({"dW_hh": patient.da_by_state}, 1, ["W_hh"]),
        ({"previous": patient.first_state}, 2, ["W_hh"]),
        ({"future": patient.nothing}, 2, ["embedding", "W_xh", "W_hh", "b_h"]),
    ],
)
def test_from_which_length_on_a_single_fault_shows(T, fault, first, wrong):
    data = case(T)
    good = agreeing(grads_at(MENDED._replace(**fault), data), right(data))
    assert [n for n in NAMES if n not in good] == (wrong if first <= T else [])


def test_the_loss_is_a_sum_over_the_steps():
    data = with_positive_logits()
    _, logits = patient.forward(*data[:2], data[-1])
    picked = logits[np.arange(5), data[2]]
    loss, _ = patient.loss_and_grads(patient.RUNS, *data)
    assert loss == pytest.approx(-np.log(picked).sum())
    assert loss == patient.summed_loss(patient.log_of_logit, *data)


def test_a_negative_logit_has_no_logarithm():
    model, *data = case()
    output = model.output._replace(b=np.full(4, -10.0))
    with np.errstate(invalid="ignore"):
        loss, _ = patient.loss_and_grads(
            patient.RUNS, model._replace(output=output), *data
        )
    assert np.isnan(loss)


def test_the_mended_step_is_the_packages_times_the_number_of_steps():
    model, inputs, targets, h_0 = data = case()
    loss, grads = patient.loss_and_grads(MENDED, *data)
    mean, mean_grads, _ = language_model.compute_loss_and_grads(
        model, inputs[:, None], targets[:, None], h_0[None]
    )
    assert loss == pytest.approx(5 * mean)
    assert agreeing(grads, tree_map(lambda g: 5 * g, mean_grads)) == NAMES


def test_complex_steps_agree_with_differences():
    model, *data = case()
    report = check_gradients(
        lambda m: float(patient.summed_loss(patient.log_of_probability, m, *data)),
        model,
        right((model, *data)),
    )
    assert report.ok


def test_the_forward_pass_is_the_packages():
    model, inputs, _, h_0 = case()
    hs, logits = patient.forward(model, inputs, h_0)
    xs = model.embedding[inputs][:, None]
    expected = rnn.forward(model.cell, xs, h_0[None])[0][:, 0]
    assert np.array_equal(hs[0], h_0)
    assert np.allclose(hs[1:], expected)
    assert np.allclose(logits, expected @ model.output.W + model.output.b)


def test_no_argument_is_changed_and_a_second_call_agrees():
    data = case()
    kept = tree_map(np.copy, data)
    first, second = (grads_at(MENDED, data) for _ in range(2))
    for a, b in zip(tree_leaves(data), tree_leaves(kept), strict=True):
        assert np.array_equal(a, b)
    for a, b in zip(tree_leaves(first), tree_leaves(second), strict=True):
        assert np.array_equal(a, b)


def test_the_articles_start_is_not_scaled():
    model = patient.article_start(np.random.default_rng(0))
    shapes = [leaf.shape for leaf in tree_leaves(model)]
    assert shapes == [(10, 50), (50, 100), (100, 100), (100,), (100, 10), (10,)]
    for leaf in tree_leaves(model):
        assert (
            leaf.std() == pytest.approx(1, abs=0.05)
            if leaf.ndim > 1
            else 0 == leaf.any()
        )


def test_the_start_takes_other_sizes():
    model = patient.article_start(np.random.default_rng(0), V=2, E=3, H=4)
    assert [leaf.shape for leaf in tree_leaves(model)[:2]] == [(2, 3), (3, 4)]
