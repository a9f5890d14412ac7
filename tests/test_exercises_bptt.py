"""The first exercises on BPTT: right answers with a line changed, as readers err."""

import numpy as np
import pytest

from rnn_tutorial.cells import rnn
from rnn_tutorial.exercises import bptt as exercises
from rnn_tutorial.exercises import verdict
from rnn_tutorial.exercises.grading import CASES
from rnn_tutorial.tree import tree_map

COPIES = """
def answer(w, hs, es):
    dws, future = np.zeros(len(es)), 0.0
    for t in range(len(es), 0, -1):
        dh = es[t - 1] + future
        da = dh * (1 - hs[t] ** 2)
        dws[t - 1] = da * hs[t - 1]
        future = da * w
    return dws
"""
LEARNED = """
def answer(W_hh, da_1):
    dh_0 = da_1 @ W_hh.T
    return dh_0.sum(axis=0)
"""


def written(source, *changes):
    """The function of `source`, with each old piece replaced by a new one."""
    for old, new in changes:
        assert source.count(old) == 1
        source = source.replace(old, new)
    names = {"np": np, "rnn": rnn, "tree_map": tree_map}
    exec(source, names)
    return names["answer"]


def says(exercise, answer):
    right, text = verdict(exercise, answer)
    assert not right
    return text


@pytest.mark.parametrize(
    ("exercise", "source"),
    [
        (exercises.copies_gradient, COPIES),
        (exercises.learned_gradient, LEARNED),
    ],
)
def test_the_right_answer_is_right_before_a_line_of_it_is_changed(exercise, source):
    assert verdict(exercise, written(source)).right


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("es[t - 1] + future", "es[t - 1]", "immediate derivative"),
        (" * (1 - hs[t] ** 2)", "", "tanh' is missing"),
        ("es[t - 1] + future", "(es[-1] if t == len(es) else future)", "last loss"),
        (
            "dh * (1 - hs[t] ** 2)",
            "es[t - 1] * (1 - hs[t] ** 2) + future",
            "The future",
        ),
        ("dh * (1 - hs[t] ** 2)", "es[t - 1] + future * (1 - hs[t] ** 2)", "e_t does"),
        ("future = da * w", "future = dh * w", "meets dh_t"),
        ("future = da * w", "future = da", "factor too"),
        ("future = da * w", "future += da * w", "counts twice"),
        ("dh * (1 - hs[t] ** 2)", "dh * 1 - hs[t] ** 2", "lost its brackets"),
        ("da * hs[t - 1]", "da * hs[t]", "which state"),
        ("da * hs[t - 1]", "da * hs[0]", "The partner moves"),
        ("da * hs[t - 1]", "da", "These are the da_t"),
        ("(1 - hs[t] ** 2)", "(1 - hs[t - 1] ** 2)", "is taken at h_{t-1}"),
        ("(1 - hs[t] ** 2)", "(1 - np.tanh(hs[t]) ** 2)", "no other tanh"),
        ("range(len(es), 0, -1)", "range(1, len(es) + 1)", "begin with the last"),
        ("range(len(es), 0, -1)", "range(len(es), 1, -1)", "ends one step early"),
        ("range(len(es), 0, -1)", "range(len(es) - 1, 0, -1)", "e_T is not heard"),
        ("range(len(es), 0, -1)", "range(len(es))", "from 0 up to T - 1"),
        ("range(len(es), 0, -1)", "reversed(range(len(es)))", "T - 1 down to 0"),
        ("np.zeros(len(es))", "np.zeros(len(es), dtype=int)", "whole numbers only"),
        ("return dws", "return dws, future", "a tuple of 2; one array"),
        ("es[t - 1] + future", "es[t - 1]; es[t - 1] = 0", "copy es first"),
        ("return dws", "return dws.sum()", "gradient of the shared w"),
        ("return dws", "return dws[::-1].tolist()", "dw_1 comes first"),
        ("    return dws", "        return dws", "inside it"),
        ("es[t - 1]", "es[min(t, len(es) - 1)]", "e_1 never"),
        ("np.zeros(len(es))", "np.zeros(len(es) + 1)", "shape (7,)"),
    ],
)
def test_slips_in_the_walk_of_one_unit_are_named(old, new, part):
    assert part in says(exercises.copies_gradient, written(COPIES, (old, new)))


def test_states_read_one_step_early_are_named():
    zero_based = (
        ("range(len(es), 0, -1)", "range(len(es) - 1, -1, -1)"),
        ("es[t - 1]", "es[t]"),
        ("dws[t - 1]", "dws[t]"),
    )
    answer = written(COPIES, *zero_based)
    assert "read one step early" in says(exercises.copies_gradient, answer)


def test_a_double_loop_that_never_reaches_the_last_step_is_named():
    def columns(w, hs, es):
        T, dws = len(es), np.zeros(len(es))
        for k in range(1, T + 1):
            for t in range(k, T):
                g = es[t - 1] * (1 - hs[t] ** 2)
                for s in range(t - 1, k - 1, -1):
                    g = g * w * (1 - hs[s] ** 2)
                dws[k - 1] += g * hs[k - 1]
        return dws

    assert "ends before it" in says(exercises.copies_gradient, columns)


def drawn(exercise):
    return [exercise.draw(np.random.default_rng(seed)) for seed in range(CASES)]


def test_one_step_and_two_steps_are_tried_as_well_as_more():
    assert {1, 2} < {len(es) for _, _, es in drawn(exercises.copies_gradient)}


def test_what_is_wrong_for_one_step_only_is_seen():
    answer = written(COPIES, ("return dws", "return dws if len(es) > 1 else 0 * dws"))
    assert "all is right" in says(exercises.copies_gradient, answer)


def test_one_sequence_is_tried_as_well_as_more():
    batches = {len(da_1) for _, da_1 in drawn(exercises.learned_gradient)}
    assert {1} < batches
    one = written(LEARNED, ("dh_0.sum(axis=0)", "dh_0.sum(axis=0) * (len(da_1) > 1)"))
    assert "all is right" in says(exercises.learned_gradient, one)


def test_a_row_of_the_double_sum_is_told_from_a_column():
    def rows(w, hs, es):
        total, out = 0.0, []
        for t in range(1, len(es) + 1):
            slope = 1 - hs[t] ** 2
            total = slope * hs[t - 1] + slope * w * total
            out.append(es[t - 1] * total)
        return np.array(out)

    assert "a row of the double sum" in says(exercises.copies_gradient, rows)


def test_copies_added_up_on_the_way_are_named():
    answer = written(COPIES, ("dws[t - 1] =", "dws[:t] +="))
    assert "added up on the way" in says(exercises.copies_gradient, answer)


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("W_hh.T", "W_hh", "not transposed"),
        ("dh_0.sum(axis=0)", "dh_0.mean(axis=0)", "mean over the batch"),
        ("dh_0.sum(axis=0)", "dh_0", "what becomes of the gradients of its uses"),
        ("dh_0.sum(axis=0)", "dh_0.sum(axis=1)", "runs over the units"),
        ("dh_0.sum(axis=0)", "dh_0[0]", "Only the first sequence"),
        ("dh_0.sum(axis=0)", "dh_0.sum()", "shape ()"),
        ("dh_0.sum(axis=0)", "dh_0.sum(axis=0, keepdims=True)", "number of entries"),
        ("dh_0.sum(axis=0)", "da_1.sum(axis=0)", "as for a bias"),
        ("dh_0.sum(axis=0)", "(da_1 @ W_hh).mean(axis=0)", "Two slips"),
    ],
)
def test_slips_with_the_learned_state_are_named(old, new, part):
    assert part in says(exercises.learned_gradient, written(LEARNED, (old, new)))


@pytest.mark.parametrize(
    ("letter", "part"),
    [("A", "passes at T = 1"), ("B", "feeds dW_hh"), ("D", "all five")],
)
def test_a_wrong_line_is_told_by_its_own_trace(letter, part):
    assert part in says(exercises.trace, letter)


@pytest.mark.parametrize("letter", ["c", " C. "])
def test_a_letter_may_be_small(letter):
    assert verdict(exercises.trace, letter).right


@pytest.mark.parametrize("answer", ["line C", "(C)", "C. future", "E", "", None, 3])
def test_what_is_no_letter_of_the_choice_is_asked_for_one(answer):
    assert says(exercises.trace, answer) == "Give one letter: A, B, C or D."
