"""The training loop: it learns, carries state, stops when numbers run away."""

from itertools import islice

import numpy as np
import pytest

from rnn_tutorial.datasets import streams
from rnn_tutorial.models import language_model as lm
from rnn_tutorial.optim import adam, sgd
from rnn_tutorial.train import TrainingDiverged, all_finite, start, train, train_step
from rnn_tutorial.tree import tree_leaves

IDS = np.tile(np.arange(5), 13)  # 0 1 2 3 4 0 1 2 ...
COMPUTE = lm.compute_loss_and_grads


def fresh(optimizer):
    params = lm.init(np.random.default_rng(0), 5, 4, 6)
    return start(params, optimizer, np.zeros((2, 6)))


def run(optimizer, state=None, max_norm=1.0, compute=COMPUTE):
    state = fresh(optimizer) if state is None else state
    return train(state, streams(IDS, 2), 8, compute, optimizer, max_norm)


def test_a_cycle_is_learned():
    losses = [loss for _, loss, _ in islice(run(adam(0.03)), 150)]
    assert losses[0] > 1.3
    assert losses[-1] < 0.01


def test_the_state_is_carried_and_reset_where_the_text_starts_anew():
    hiddens = []

    def spy(params, inputs, targets, hidden):
        hiddens.append(hidden)
        return COMPUTE(params, inputs, targets, hidden)

    states = [state for state, _, _ in islice(run(adam(0.03), compute=spy), 9)]
    assert [step for step, h in enumerate(hiddens) if not h.any()] == [0, 4, 8]
    np.testing.assert_array_equal(hiddens[1], states[0].hidden)


def test_going_on_from_a_state_is_the_same_run():
    whole = list(islice(run(adam(0.03)), 6))[-1]
    (middle, _, _) = list(islice(run(adam(0.03)), 2))[-1]
    later = list(islice(run(adam(0.03), middle), 4))[-1]
    for a, b in zip(tree_leaves(whole), tree_leaves(later), strict=True):
        np.testing.assert_array_equal(a, b)


def test_the_norm_is_measured_before_clipping_and_the_step_after():
    optimizer = sgd(1.0)
    state = fresh(optimizer)
    inputs, targets = streams(IDS, 2)[:8], streams(IDS, 2)[1:9]
    moved, _, norm = train_step(state, inputs, targets, COMPUTE, optimizer, 1e-3)
    pairs = zip(tree_leaves(moved.params), tree_leaves(state.params), strict=True)
    assert norm > 0.1
    assert sum(((a - b) ** 2).sum() for a, b in pairs) == pytest.approx(1e-6)


def test_an_exploding_run_stops_names_the_step_and_keeps_finite_parameters():
    optimizer = sgd(1e308)
    seen = [fresh(optimizer)]
    with pytest.raises(TrainingDiverged, match=r"diverged at step \d") as caught:
        for state, _, _ in islice(run(optimizer, max_norm=1e308), 50):
            seen.append(state)
    assert all_finite(caught.value.state)
    assert caught.value.state.params is seen[-1].params
    assert f"step {len(seen)}:" in str(caught.value)


def test_a_loss_that_is_not_finite_stops():
    def broken(params, *rest):
        loss, grads, hidden = COMPUTE(params, *rest)
        return np.nan * loss, grads, hidden

    with pytest.raises(TrainingDiverged):
        next(run(adam(0.1), compute=broken))


def test_a_loss_of_a_million_nats_is_hopeless_and_a_little_less_is_not():
    def lossy(loss):
        return lambda *arguments: (loss, *COMPUTE(*arguments)[1:])

    assert next(run(adam(0.1), compute=lossy(999_999.0)))[1] == 999_999
    with pytest.raises(TrainingDiverged):
        next(run(adam(0.1), compute=lossy(1e6)))


def test_one_entry_that_is_not_finite_is_enough():
    assert all_finite([np.ones(2), np.zeros(1)])
    assert not all_finite([np.ones(2), np.array([1.0, np.nan])])


def test_parameters_are_not_changed_in_place():
    state = fresh(adam(0.1))
    before = [leaf.copy() for leaf in tree_leaves(state)]
    next(run(adam(0.1), state))
    for a, b in zip(tree_leaves(state), before, strict=True):
        np.testing.assert_array_equal(a, b)


def test_a_parameter_that_is_not_finite_stops_at_once():
    good = sgd(0.1)
    broken = good._replace(
        update=lambda grads, state, params: (
            params._replace(embedding=np.inf * params.embedding),
            state,
        )
    )
    with pytest.raises(TrainingDiverged, match="step 1:") as caught:
        next(run(broken))
    assert all_finite(caught.value.state)


def test_a_gradient_whose_norm_overflows_stops():
    def huge(params, *rest):
        loss, grads, hidden = COMPUTE(params, *rest)
        return loss, grads._replace(embedding=grads.embedding + 1e200), hidden

    with pytest.raises(TrainingDiverged):
        next(run(sgd(0.1), compute=huge))
