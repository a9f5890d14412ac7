"""Wrong answers to the exercises on five ways, as readers write them."""

import numpy as np
import pytest

from rnn_tutorial.exercises import one_gradient_five_ways as exercises
from rnn_tutorial.exercises import verdict
from rnn_tutorial.proof import double_sum


def term_by_matrices(W_hh, hs, e_t, t, k):
    g = e_t
    for s in range(t, k, -1):
        g = g @ np.diag(1 - hs[s] ** 2) @ W_hh.T
    return hs[k - 1][:, None] * (g * (1 - hs[k] ** 2))


def first_to_last(W_hh, hs, e_t, t, k):
    g = e_t
    for s in range(k + 1, t + 1):
        g = (g * (1 - hs[s] ** 2)) @ W_hh.T
    return np.outer(hs[k - 1], g * (1 - hs[k] ** 2))


def untransposed(W_hh, hs, e_t, t, k):
    g = e_t
    for s in range(t, k, -1):
        g = (g * (1 - hs[s] ** 2)) @ W_hh
    return np.outer(hs[k - 1], g * (1 - hs[k] ** 2))


def changed(partner=-1, low=0, last=True, slopes=True, flip=False):
    def term(W_hh, hs, e_t, t, k):
        g = e_t
        for s in range(t, k + low, -1):
            g = (g * (1 - hs[s] ** 2) if slopes else g) @ W_hh.T
        da = g * (1 - hs[k] ** 2) if last else g
        pair = (da, hs[k + partner]) if flip else (hs[k + partner], da)
        return np.outer(*pair)

    return term


def immediate(W_hh, hs, e_t, t, k):
    return np.outer(hs[k - 1], e_t * (1 - hs[k] ** 2))


def through_the_last_weight(W_hh, hs, e_t, t, k):
    g = e_t
    for s in range(t, k - 1, -1):
        g = (g * (1 - hs[s] ** 2)) @ W_hh.T
    return np.outer(hs[k - 1], g)


def all_steps(W_hh, hs, e_t, t, k):
    g, total = e_t, np.zeros_like(W_hh)
    for s in range(t, k - 1, -1):
        da = g * (1 - hs[s] ** 2)
        total += np.outer(hs[s - 1], da)
        g = da @ W_hh.T
    return total


def fancy(table, ids, d):
    dtable = np.zeros(table.shape)
    dtable[ids] += d
    return dtable


def loop(table, ids, d):
    dtable = np.zeros(table.shape)
    for n, row in zip(ids, d, strict=True):
        dtable[n] += row
    return dtable


def mean(table, ids, d):
    return np.array([d[ids == v].mean(0) if v in ids else 0 * table[v]
                     for v in range(len(table))])  # fmt: skip


def walk(order, add, chain):
    def sweep(parents, slopes):
        grads = [0.0] * (len(parents) - 1) + [1.0]
        for n in order(range(len(parents))):
            for p, s in zip(parents[n], slopes[n], strict=True):
                old = grads[p] if add else 0.0
                grads[p] = old + (s * grads[n] if chain else s)
        return np.array(grads)

    return sweep


def queue(parents, slopes):
    grads, waiting, seen = np.zeros(len(parents)), [len(parents) - 1], set()
    grads[-1] = 1.0
    while waiting:
        n = waiting.pop(0)
        for p, s in zip(parents[n], slopes[n], strict=True):
            grads[p] += s * grads[n]
            if p not in seen:
                waiting.append(p)
                seen.add(p)
    return grads


def indexed(parents, slopes):
    grads = np.zeros(len(parents))
    grads[-1] = 1.0
    for n in range(len(parents) - 1, 1, -1):
        grads[np.array(parents[n])] += grads[n] * np.array(slopes[n])
    return grads


def dual(
    old=True, weight=True, bias=True, slope=True, late=False, flip=False, early=False
):
    def directional(params, direction, xs, h_0):
        h, dh = h_0, 0 * h_0
        for x_t in xs:
            new = np.tanh(x_t @ params.W_xh + h @ params.W_hh + params.b_h)
            da = x_t @ direction.W_xh + (direction.b_h if bias else 0)
            if weight:
                da = da + (new if late else h) @ direction.W_hh
            if old:
                da = da + dh @ (params.W_hh.T if flip else params.W_hh)
            at = h if early else new
            h, dh = new, (1 - at**2) * da if slope else da
        return dh

    return directional


@pytest.mark.parametrize(
    ("exercise", "answer"),
    [
        (exercises.method, "c"),
        (exercises.suspect, "A."),
        (exercises.one_term, term_by_matrices),
        (exercises.one_term, changed()),
        (exercises.break_even, lambda D, H: H * H * (D + H + 1) / 2 / (D + H)),
        (exercises.pull_rows, loop),
        (exercises.sweep, walk(reversed, True, True)),
        (exercises.directional, dual()),
    ],
)
def test_a_right_answer_is_right(exercise, answer):
    assert verdict(exercise, answer).right


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.method, "A", "no last t"),
        (exercises.method, "B", "stored states"),
        (exercises.method, "D", "for each parameter"),
        (exercises.suspect, "B", "fail at T = 1. Both pass"),
        (exercises.suspect, "C", "passes through tanh"),
        (exercises.suspect, "D", "halved"),
        (exercises.one_term, untransposed, "wrong way round"),
        (exercises.one_term, first_to_last, "the other way"),
        (exercises.one_term, changed(last=False), "slope of step k is missing"),
        (exercises.one_term, changed(slopes=False), "k + 1 to t"),
        (exercises.one_term, changed(slopes=False, last=False), "No slope at all"),
        (exercises.one_term, changed(low=-1), "one Jacobian too many"),
        (exercises.one_term, changed(low=1), "one Jacobian too few"),
        (exercises.one_term, changed(partner=0), "h_(k-1)"),
        (exercises.one_term, changed(flip=True), "transpose"),
        (exercises.one_term, immediate, "t - k Jacobians lie between"),
        (exercises.one_term, through_the_last_weight, "ends at a_k"),
        (exercises.one_term, all_steps, "sum over all steps"),
        (
            exercises.break_even,
            lambda D, H: round(H * H * (D + H + 1) / 2 / (D + H)),
            "not round",
        ),
        (
            exercises.break_even,
            lambda D, H: H * H * (D + H + 1) // (2 * (D + H)),
            "cut off",
        ),
        (exercises.break_even, lambda D, H: H * H * (D + H + 1) / (D + H), "two"),
        (
            exercises.break_even,
            lambda D, H: H * H * (D + H + 1) / (3 * (D + H)),
            "once",
        ),
        (exercises.break_even, lambda D, H: H * H / 2, "bias"),
        (
            exercises.break_even,
            lambda D, H: 2 * (D + H) / (H * H * (D + H + 1)),
            "down",
        ),
        (exercises.break_even, lambda D, H: H**3 * (D + H + 1) / 2 / (D + H), "last H"),
        (exercises.break_even, lambda D, H: D * H + H * H + H, "columns"),
        (exercises.pull_rows, fancy, "keeps the last"),
        (exercises.pull_rows, mean, "their mean"),
        (exercises.pull_rows, lambda *a: a[0] + loop(*a), "Start from zeros"),
        (exercises.pull_rows, lambda *a: a[0] * loop(*a), "copied"),
        (exercises.pull_rows, lambda table, ids, d: d, "table's is wanted"),
        (exercises.sweep, walk(iter, False, True), "Both bugs"),
        (exercises.sweep, walk(reversed, False, True), "overwrites"),
        (exercises.sweep, walk(iter, True, True), "visited before"),
        (exercises.sweep, walk(reversed, True, False), "Each slope"),
        (exercises.sweep, queue, "before its last gradient came"),
        (exercises.sweep, indexed, "both parents at once"),
        (exercises.directional, dual(bias=False), "b_h moves, too"),
        (exercises.directional, dual(early=True), "that of the new state"),
        (exercises.directional, dual(old=False), "old state moves, too"),
        (exercises.directional, dual(weight=False), "W_hh moves, too"),
        (exercises.directional, dual(slope=False), "slope of tanh"),
        (exercises.directional, dual(late=True), "reads h_(t-1)"),
        (exercises.directional, dual(flip=True), "no transpose"),
        (exercises.directional, dual(old=False, weight=False), "Only W_xh and b_h"),
    ],
)
def test_a_wrong_answer_is_told_what_is_wrong(exercise, answer, part):
    right, says = verdict(exercise, answer)
    assert not right
    assert part in says


def test_the_term_is_that_of_the_package():
    W_hh, hs, e_t, t, k = exercises.one_term.draw(np.random.default_rng(3))
    params = double_sum.RNNParams(np.zeros((1, len(e_t))), W_hh, np.zeros_like(e_t))
    es = np.zeros((t, 1, len(e_t)))
    es[-1] = e_t
    cache = np.zeros((t, 1, 1)), hs[:, None]
    right = double_sum.term(params, cache, es, t, k).W_hh
    np.testing.assert_allclose(exercises.one_term.solution(W_hh, hs, e_t, t, k), right)


@pytest.mark.parametrize("seed", range(20))
def test_a_term_lies_below_the_diagonal(seed):
    W_hh, hs, e_t, t, k = exercises.one_term.draw(np.random.default_rng(seed))
    T, H = len(hs) - 1, len(e_t)
    assert W_hh.shape == (H, H) and hs.shape == (T + 1, H)
    assert t == T and 1 <= k < t and len(hs) != H and min(len(hs), H) >= 3
    assert np.abs(hs).max() < 0.9 and hs.min() < -0.3 and hs.max() > 0.3


def test_every_k_below_t_is_drawn():
    draws = [exercises.one_term.draw(np.random.default_rng(s)) for s in range(60)]
    assert {k for *_, t, k in draws if t == 3} == {1, 2}
    assert min(t for *_, t, _ in draws) == 2 and max(t for *_, t, _ in draws) == 6


@pytest.mark.parametrize("seed", range(8))
def test_rows_of_the_table_are_used_again(seed):
    table, ids, d = exercises.pull_rows.draw(np.random.default_rng(seed))
    V, E = table.shape
    assert ids.shape == (V + E,) and d.shape == (V + E, E) and V != E
    assert ids.min() >= 0 and ids.max() < V
    assert len(set(ids.tolist())) < len(ids)


@pytest.mark.parametrize("seed", range(20))
def test_a_drawn_tape_can_be_walked(seed):
    parents, slopes = exercises.sweep.draw(np.random.default_rng(seed))
    assert parents[:2] == [(), ()] and 4 <= len(parents) <= 7
    for n, (pair, values) in enumerate(zip(parents, slopes, strict=True)):
        assert len(values) == len(pair) == (2 if n > 1 else 0)
        assert all(0 <= p < n for p in pair) and all(1 <= v <= 2 for v in values)
        assert n < 2 or pair[0] == n - 1


def test_a_small_tape_has_the_gradient_of_paper():
    parents, slopes = [(), (), (1, 0), (2, 1)], [(), (), (2.0, 3.0), (5.0, 7.0)]
    found = exercises.sweep.solution(parents, slopes)
    assert list(found) == [15.0, 17.0, 5.0, 1.0]


def test_a_network_and_its_direction_have_the_same_shapes():
    params, direction, xs, h_0 = exercises.directional.draw(np.random.default_rng(0))
    T, B, D = xs.shape
    H = h_0.shape[1]
    assert len({T, B, D, H}) == 4 and len(h_0) == B
    for tree in (params, direction):
        assert [leaf.shape for leaf in tree] == [(D, H), (H, H), (H,)]
    assert not np.array_equal(params.W_hh, direction.W_hh)


def test_the_tangent_is_the_derivative_along_the_direction():
    params, direction, xs, h_0 = exercises.directional.draw(np.random.default_rng(1))
    moved = type(params)(
        *(p + 1e-30j * v for p, v in zip(params, direction, strict=True))
    )
    h = h_0
    for x_t in xs:
        h = np.tanh(x_t @ moved.W_xh + h @ moved.W_hh + moved.b_h)
    found = exercises.directional.solution(params, direction, xs, h_0)
    np.testing.assert_allclose(found, h.imag / 1e-30, rtol=1e-12, atol=1e-14)


def test_the_sides_change_at_135_outputs_in_the_chapter():
    assert exercises.break_even.solution(2, 16) == pytest.approx(16 * 304 / 36)


def test_every_exercise_is_named():
    assert (
        exercises.__all__ == sorted(exercises.__all__) and len(exercises.__all__) == 7
    )


def slope_after(W_hh, hs, e_t, t, k):
    g = e_t
    for s in range(t, k, -1):
        g = g @ W_hh.T * (1 - hs[s] ** 2)
    return np.outer(hs[k - 1], g * (1 - hs[k] ** 2))


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.one_term, slope_after, "tanh of step t first"),
        (
            exercises.break_even,
            lambda D, H: (H * H * (D + H + 1) - D - H) / (2 * (D + H)),
            "it cancels",
        ),
        (
            exercises.break_even,
            lambda D, H: 1 + H * H * (D + H + 1) / (2 * (D + H)),
            "One too many",
        ),
    ],
)
def test_an_order_and_a_forward_pass_too_many_are_told(exercise, answer, part):
    right, says = verdict(exercise, answer)
    assert not right and part in says


def along(move):
    """The tangent without a tangent: from whole forward passes at moved parameters."""

    def tangent(params, direction, xs, h_0):
        def last(step):
            arrays = zip(params, direction, strict=True)
            W_xh, W_hh, b_h = (p + step * v for p, v in arrays)
            h = h_0
            for x_t in xs:
                h = np.tanh(x_t @ W_xh + h @ W_hh + b_h)
            return h

        return move(last)

    return tangent


@pytest.mark.parametrize("eps", [1e-4, 1e-5, 1e-6])
def test_a_difference_is_no_tangent(eps):
    answer = along(lambda last: (last(eps) - last(-eps)) / (2 * eps))
    right, says = verdict(exercises.directional, answer)
    assert not right and "some digits only" in says


def test_a_complex_step_is_a_tangent():
    answer = along(lambda last: last(1e-30j).imag / 1e-30)
    assert verdict(exercises.directional, answer).right
    assert exercises.directional.rtol == 1e-12
