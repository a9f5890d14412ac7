"""Wrong answers to the exercises on checking gradients, as readers write them."""

import inspect

import numpy as np
import pytest

from rnn_tutorial.exercises import checking_gradients as exercises
from rnn_tutorial.exercises import verdict
from rnn_tutorial.exercises.checking_gradients import steps, verdicts


def entry_by_entry(f, x, v):
    eps = 1e-5 * np.eye(len(x))
    return np.array([(f(x + e) - f(x - e)) / 2e-5 for e in eps])


def one_sided(f, x, v):
    return (f(x + 1e-5 * v) - f(x)) / 1e-5


def colleague(a, n, tol):
    error = np.abs(a - n).mean() / max(np.abs(n).mean(), 1.0)
    return not error > tol


def no_floor(a, n, tol):
    return not np.abs(a - n).max() / np.abs(n).max() > tol


def absolute(a, n, tol):
    return np.allclose(a, n, rtol=0, atol=tol)


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
        (exercises.complex_slope, lambda f, x: f(x + 1e-30j) / 1e-30, "still complex"),
        (exercises.complex_slope, lambda f, x: f(x + 1e-30j).imag, "divide by eps"),
        (exercises.complex_slope, lambda f, x: f(x + 1e-20j).real, "real part"),
        (exercises.complex_slope, lambda f, x: (f(x + 1e-20) - f(x)) / 1e-20,
         "nothing moves"),
        (exercises.complex_slope, lambda f, x: f(x + 1e-5j).imag / 1e-5, "too long"),
        (exercises.complex_slope, lambda f, x: (f(x + 1e-6) - f(x - 1e-6)) / 2e-6,
         "some digits"),
        (exercises.slope_along, entry_by_entry, "one number"),
        (exercises.slope_along, one_sided, "some digits"),
        (exercises.slope_along, lambda f, x, v: f(x + v) - f(x), "should be"),
        (exercises.slope_along, lambda f, x, v: (f(x + v) - f(x - v)) / 2, "far too"),
        (exercises.slope_along, lambda f, x, v: (f(x - 1e-4 * v) - f(x + 1e-4 * v))
         / 2e-4, "sign is wrong"),
        (exercises.slope_along, lambda f, x, v: (f(x + 1e-4 * v) - f(x - 1e-4 * v))
         / 1e-4, "two steps apart"),
        (exercises.slope_along, lambda f, x, v: entry_by_entry(f, x, v).sum(),
         "all entries alike"),
        (exercises.slope_along, lambda f, x, v: entry_by_entry(f, x, v) @ v
         / np.sqrt(v @ v), "made v shorter"),
        (exercises.point_at_fault, "B", "no kink"),
        (exercises.point_at_fault, "C", "Report 3"),
        (exercises.point_at_fault, "D", "tiny gradients"),
        (exercises.passes, colleague, "One wrong entry"),
        (exercises.passes, no_floor, "nan passes"),
        (exercises.passes, absolute, "tiny gradient"),
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


def kinds():
    pairs = [exercises.passes.draw(np.random.default_rng(s)) for s in range(8)]
    return [
        verdicts.RIGHT if verdicts._passes(*p) else verdicts._kind(*p[:2])
        for p in pairs
    ]


def test_the_cases_hold_right_gradients_and_every_kind_of_wrong_ones():
    assert set(kinds()) == {verdicts.RIGHT, verdicts.NAN, verdicts.TINY, verdicts.ONE}
    assert set(verdicts.PASSES) == {verdicts.NAN, verdicts.TINY, verdicts.ONE}


def test_each_kind_is_spoilt_as_its_message_says():
    pairs = [exercises.passes.draw(np.random.default_rng(s)) for s in range(8)]
    for kind, (a, n, tol) in zip(kinds(), pairs, strict=True):
        assert a.shape == n.shape == (1000,) and tol == 1e-7
        if kind == verdicts.TINY:
            np.testing.assert_allclose(a, 2 * n)
            assert 1e-10 < np.abs(n).max() < 1e-8
        else:
            np.testing.assert_allclose(a[1:], n[1:], rtol=2e-9)
            assert (a[1:] != n[1:]).all()
            assert np.isnan(a[0]) == (kind == verdicts.NAN)
            assert np.abs(n).max() > 2
        if kind == verdicts.ONE:
            assert a[0] - n[0] == pytest.approx(1e-6, rel=0.02)


def test_the_judge_speaks_only_of_what_differs():
    n = np.array([1.0, 2.0])
    assert verdicts._judge(True, n, n, 1e-7) == ""
    assert verdicts._judge(False, n, n, 1e-7) == verdicts.FAILS
    assert verdicts._judge(False, n + 1, n, 1e-7) == ""
    assert verdicts._judge(True, n + 1, n, 1e-7) == verdicts.PASSES[verdicts.ONE]
    assert verdicts._kind(n, n * 1e-9) == verdicts.TINY
    assert verdicts._kind(n, n * 1e-7) == verdicts.ONE
    assert verdicts._kind(n + np.nan, n * 1e-9) == verdicts.NAN


def test_the_reports_show_a_factor_of_the_batch():
    first, second, third = exercises.reports()
    assert second.ok
    for report, steps_of in (first, 4), (third, 1):
        (wrong,) = [row for row in report.rows if not row.ok]
        assert (wrong.name, wrong.shape) == ("b_h", (3,))
        assert wrong.error == pytest.approx(0.5)
        assert wrong.cosine == pytest.approx(1)
        assert report.rows[3].shape == (steps_of, 3, 2)
    assert second.rows[3].shape == (4, 1, 2)


def test_the_steps_are_drawn_from_their_ranges():
    for seed in range(30):
        c, r, p, q = exercises.best_step.draw(np.random.default_rng(seed))
        assert 0.1 <= c <= 9 and 1e-9 <= r <= 1e-7 and p != q
        f, x = exercises.complex_slope.draw(np.random.default_rng(seed))
        assert 0.2 <= x <= 1.2
        f, x, v = exercises.slope_along.draw(np.random.default_rng(seed))
        assert x.shape == v.shape and (x != v).all()
    drawn = [
        exercises.complex_slope.draw(np.random.default_rng(s))[0] for s in range(8)
    ]
    assert set(drawn) == {np.tanh, np.sin, np.exp}
    drawn = [exercises.slope_along.draw(np.random.default_rng(s))[0] for s in range(8)]
    assert set(drawn) == {steps.sum_of_sines, steps.sum_of_products}


def test_the_functions_to_derive():
    x = np.array([1.0, 2.0, 4.0])
    assert steps.sum_of_products(x) == 2 + 8
    assert steps.sum_of_sines(x) == pytest.approx(np.sin(1) + np.sin(2) + np.sin(4))


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
