"""Wrong answers to the exercises of the first chapter, as readers write them."""

import numpy as np
import pytest

from rnn_tutorial.exercises import rnn_structure as exercises
from rnn_tutorial.exercises import verdict


def says(exercise, answer):
    right, text = verdict(exercise, answer)
    assert not right
    return text


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (lambda T, B, D, H, V: H * (D + H + V), "the biases"),
        (lambda T, B, D, H, V: H * (D + H + 1), "cell alone"),
        (lambda T, B, D, H, V: T * (H * (D + H + 1) + V * (H + 1)), "weights a step"),
        (lambda T, B, D, H, V: T * H * (D + H + 1) + V * (H + 1), "one cell a step"),
        (lambda T, B, D, H, V: B * (H * (D + H + 1) + V * (H + 1)), "a sequence"),
        (lambda T, B, D, H, V: T * B * (H * (D + H + 1) + V * (H + 1)), "anew"),
        (lambda T, B, D, H, V: H * (D + 1) + V * (H + 1), "no memory"),
        (lambda T, B, D, H, V: H * (D + H + 1) + V * H, "bias of the output"),
        (lambda T, B, D, H, V: H * (D + H) + V * (H + 1), "bias of the state"),
        (lambda T, B, D, H, V: H * (D + H + 2) + V * (H + 1), "share one bias"),
        (lambda T, B, D, H, V: H * (D + H) + B * (H + V) + V * H, "both biases"),
        (lambda T, B, D, H, V: H * (D + H + B) + V * (H + 1), "not (B, H)"),
        (lambda T, B, D, H, V: H * (D + H + 1) + V * (H + B), "not (B, V)"),
        (lambda T, B, D, H, V: H * (D + H + 1) + V * (D + 1), "not the input"),
        (lambda T, B, D, H, V: H * (D + H + 1) + V * H + H, "added to V scores"),
        (lambda D, H, V: H * (D + H + 1) + V * (H + 1), "TypeError"),
        (lambda T, B, D, H, V: (D * H, H * H, H, H * V, V), "one value"),
    ],
)
def test_a_wrong_count_of_weights_is_named(answer, part):
    assert part in says(exercises.count_weights, answer)


def run(pre_activation, squeeze=np.tanh):
    """The stub with another line in its loop: (params, x_t, h_t, h_0) -> a_t."""

    def run_cell(params, xs, h_0):
        hs, h_t = [], h_0
        for x_t in xs:
            h_t = squeeze(pre_activation(params, x_t, h_t, h_0))
            hs.append(h_t)
        return np.array(hs)

    return run_cell


def right_line(p, x_t, h_t, h_0):
    return x_t @ p.W_xh + h_t @ p.W_hh + p.b_h


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (lambda p, x, h, h_0: x @ p.W_xh + h_0 @ p.W_hh.T + p.b_h, "begin there"),
        (lambda p, x, h, h_0: x @ p.W_xh + h @ p.W_hh.T + p.b_h, "(in, out)"),
        (lambda p, x, h, h_0: x @ p.W_xh + (p.W_hh @ h.T).T + p.b_h, "(in, out)"),
        (lambda p, x, h, h_0: x @ p.W_xh + h_0 @ p.W_hh + p.b_h, "does each step read"),
        (lambda p, x, h, h_0: x @ p.W_xh + h @ p.W_hh, "bias has gone"),
        (lambda p, x, h, h_0: x @ p.W_xh + p.b_h, "nothing of the past"),
        (lambda p, x, h, h_0: x @ p.W_xh + p.W_hh @ h + p.b_h, "ValueError"),
    ],
)
def test_a_bug_left_in_the_run_is_named(line, part):
    assert part in says(exercises.run_cell, run(line))


def test_the_first_message_leaves_the_second_bug_to_find():
    both = run(lambda p, x, h, h_0: x @ p.W_xh + h_0 @ p.W_hh.T + p.b_h)
    assert says(exercises.run_cell, both).endswith("`rnn.step(params, xs[0], h_0)`.")


def test_a_run_without_tanh_is_named():
    linear = run(right_line, squeeze=lambda a_t: a_t)
    assert "tanh" in says(exercises.run_cell, linear)


def one_array(params, xs, h_0):
    hs, h_t = [], h_0.copy()
    for x_t in xs:
        h_t[:] = np.tanh(right_line(params, x_t, h_t, h_0))
        hs.append(h_t)
    return np.array(hs)


def overwritten(params, xs, h_0):
    for x_t in xs:
        h_0[:] = np.tanh(right_line(params, x_t, h_0, h_0))
    return h_0


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (one_array, "one array, T times"),
        (overwritten, "argument number 3 in place"),
        (lambda p, xs, h_0: run(right_line)(p, xs, 0 * h_0), "start from zero"),
        (lambda p, xs, h_0: [h_0, *run(right_line)(p, xs, h_0)], "h_0 comes with them"),
        (lambda p, xs, h_0: run(right_line)(p, xs, h_0)[-1], "all T are wanted"),
        (
            lambda *a: (run(right_line)(*a), run(right_line)(*a)[-1]),
            "Return them alone",
        ),
        (lambda *a: run(right_line)(*a).swapaxes(0, 1), "axes swapped"),
    ],
)
def test_a_run_that_returns_something_else_is_told(answer, part):
    assert part in says(exercises.run_cell, answer)


def searched(u, n=301, top=3.0):
    ws = np.linspace(0, top, n)
    return ws[(ws * np.tanh(ws * np.tanh(u)) > u).argmax()]


@pytest.mark.parametrize("answer", [searched, lambda u: u / np.tanh(u)])
def test_the_turning_point_may_be_searched_or_derived(answer):
    assert verdict(exercises.turning_point, answer).right


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (lambda u: 1 / np.tanh(u), "pulls with u"),
        (lambda u: 1.31, "the number for u = 1"),
        (lambda u: searched(1), "the number for u = 1"),
        (lambda u: 1, "echo begins to stay"),
        (lambda u: (u / np.tanh(u)) ** 0.5, "tanh of step 2"),
        (lambda u: -searched(u), "w > 0 is wanted"),
        (lambda u: np.tanh(u) / u, "upside down"),
        (lambda u: np.tanh(u) * u, "divide by the tanh"),
        (lambda u: np.linspace(0, 2, 2001), "shape"),
        (lambda u: u, "should be"),
    ],
)
def test_a_wrong_turning_point_is_named(answer, part):
    assert part in says(exercises.turning_point, answer)


MAN, NOBODY = [-0.9, 0.0], [0.0, -0.9]


@pytest.mark.parametrize("pasts", [[MAN, NOBODY], np.array([[-0.1, 0.5], [0.5, -0.5]])])
def test_any_past_that_makes_the_network_answer_will_do(pasts):
    assert verdict(exercises.choose_the_past, pasts).right


@pytest.mark.parametrize(
    ("pasts", "part"),
    [
        ([[0.9, 0], NOBODY], "From row 0, dog wins; it should be man. The first unit"),
        ([[0, 0], NOBODY], "From row 0, dog and man tie"),
        ([[-0.9, -0.9], NOBODY], "The second unit must start high enough"),
        ([MAN, [0, -0.2]], "From row 1, dog and man tie"),
        ([MAN, [-0.9, 0]], "From row 1, man wins; it should be nobody. *bites* lifts"),
        ([NOBODY, MAN], "rows are swapped"),
        ([NOBODY, NOBODY], "From row 0, nobody wins"),
        ([[-1, 0], [0, -1]], "tanh stays strictly between -1 and 1"),
        (MAN, "needs (2, 2)"),
        ([[MAN], [NOBODY]], "needs (2, 2)"),
        ([[..., 0.0], [0.0, ...]], "no `...` left"),
        (["man", "nobody"], "array of numbers"),
    ],
)
def test_what_a_past_makes_the_network_answer_is_told(pasts, part):
    assert part in says(exercises.choose_the_past, pasts)


def test_answers_tie_where_the_scores_of_the_chapters_network_do():
    ends = np.array([[-0.5, 0.25], [0.5, 0.25]])  # of a step that reads *bites*
    pasts = (np.arctanh(ends) - [0, 1]) / 2
    tie = exercises.choose_the_past, [pasts[0], NOBODY]
    assert "From row 0, man and nobody tie" in says(*tie)
    tie = exercises.choose_the_past, [MAN, pasts[1]]
    assert "From row 1, dog and nobody tie" in says(*tie)


def total(hs, mask):
    return np.where(mask[..., None], hs, 0).sum(axis=0)


def cleared(hs, mask):
    hs[~mask] = 0
    return hs.sum(axis=0) / mask.sum(axis=0)[:, None]


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (lambda hs, mask: hs.sum(axis=0) / len(hs), "padding is averaged too"),
        (lambda hs, mask: (hs * mask[..., None]).mean(axis=0), "still divide by T"),
        (lambda hs, mask: total(hs, mask), "That is the sum"),
        (lambda hs, mask: total(hs, mask) / mask.sum(), "whole batch"),
        (lambda hs, mask: hs.sum(axis=0) / mask.sum(axis=0)[:, None], "still holds"),
        (lambda hs, mask: hs[mask].sum(axis=0) / mask.sum(), "for the whole batch"),
        (
            lambda hs, mask: total(hs, mask) / (mask.sum(0) - 1)[:, None],
            "n words has n",
        ),
        (lambda hs, mask: hs.mean(axis=1), "time is axis 0"),
        (lambda hs, mask: hs[mask.sum(0) - 1, np.arange(mask.shape[1])], "last valid"),
        (lambda hs, mask: (hs * mask).sum(axis=0), "ValueError"),
        (lambda hs, mask: total(hs, mask) / mask.sum(axis=0), "ValueError"),
        (cleared, "argument number 1 in place"),
    ],
)
def test_a_wrong_mean_is_named(answer, part):
    assert part in says(exercises.mean_states, answer)


def in_a_loop(hs, h_0, lengths):
    return [hs[n - 1, b] if n else h_0[b] for b, n in enumerate(lengths)]


def behind(hs, h_0, lengths):
    return np.concatenate([hs, h_0[None]])[lengths - 1, np.arange(len(lengths))]


@pytest.mark.parametrize("answer", [in_a_loop, behind])
def test_a_state_may_be_carried_in_other_ways(answer):
    assert verdict(exercises.state_to_carry, answer).right


def without_empty(hs, h_0, lengths):
    return np.array([hs[n - 1, b] for b, n in enumerate(lengths)])


def reset(hs, h_0, lengths):
    return without_empty(hs, h_0, lengths) * (lengths > 0)[:, None]


def too_early(hs, h_0, lengths):
    all_hs = np.concatenate([h_0[None], hs])
    return all_hs[lengths - 1, np.arange(len(lengths))]


def last_row_or_kept(hs, h_0, lengths):
    return np.where((lengths == 0)[:, None], h_0, hs[-1])


def overwriting(hs, h_0, lengths):
    for b, n in enumerate(lengths):
        h_0[b] = hs[n - 1, b] if n else h_0[b]
    return h_0


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (without_empty, "the index is -1"),
        (lambda hs, h_0, lengths: hs[len(hs) - 1], "read padding by then"),
        (reset, "not zero"),
        (lambda hs, h_0, n: hs[(n - 1).clip(0), np.arange(len(n))], "must not move"),
        (too_early, "one step too early"),
        (lambda hs, h_0, lengths: hs[lengths - 1, :], "(B, B, H)"),
        (last_row_or_kept, "read padding by then"),
        (lambda hs, h_0, lengths: np.vstack([[h_0], hs])[lengths], "times are right"),
        (lambda hs, h_0, lengths: h_0, "before this piece"),
        (lambda hs, h_0, n: hs[n, np.arange(len(n))], "IndexError"),
        (overwriting, "argument number 2 in place"),
    ],
)
def test_a_wrong_state_to_carry_is_named(answer, part):
    assert part in says(exercises.state_to_carry, answer)
