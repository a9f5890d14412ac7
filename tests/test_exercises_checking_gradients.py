"""Wrong answers to the exercises on checking gradients, as readers write them."""

import inspect

import numpy as np
import pytest

from rnn_tutorial.cells import RNN
from rnn_tutorial.exercises import checking_gradients as exercises
from rnn_tutorial.exercises import verdict
from rnn_tutorial.exercises.checking_gradients import steps, verdicts
from rnn_tutorial.proof.points import random_point


def entry_by_entry(f, x, v):
    eps = 1e-5 * np.eye(len(x))
    return np.array([(f(x + e) - f(x - e)) / 2e-5 for e in eps])


def forward(eps):
    return lambda f, x, v: (f(x + eps * v) - f(x)) / eps


def colleague(a, n, tol):
    error = np.abs(a - n).mean() / max(np.abs(n).mean(), 1.0)
    return not error > tol


def with_nan(a, n, tol):
    return not np.abs(a - n).max() / largest(a, n) > tol


def absolute(a, n, tol):
    return np.allclose(a, n, rtol=0, atol=tol)


def largest(a, n):
    return max(np.abs(a).max(), np.abs(n).max(), 1e-12)


def held_against(divisor):
    """The worst entry, but against another divisor."""
    return lambda a, n, tol: bool(np.abs(a - n).max() / divisor(a, n) < tol)


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.best_step, lambda c, r, p, q: (r / p / c) ** (1 / (1 + p)), "q = 1"),
        (exercises.best_step, lambda c, r, p, q: (r / c) ** (1 / (q + p)), "are equal"),
        (exercises.best_step, lambda c, r, p, q: (r / p / c) ** (1 / (q + p)),
         "a factor"),
        (exercises.best_step, lambda c, r, p, q: (q * r / p / c) ** (1 / (1 + p)),
         "another degree"),
        (exercises.best_step, lambda c, r, p, q: q * r / c / p, "root is still"),
        (exercises.best_step, lambda c, r, p, q: (c * p / r / q) ** (1 / (p + q)),
         "Upside down"),
        (exercises.complex_slope, lambda f, x: f(x + 1e-30j) / 1e-30, "still in it"),
        (exercises.complex_slope, lambda f, x: abs(f(x + 1e-30j)) / 1e-30,
         "still in it"),
        (exercises.complex_slope, lambda f, x: f(x + 1e-30j).imag / 1e-30j,
         "no i in it"),
        (exercises.complex_slope, lambda f, x: f(x) + 1j, "is complex"),
        (exercises.complex_slope, lambda f, x: f(x + 1e-30j).imag, "divide by eps"),
        (exercises.complex_slope, lambda f, x: f(x + 1e-20j).real, "real part"),
        (exercises.complex_slope, lambda f, x: (f(x + 1e-20) - f(x)) / 1e-20,
         "nothing moves"),
        (exercises.complex_slope, lambda f, x: f(x + 1e-5j).imag / 1e-5, "too long"),
        (exercises.complex_slope, lambda f, x: (f(x + 1e-6) - f(x - 1e-6)) / 2e-6,
         "some digits"),
        (exercises.slope_along, entry_by_entry, "two of them are enough"),
        (exercises.slope_along, forward(1e-5), "forward difference"),
        (exercises.slope_along, forward(1e-6), "should be"),
        (exercises.slope_along, forward(1e-8), "some digits"),
        (exercises.slope_along, forward(1e-10), "should be"),
        (exercises.slope_along, lambda f, x, v: f(x + 1e-30j * v).imag / 1e-30,
         "real points"),
        (exercises.slope_along, lambda f, x, v: f(x + v) - f(x), "should be"),
        (exercises.slope_along, lambda f, x, v: (f(x + v) - f(x - v)) / 2, "far too"),
        (exercises.slope_along, lambda f, x, v: (f(x - 1e-4 * v) - f(x + 1e-4 * v))
         / 2e-4, "sign is wrong"),
        (exercises.slope_along, lambda f, x, v: (f(x + 1e-4 * v) - f(x - 1e-4 * v))
         / 1e-4, "two steps apart"),
        (exercises.slope_along, lambda f, x, v: entry_by_entry(f, x, v) @ v,
         "x + s v"),
        (exercises.slope_along, lambda f, x, v: (f(x + 1e-5) - f(x - 1e-5)) / 2e-5,
         "x + s v"),
        (exercises.slope_along, lambda f, x, v: exercises.slope_along.solution(
            f, x, v / np.sqrt(v @ v)), "made v shorter"),
        (exercises.point_at_fault, "B", "no kink"),
        (exercises.point_at_fault, "C", "Report 3"),
        (exercises.point_at_fault, "D", "tiny gradients"),
        (exercises.passes, colleague, "too small by half"),
        (exercises.passes, lambda a, n, tol: (a - n).max() / largest(a, n) < tol,
         "too small by half"),
        (exercises.passes, lambda a, n, tol: abs((a - n).max()) / largest(a, n) < tol,
         "too small by half"),
        (exercises.passes, held_against(lambda a, n: 4 * largest(a, n)),
         "too small by half"),
        (exercises.passes, held_against(lambda a, n: np.linalg.norm(n) + 1e-12),
         "too small by half"),
        (exercises.passes,
         held_against(lambda a, n: np.abs(a).max() + np.abs(n).max() + 1e-12),
         "too small by half"),
        (exercises.passes, lambda a, n, tol: (n - a).max() / largest(a, n) < tol,
         "tiny gradient"),
        (exercises.passes, absolute, "tiny gradient"),
        (exercises.passes, with_nan, "nan passes"),
        (exercises.passes, lambda a, n, tol: not (
            np.isnan(a).any() or np.abs(a - n).max() / largest(a, n) > tol),
         "nan passes"),
        (exercises.passes, lambda a, n, tol: not (
            np.isnan(n).any() or np.abs(a - n).max() / largest(a, n) > tol),
         "nan passes"),
        (exercises.passes, held_against(lambda a, n: max(a.max(), n.max(), 1e-12)),
         "A right gradient fails"),
        (exercises.passes, held_against(lambda a, n: np.abs(n).mean() + 1e-12),
         "A right gradient fails"),
        (exercises.passes, held_against(lambda a, n: np.abs(a).max() + 1e-12),
         "A right gradient fails"),
        (exercises.passes, held_against(lambda a, n: np.abs(n).max() + 1e-12),
         "A right gradient fails"),
        (exercises.passes, lambda a, n, tol: np.abs(a - n).max() < 1e-7 * largest(a, n),
         "A right gradient fails"),
        (exercises.passes, lambda a, n, tol: np.allclose(a, n, rtol=tol, atol=1e-12),
         "tiny gradient"),
        (exercises.passes, lambda a, n, tol: np.abs(a - n).max()
         < tol * max(np.abs(a).max(), np.abs(n).max()), "Zero against zero"),
        (exercises.passes, lambda a, n, tol: False, "A right gradient fails"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told_what_is_wrong(exercise, answer, part):
    right, says = verdict(exercise, answer)
    assert not right
    assert part in says


@pytest.mark.parametrize("tol", [1e-7, 1e-5])
@pytest.mark.parametrize("kind", [0.0, 0.9, 1.1, 10.0])
def test_the_verdict_of_the_worst_entry(tol, kind):
    n = np.array([1.0, -4.0, 2.0])
    a = n + [0, 0, kind * tol * 4.0]
    assert exercises.passes.solution(a, n, tol) == (kind < 1)
    assert exercises.passes.solution(n, a, tol) == (kind < 1)


def test_zeros_agree_with_zeros_and_nan_with_nothing():
    assert exercises.passes.solution(np.zeros(3), np.zeros(3), 1e-7)
    nan = np.array([1.0, np.nan])
    assert not exercises.passes.solution(nan, np.ones(2), 1e-7)


def pair(seed):
    """What a case holds, and its numbers as they were drawn."""
    n = np.random.default_rng(seed).normal(size=1000)
    return *exercises.passes.draw(np.random.default_rng(seed)), n


def test_every_kind_of_pair_has_its_turn_and_half_of_them_are_right():
    drawn = [exercises.passes.draw(np.random.default_rng(seed)) for seed in range(8)]
    right = [exercises.passes.solution(*arguments) for arguments in drawn]
    assert right == [False] * 4 + [True] * 4
    again = exercises.passes.draw(np.random.default_rng(8))
    assert (again[0] < again[1]).sum() == 1  # seed 8 starts anew with the first kind


# Which of the eight pairs each mistake passes; the last four are right.
PASSED = [
    "- - - - - - - -",
    "- - - - x x x -",
    "- - x x x x x x",
    "- x - - - - - x",
    "x x - - - x x x",
]


def test_each_typical_mistake_errs_in_its_own_way():
    drawn = [exercises.passes.draw(np.random.default_rng(seed)) for seed in range(8)]
    mistakes = [mistake.answer for mistake in exercises.passes.mistakes]
    passed = [["x" if answer(*pair) else "-" for pair in drawn] for answer in mistakes]
    assert list(map(" ".join, passed)) == PASSED
    some, other = np.array([0.0, 1.0]), np.array([1.0, 1.0])
    assert mistakes[1](some, some, 1e-7)  # one zero is no zero gradient
    for answer in exercises.passes.solution, mistakes[3], mistakes[4]:
        assert answer(some, some, 1e-7)
        assert not answer(other[:1], some[:1], 1.0)  # less than tol is wanted


def test_the_wrong_pairs():
    a, n, tol, raw = pair(0)
    np.testing.assert_array_equal(n, raw)
    assert (a[0] - n[0]) / np.abs(n).max() == pytest.approx(-1.5e-7) and tol == 1e-7
    np.testing.assert_array_equal(a[1:], n[1:])
    a, n, tol, raw = pair(1)
    np.testing.assert_array_equal(n, 1e-9 * raw)
    assert (a[0] - n[0]) / np.abs(n).max() == pytest.approx(1.5e-7) and tol == 1e-7
    np.testing.assert_array_equal(a[1:], n[1:])
    for seed, spoilt in (2, 0), (3, 1):
        *both, tol, raw = pair(seed)
        assert np.isnan(both[spoilt][0]) and tol == 1e-7
        np.testing.assert_array_equal(both[spoilt][1:], raw[1:])
        np.testing.assert_array_equal(both[1 - spoilt], raw)


def test_the_right_pairs():
    a, n, tol, raw = pair(4)
    np.testing.assert_array_equal(n, -np.abs(raw))
    np.testing.assert_allclose((n - a) / np.abs(n).max(), 9e-8, rtol=1e-6)
    assert tol == 1e-7 and n.max() < 0
    for seed in 5, 6:
        a, n, tol, raw = pair(seed)
        small, large = (n, a) if seed == 5 else (a, n)
        np.testing.assert_array_equal(small, raw)
        at = np.abs(raw).argmax()
        assert large[at] == 1.1 * raw[at] and (large != raw).sum() == 1
        assert tol == 0.095
    a, n, tol, _ = pair(7)
    assert a.shape == n.shape == (1000,) and not a.any() and not n.any()
    assert tol == 1e-7


def test_the_judge_speaks_only_of_what_differs():
    n, zero, nan = np.array([1.0, 2.0]), np.zeros(2), np.array([np.nan, 2.0])
    assert verdicts._judge(True, n, n, 1e-7) == ""
    assert verdicts._judge(False, n, n, 1e-7) == verdicts.FAILS
    assert verdicts._judge(False, n - 1, n - 1, 1e-7) == verdicts.FAILS
    assert verdicts._judge(False, zero, zero, 1e-7) == verdicts.ZERO
    assert verdicts._judge(False, n + 1, n, 1e-7) == ""
    assert verdicts._judge(True, n + 1, n, 1e-7) == verdicts.ONE
    assert verdicts._judge(True, -n - 1, -n, 1e-7) == verdicts.ONE
    assert verdicts._judge(True, n, n * 1e-9, 1e-7) == verdicts.TINY
    assert verdicts._judge(True, n, n * 5e-8, 1e-7) == verdicts.ONE
    assert verdicts._judge(True, nan, n * 1e-9, 1e-7) == verdicts.NAN
    assert verdicts._judge(True, n, nan, 1e-7) == verdicts.NAN


def test_a_function_on_a_line_refuses_every_other_point():
    x, v = np.array([1.0, 2.0, 3.0]), np.array([0.5, -1.0, 2.0])
    f = steps.on_line(steps.sum_of_products, x, v)
    assert f.__name__ == "sum_of_products"
    for s in 0, 1e-5, -2:
        assert f(x + s * v) == steps.sum_of_products(x + s * v)
    for point in x + 1e-30j * v, x + 1e-9, x + 1e-9 * v * [1, 0, 0], x + v**2:
        with pytest.raises(ValueError, match="real points x"):
            f(point)


def test_the_reports_show_a_factor_of_the_batch():
    first, second, third = exercises.reports()
    assert second.ok
    for report, steps_of, worst in (first, 4, (0,)), (third, 1, (2,)):
        (wrong,) = [row for row in report.rows if not row.ok]
        assert (wrong.name, wrong.shape) == ("b_h", (3,))
        assert wrong.error == pytest.approx(0.5)
        assert wrong.cosine == pytest.approx(1)
        assert report.rows[3].shape == (steps_of, 3, 2)
        assert wrong.worst == worst
    assert second.rows[3].shape == (4, 1, 2)


def test_the_faulty_bias_gets_the_mean_over_the_batch():
    params, xs, h_0, R = random_point(np.random.default_rng(0), B=5)
    _, last, cache = RNN.forward(params, xs, h_0)
    wrong, *_ = verdicts._mean_bias(params, cache, R, np.zeros_like(last))
    right, *_ = RNN.backward(params, cache, R, np.zeros_like(last))
    np.testing.assert_allclose(5 * wrong.b_h, right.b_h)
    np.testing.assert_array_equal(wrong.W_hh, right.W_hh)


def test_the_steps_are_drawn_from_their_ranges():
    for seed in range(30):
        c, r, p, q = exercises.best_step.draw(np.random.default_rng(seed))
        assert 0.1 <= c <= 9 and 1e-9 <= r <= 1e-7 and p != q
        f, x = exercises.complex_slope.draw(np.random.default_rng(seed))
        assert 0.2 <= x <= 1.2
        f, x, v = exercises.slope_along.draw(np.random.default_rng(seed))
        n = len(v)
        rng = np.random.default_rng(seed)
        assert n == rng.choice(np.arange(2, 8), 1)[0]
        rng.integers(2)
        np.testing.assert_array_equal(x, 1e-3 * rng.normal(size=n))
        np.testing.assert_array_equal(v, rng.normal(size=n))
        assert f(x + v) == f.__wrapped__(x + v)
    drawn = [
        exercises.complex_slope.draw(np.random.default_rng(s))[0] for s in range(8)
    ]
    sin, exp, tanh = np.sin, np.exp, np.tanh
    assert drawn == [sin, exp, exp, tanh, tanh, sin, exp, sin]
    drawn = [exercises.slope_along.draw(np.random.default_rng(s))[0] for s in range(8)]
    inside = {f.__wrapped__ for f in drawn}
    assert inside == {steps.sum_of_cosines, steps.sum_of_products}


def test_the_functions_to_derive():
    x = np.array([1.0, 2.0, 4.0])
    assert steps.sum_of_products(x) == 1 + 2 + 8
    assert steps.sum_of_cosines(x) == pytest.approx(np.cos(1) + np.cos(2) + np.cos(4))


def test_the_solutions_on_paper():
    assert exercises.best_step.solution(1.0, 1e-16, 2, 2) == pytest.approx(1e-4)
    step = exercises.best_step.solution(5.0, 1e-9, 2, 3)  # 2 * 5 * eps^5 = 3e-9
    assert step == pytest.approx(3e-10 ** (1 / 5))
    assert exercises.complex_slope.solution(np.exp, 0.0) == 1
    along = exercises.slope_along.solution
    x, v = np.array([1.0, 2.0]), np.array([3.0, -1.0])
    assert along(steps.sum_of_products, x, v) == pytest.approx(5)


def test_a_complex_step_needs_all_digits_and_a_difference_has_the_usual_step():
    assert exercises.complex_slope.rtol == 1e-12
    defaults = inspect.signature(exercises.slope_along.solution).parameters
    assert defaults["eps"].default == 1e-5


@pytest.mark.parametrize("floor", [1e-2, 1e-4, 1e-6, 6e-9])
def test_a_floor_that_hides_a_tiny_gradient_is_told_so(floor):
    answer = held_against(lambda a, n: max(np.abs(a).max(), np.abs(n).max(), floor))
    assert verdict(exercises.passes, answer) == (False, verdicts.TINY)


@pytest.mark.parametrize("floor", [4e-9, 1e-12, 1e-300])
def test_a_floor_below_every_gradient_is_right(floor):
    answer = held_against(lambda a, n: max(np.abs(a).max(), np.abs(n).max(), floor))
    assert verdict(exercises.passes, answer).right


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (lambda f, x, v: (f(x) - f(x - 1e-5 * v)) / 1e-5, "backward difference"),
        (lambda f, x, v: (f(x + 1e-3 * v) - f(x - 1e-3 * v)) / 2e-3, "too long"),
    ],
)
def test_a_step_to_one_side_or_too_long_has_its_message(answer, part):
    right, says = verdict(exercises.slope_along, answer)
    assert not right and part in says
