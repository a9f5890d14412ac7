"""Wrong answers to the exercises of the bug museum, as readers write them."""

import copy

import numpy as np
import pytest

from rnn_tutorial.exercises import bug_museum as exercises
from rnn_tutorial.exercises import verdict
from rnn_tutorial.exercises.bug_museum import purity
from rnn_tutorial.exercises.grading import CASES
from rnn_tutorial.gradcheck import check_gradients
from rnn_tutorial.proof import museum, suspects
from rnn_tutorial.proof.bugs import right_cells


def arguments_only(suspect, x, d):
    given = np.array(x), np.array(d)
    suspect(*given)
    return np.array_equal(given[0], x) and np.array_equal(given[1], d)


def results_only(suspect, x, d):
    x, d = x.copy(), d.copy()
    first = suspect(x, d).copy()
    return np.allclose(first, suspect(x, d))


def without_copy(suspect, x, d):
    x, d = x.copy(), d.copy()
    return np.array_equal(suspect(x, d), suspect(x, d))


def new_copies(suspect, x, d):
    first = suspect(x.copy(), d.copy())
    return np.array_equal(first, suspect(x.copy(), d.copy()))


def without_copy_but_arguments(suspect, x, d):
    mine = x.copy(), d.copy()
    first = suspect(*mine)
    agree = np.array_equal(first, suspect(*mine))
    return agree and np.array_equal(mine[0], x) and np.array_equal(mine[1], d)


def one_argument(index):
    def answer(suspect, *given):
        mine = [a.copy() for a in given]
        first, again = suspect(*mine).copy(), suspect(*mine)
        kept = np.array_equal(mine[index], given[index])
        return bool(kept and np.array_equal(first, again))

    return answer


def new_copies_of_all(suspect, x, d):
    first = suspect(x.copy(), d.copy()).copy()
    return np.array_equal(first, suspect(x.copy(), d.copy()))


def uncopied(suspect, x, d):
    first = suspect(x, d).copy()
    return np.array_equal(first, suspect(x, d))


def pure(suspect, x, d):
    mine = copy.deepcopy((x, d))
    first, second = suspect(*mine).copy(), suspect(*mine)
    return np.array_equal(first, second) and all(map(np.array_equal, mine, (x, d)))


def no_correction(beta1, beta2):
    m = beta1 * ((1 - beta1) * 1) + (1 - beta1) * 0
    v = beta2 * ((1 - beta2) * 1) + (1 - beta2) * 0
    return m / np.sqrt(v)


def step_two(beta1, beta2):
    m_hat = beta1 * (1 - beta1) / (1 - beta1**2)
    return m_hat / (beta2 * (1 - beta2) / (1 - beta2**2)) ** 0.5


def leaky(W, k, hs, ns, dhs, into=1, again=0, leak=None, power=1, own=False):
    """As a reader writes it, step by step; each setting is one way to go wrong."""
    dW, dh = np.zeros_like(W), np.zeros_like(hs[0])
    for t in range(len(ns) - 1, -1, -1):
        dh = dh + dhs[t]
        da = k**into * dh * (1 - ns[t] ** 2)
        dW = dW + hs[t].T @ da
        passed = 1 - k if leak is None else leak(k)
        kept = dhs[t] if own else dh
        dh = k**again * da @ (W.T if power else W) + passed * kept
    return dW, dh


def leaky_with(**settings):
    return lambda *arguments: leaky(*arguments, **settings)


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.first_case, "A", "step 6"),
        (exercises.first_case, "b", "used once"),
        (exercises.first_case, "D", "dh in place of da"),
        (exercises.second_case, "A", "da_r"),
        (exercises.second_case, "C", "da_z"),
        (exercises.second_case, "D", "nothing but h_0"),
        (exercises.is_pure, arguments_only, "remembers its last call"),
        (exercises.is_pure, results_only, "cuts nothing more"),
        (exercises.is_pure, without_copy, "no argument, and your first"),
        (exercises.is_pure, without_copy_but_arguments, "Copy it before"),
        (exercises.is_pure, one_argument(0), "do not look at d"),
        (exercises.is_pure, one_argument(1), "do not look at x"),
        (exercises.is_pure, new_copies, "new copies"),
        (exercises.is_pure, new_copies_of_all, "its own arguments"),
        (exercises.is_pure, lambda suspect, x, d: False, "False, and should be True"),
        (exercises.is_pure, uncopied, "in place: copy"),
        (exercises.is_pure, lambda suspect, x, d: True, "every suspect pure"),
        (exercises.second_step, no_correction, "lack their bias correction"),
        (exercises.second_step, lambda b1, b2: step_two(b2, b1), "changed places"),
        (exercises.second_step, lambda b1, b2: 1, "first step"),
        (
            exercises.second_step,
            lambda b1, b2: b1 / (1 + b1) * (1 + b2) / b2,
            "under a root",
        ),
        (exercises.second_step, lambda b1, b2: b1 / b2**0.5, "beta squared"),
        (exercises.second_step, lambda b1, b2: -step_two(b1, b2), "of learning rates"),
        (exercises.leaky_backward, suspects.leaky_backward, "as it was"),
        (exercises.leaky_backward, leaky_with(leak=lambda k: 0), "two ways"),
        (exercises.leaky_backward, leaky_with(into=0, again=1), "way back is whole"),
        (exercises.leaky_backward, leaky_with(into=0), "last line is right now"),
        (
            exercises.leaky_backward,
            leaky_with(again=1, leak=lambda k: 0),
            "line of da is right now",
        ),
        (exercises.leaky_backward, leaky_with(own=True), "all of dh"),
        (exercises.leaky_backward, leaky_with(again=1), "counts twice"),
        (exercises.leaky_backward, leaky_with(leak=lambda k: 1), "not all of it"),
        (exercises.leaky_backward, leaky_with(leak=lambda k: k), "old state has"),
        (exercises.leaky_backward, leaky_with(power=0), "needs W_hh.T"),
    ],
)
def test_a_wrong_answer_is_told_what_is_wrong(exercise, answer, part):
    right, says = verdict(exercise, answer)
    assert not right
    assert part in says


@pytest.mark.parametrize(
    ("exercise", "answer"),
    [
        (exercises.first_case, "C"),
        (exercises.second_case, "B"),
        (exercises.is_pure, pure),
        (exercises.second_step, step_two),
        (exercises.leaky_backward, leaky),
    ],
)
def test_a_right_answer_is_right(exercise, answer):
    assert verdict(exercise, answer).right


def test_the_repaired_leaky_cell_passes_a_gradient_check():
    rng = np.random.default_rng(0)
    k, sums, dhs = 0.3, rng.normal(size=(4, 2, 3)), rng.normal(size=(4, 2, 3))

    def run(tree):
        hs, ns = [tree["h_0"]], []
        for a in sums:
            ns.append(np.tanh(a + hs[-1] @ tree["W_hh"]))
            hs.append((1 - k) * hs[-1] + k * ns[-1])
        return np.array(hs), np.array(ns)

    tree = {"W_hh": rng.normal(size=(3, 3)), "h_0": rng.normal(size=(2, 3))}
    hs, ns = run(tree)

    def loss(tree):
        return float((run(tree)[0][1:] * dhs).sum())

    def checked(backward):
        grads = backward(tree["W_hh"], k, hs, ns, dhs)
        grads = dict(zip(tree, grads, strict=True))
        return check_gradients(
            lambda t: float((run(t)[0][1:] * dhs).sum()), tree, grads
        )

    assert checked(exercises.leaky_backward.solution).ok
    assert not any(row.ok for row in checked(suspects.leaky_backward).rows)


def test_the_broken_leaky_cell_lacks_k_once_has_it_once_too_often_and_no_leak():
    arguments = exercises.leaky_backward.draw(np.random.default_rng(0))
    broken = suspects.leaky_backward(*arguments)
    expected = leaky(*arguments, into=0, again=1, leak=lambda k: 0)
    for got, array in zip(broken, expected, strict=True):
        np.testing.assert_allclose(got, array)


def test_the_eight_cases_meet_each_of_the_six_suspects():
    drawn = [purity._suspect(np.random.default_rng(seed)) for seed in range(CASES)]
    names = {suspect.__name__ for suspect, _, _ in drawn}
    assert len(names) == 6
    for _, x, d in drawn:
        assert x.shape == d.shape and x.shape[0] != x.shape[1]
        for array in (x, d):
            assert -1 < array.min() < -0.2 and 0.2 < array.max() < 1


def test_the_suspects_do_what_is_said_of_them():
    x, d = np.array([-0.5, 3.0]), np.array([-1.0, 1.0])
    right, seen = d * (1 - x**2), {}
    for suspect in (
        purity._honest,
        purity._spends_x,
        purity._folds_x,
        purity._cuts_in_place,
        purity._hoarder(),
        purity._reuser(),
    ):
        mine = x.copy(), d.copy()
        results = [suspect(*mine).copy() for _ in range(2)]
        seen[suspect.__name__] = (*results, *mine)
    expected = {
        "_honest": (right, right, x, d),
        "_spends_x": (right, d, 0 * x, d),
        "_folds_x": (right, right, abs(x), d),
        "_cuts_in_place": ([0, -8.0], [0, -8.0], x, [0, 1]),
        "hoards": (right, 2 * right, x, d),
        "reuses": (right, 2 * right, x, d),
    }
    assert list(seen) == list(expected)
    for name, arrays in expected.items():
        for got, array in zip(seen[name], arrays, strict=True):
            np.testing.assert_allclose(got, array, err_msg=name)
    for suspect, one in ((purity._hoarder(), False), (purity._reuser(), True)):
        assert (suspect(x, d) is suspect(x, d)) is one


def test_a_leaky_network_has_different_sizes_and_a_share_between_zero_and_one():
    for seed in range(CASES):
        rng = np.random.default_rng(seed)
        W, k, hs, ns, dhs = exercises.leaky_backward.draw(rng)
        (T, B, H), rows = ns.shape, hs.shape[0]
        assert len({T, B, H}) == 3 and rows == T + 1
        assert W.shape == (H, H) and dhs.shape == (T, B, H) == (rows - 1, *hs.shape[1:])
        assert 0.2 < k < 0.8 and np.abs(ns).max() < 0.9 < np.abs(hs).max()


def test_the_betas_of_the_second_step_differ_and_lie_below_one():
    for seed in range(CASES):
        beta1, beta2 = exercises.second_step.draw(np.random.default_rng(seed))
        assert 0.3 < min(beta1, beta2) < max(beta1, beta2) < 0.95


# What the two reports say, and that the line named in the solution explains it.


def table(kind, suspect):
    rows = museum.symptoms(kind, suspect)
    columns = list(museum.COLUMNS)
    return {
        column: {name for name, cells in rows.items() if cells[i] != museum.AGREES}
        for i, column in enumerate(columns)
    }, set(rows)


def test_the_first_suspect_fails_at_the_last_step_too_but_not_at_one_step():
    fails, names = table("cell", suspects.suspect_a)
    assert fails["T=1"] == set()
    assert all(fails[c] == names for c in ("T=2", "T=6", "B=1", "again"))
    report = museum.report("cell", suspects.suspect_a, right_cells.backward)
    assert report.lines[0] == "xs wrong at steps 1 2 3 4 5 6 of 6"


def test_the_second_suspect_spoils_what_reads_the_gradients_of_the_products():
    fails, names = table("gru", suspects.suspect_b)
    assert fails["T=1"] == {"W_hh", "b_hn", "h_0"}
    assert all(fails[c] == names for c in ("T=2", "T=6", "B=1", "again"))


def mended(function, wrong, right):
    """The function with one line replaced, run anew."""
    import inspect

    source = inspect.getsource(function)
    assert source.count(wrong) == 1
    space = dict(vars(suspects))
    exec(source.replace(wrong, right), space)
    return space[function.__name__]


def test_one_line_of_each_suspect_is_wrong():
    from rnn_tutorial.proof.scenes import examine

    first = mended(suspects.suspect_a, "hs[t - 1] ** 2", "hs[t] ** 2")
    second = mended(suspects.suspect_b, "hstack([da_r, da_z, da_n])\n        dh",
                    "hstack([da_r, da_z, da_n * r])\n        dh")  # fmt: skip
    assert examine("cell", first, 6, 3).ok
    assert examine("gru", second, 6, 3).ok


@pytest.mark.parametrize(
    ("line", "wrong", "part"),
    [
        ("(1 - k) * dh", "(1 - k) * da", "carries dh back, not da"),
        ("ns[t] ** 2", "hs[t + 1] ** 2", "h_t is no tanh here"),
    ],
)
def test_a_leak_of_da_and_a_slope_of_the_state_have_their_messages(line, wrong, part):
    source = """
def leaky_backward(W_hh, k, hs, ns, dhs):
    dW_hh, dh = np.zeros_like(W_hh), 0.0
    for t in reversed(range(len(dhs))):
        dh = dhs[t] + dh
        da = k * dh * (1 - ns[t] ** 2)
        dW_hh += hs[t].T @ da
        dh = (1 - k) * dh + da @ W_hh.T
    return dW_hh, dh
"""
    assert source.count(line) == 1
    for text, says in ((source, ""), (source.replace(line, wrong), part)):
        space = {"np": np}
        exec(text, space)
        grade = verdict(exercises.leaky_backward, space["leaky_backward"])
        assert grade.right == (not says) and says in grade[1]
