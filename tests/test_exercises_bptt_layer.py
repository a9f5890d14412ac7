"""The longer exercises on BPTT: right answers with a line changed, as readers err."""

import numpy as np
import pytest
from test_exercises_bptt import drawn, says, written

from rnn_tutorial.cells import rnn
from rnn_tutorial.exercises import bptt as exercises
from rnn_tutorial.exercises import verdict

RECURRENT = """
def answer(W_hh, hs, es):
    dW_hh, future = np.zeros_like(W_hh), 0.0
    for t in range(len(es), 0, -1):
        da = (es[t - 1] + future) * (1 - hs[t] ** 2)
        dW_hh += hs[t - 1].T @ da
        future = da @ W_hh.T
    return dW_hh
"""
STUB = """
def answer(W_hh, hs, es):
    dW_hh, future = np.zeros_like(W_hh), 0.0
    for t in range(len(es), 0, -1):
        da = es[t - 1] * (1 - hs[t] ** 2) + future
        dW_hh += hs[t].T @ da
        future = da @ W_hh.T
    return dW_hh
"""
SKIP = """
def answer(W_hh, cs, es):
    das, future = np.zeros_like(cs), 0.0
    for t in range(len(cs), 0, -1):
        dh = es[t - 1] + future
        da = dh * (1 - cs[t - 1] ** 2)
        das[t - 1] = da
        future = dh + da @ W_hh.T
    return das
"""
STRETCHES = """
def answer(params, xs, kept, es, K):
    parts, dh = [], np.zeros_like(kept[0])
    for n in reversed(range(len(kept))):
        stretch = slice(n * K, n * K + K)
        _, _, cache = rnn.forward(params, xs[stretch], kept[n])
        grads, _, dh = rnn.backward(params, cache, es[stretch], dh)
        parts.append(grads)
    return tree_map(lambda *grads: sum(grads), *parts)
"""


@pytest.mark.parametrize(
    ("exercise", "source"),
    [
        (exercises.recurrent_gradient, RECURRENT),
        (exercises.skip_gradients, SKIP),
        (exercises.checkpointed, STRETCHES),
    ],
)
def test_the_right_answer_is_right_before_a_line_of_it_is_changed(exercise, source):
    assert verdict(exercise, written(source)).right


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ([], "Both faults"),
        ([("hs[t].T", "hs[t - 1].T")], "One fault is gone. The future"),
        ([(" + future", "")], "missing altogether"),
        ([("@ W_hh.T", "@ W_hh.T * (1 - hs[t] ** 2)")], "other fault is untouched"),
        (
            [
                ("hs[t].T", "hs[t - 1].T"),
                ("@ W_hh.T", "@ W_hh.T * (1 - hs[t] ** 2)"),
            ],
            "of the step that it leaves",
        ),
    ],
)
def test_half_mended_answers_are_told_what_is_left(changes, part):
    assert part in says(exercises.recurrent_gradient, written(STUB, *changes))


def test_the_future_may_take_its_slope_before_it_arrives():
    before = ("@ W_hh.T", "@ W_hh.T * (1 - hs[t - 1] ** 2)")
    answer = written(STUB, ("hs[t].T", "hs[t - 1].T"), before)
    assert verdict(exercises.recurrent_gradient, answer).right


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("hs[t - 1].T", "hs[t].T", "One fault is gone. da_t"),
        ("hs[t - 1].T", "hs[0].T", "The partner moves"),
        ("es[t - 1] + future", "es[t - 1]", "immediate derivative"),
        (" * (1 - hs[t] ** 2)", "", "tanh' is missing"),
        ("(1 - hs[t] ** 2)", "1 - hs[t] ** 2", "lost its brackets"),
        ("da @ W_hh.T", "da @ W_hh", "not transposed"),
        ("da @ W_hh.T", "da", "has a factor too"),
        ("da @ W_hh.T", "(es[t - 1] + future) @ W_hh.T", "meets dh_t"),
        ("da @ W_hh.T", "da @ W_hh.T * (1 - hs[t - 1] ** 2)", "tanh' twice"),
        ("future = da", "future += da", "counts twice"),
        ("dW_hh +=", "dW_hh =", "Only the first step"),
        ("hs[t - 1].T @ da", "da.T @ hs[t - 1]", "transpose of the right"),
        ("(1 - hs[t] ** 2)", "(1 - hs[t - 1] ** 2)", "is taken at h_{t-1}"),
        ("(1 - hs[t] ** 2)", "(1 - np.tanh(hs[t]) ** 2)", "no other tanh"),
        ("range(len(es), 0, -1)", "range(1, len(es) + 1)", "begin with the last"),
        ("range(len(es), 0, -1)", "range(len(es), 1, -1)", "ends one step early"),
        ("range(len(es), 0, -1)", "range(len(es) - 1, 0, -1)", "e_T is not heard"),
        ("range(len(es), 0, -1)", "range(len(es))", "from 0 up to T - 1"),
        ("range(len(es), 0, -1)", "reversed(range(len(es)))", "T - 1 down to 0"),
        ("return dW_hh", "return dW_hh, future", "a tuple of 2; one array"),
        ("dW_hh += hs", "dW_hh += 1 / len(da) * hs", "varies with the sizes"),
    ],
)
def test_new_faults_in_the_mended_function_are_named(old, new, part):
    assert part in says(exercises.recurrent_gradient, written(RECURRENT, (old, new)))


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("dh + da @ W_hh.T", "da @ W_hh.T", "the plain cell"),
        ("dh + da @ W_hh.T", "dh", "Only the straight way"),
        ("dh + da @ W_hh.T", "da + da @ W_hh.T", "not da_t"),
        ("dh + da @ W_hh.T", "es[t - 1] + da @ W_hh.T", "carries e_t only"),
        ("dh + da @ W_hh.T", "future + da @ W_hh.T", "carries the future only"),
        ("dh + da @ W_hh.T", "(dh + da) @ W_hh.T", "no weight stands on it"),
        ("dh + da @ W_hh.T", "dh + da", "passes a weight too"),
        ("dh + da @ W_hh.T", "1 + da @ W_hh.T", "times the signal"),
        ("dh + da @ W_hh.T", "dh + dh @ W_hh.T", "meets dh_t"),
        ("dh + da @ W_hh.T", "dh + da @ W_hh", "not transposed"),
        ("das[t - 1] = da", "das[t - 1] = dh", "These are the dh_t"),
        (" * (1 - cs[t - 1] ** 2)", "", "tanh' is missing"),
        ("(1 - cs[t - 1] ** 2)", "1 - cs[t - 1] ** 2", "lost its brackets"),
        ("future = dh", "future += dh", "dh_t holds already"),
        ("cs[t - 1] ** 2", "cs[:t].sum(axis=0) ** 2", "sum of the c_t"),
        ("cs[t - 1] ** 2", "np.tanh(cs[t - 1]) ** 2", "no other tanh"),
        ("range(len(cs), 0, -1)", "range(len(cs), 1, -1)", "ends one step early"),
        ("range(len(cs), 0, -1)", "range(len(cs) - 1, 0, -1)", "e_T is not heard"),
        ("range(len(cs), 0, -1)", "range(1, len(cs) + 1)", "begin with the last"),
        ("return das", "return das[::-1]", "reverse order"),
    ],
)
def test_slips_with_the_cell_that_adds_are_named(old, new, part):
    assert part in says(exercises.skip_gradients, written(SKIP, (old, new)))


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("es[stretch], dh)", "es[stretch], np.zeros_like(dh))", "that is truncation"),
        ("reversed(range(len(kept)))", "range(len(kept))", "last stretch goes first"),
        ("range(len(kept))", "range(len(xs) // K)", "shorter than K"),
        ("kept[n]", "kept[0]", "starts from h_0"),
        ("kept[n]", "np.zeros_like(kept[n])", "starts from zeros"),
        ("kept[n]", "kept[n - 1]", "the first from the last kept one"),
        ("kept[n]", "(kept[n] if n else 0 * dh)", "Part W_xh is wrong"),
        ("n * K + K)", "(n + 2) * K)", "neighbours overlap"),
        ("parts, dh", "K = len(xs) // len(kept); parts, dh", "cut evenly"),
        ("np.zeros_like(kept[0])", "rnn.forward(params, xs, kept[0])[1]", "no loss"),
        ("tree_map(lambda *grads: sum(grads), *parts)", "parts", "a list"),
        ("tree_map(lambda *grads: sum(grads), *parts)", "grads", "first stretch alone"),
        ("tree_map(lambda *grads: sum(grads), *parts)", "parts[0]", "last stretch al"),
        ("sum(grads)", "sum(grads) / len(grads)", "mean over the stretches"),
        ("*parts)", "*parts)._asdict()", "Return them as a tuple"),
        ("*parts)", "*parts)[0]", "must be a tuple of 3 arrays"),
        ("n * K + K)", "n * K + K - 1)", "xs must have shape"),
        ("es[stretch], dh)", "es, dh)", "dhs must have shape"),
    ],
)
def test_slips_between_the_stretches_are_named(old, new, part):
    assert part in says(exercises.checkpointed, written(STRETCHES, (old, new)))


def test_a_gradient_that_is_added_to_the_one_before_is_named():
    added = ("_, dh = rnn", "_, d = rnn"), ("parts.append", "dh = dh + d; parts.append")
    answer = written(STRETCHES, *added)
    assert "added to dh_T" in says(exercises.checkpointed, answer)


def test_a_state_in_the_place_of_a_gradient_is_named():
    handed_over = (
        ("_, _, cache", "_, h, cache"),
        ("es[stretch], dh)", "es[stretch], h)"),
    )
    answer = written(STRETCHES, *handed_over)
    assert "A state is handed over" in says(exercises.checkpointed, answer)


def test_the_first_state_need_not_be_zero():
    def from_zero(params, xs, kept, es, K):
        zero = np.zeros_like(kept[0])
        _, _, cache = rnn.forward(params, xs, zero)
        return rnn.backward(params, cache, es, zero)[0]

    assert "need not be zero" in says(exercises.checkpointed, from_zero)


@pytest.mark.parametrize(
    "exercise",
    [exercises.recurrent_gradient, exercises.skip_gradients, exercises.checkpointed],
)
def test_one_step_and_two_steps_are_tried_as_well_as_more(exercise):
    lengths = {len(case[1]) for case in drawn(exercise)}
    states_in_front = exercise is exercises.recurrent_gradient
    assert {1 + states_in_front, 2 + states_in_front} < lengths


def test_one_state_is_kept_in_front_of_each_stretch():
    counts = set()
    for seed in range(40):
        params, xs, kept, _, K = exercises.checkpointed.draw(
            np.random.default_rng(seed)
        )
        hs, _, _ = rnn.forward(params, xs, kept[0])
        assert np.array_equal(kept, [kept[0], *hs[K - 1 : -1 : K]])
        counts.add(len(kept))
    assert counts == {1, 2, 3, 4}


def test_some_last_stretch_is_shorter_and_some_is_not():
    rest = {len(xs) % K > 0 for _, xs, _, _, K in drawn(exercises.checkpointed)}
    assert rest == {True, False}
