"""Truncated gradients: what a window keeps, and what a factor at a seam does."""

import numpy as np
import pytest

from rnn_tutorial.cells import CELLS, LSTM, RNN, stack
from rnn_tutorial.gradcheck import relative_error
from rnn_tutorial.tree import tree_leaves, tree_map, zeros_like
from rnn_tutorial.truncation import (
    by_coins,
    carried,
    random_factors,
    scaled,
    times,
    truncated,
    window_factors,
)

every_cell = pytest.mark.parametrize(
    "cell", [*CELLS, stack(RNN, LSTM)], ids=lambda cell: cell.name
)


def problem(cell, T=7, B=3, D=2, H=4, seed=0):
    rng = np.random.default_rng(seed)
    params, xs = cell.init(rng, D, H), rng.standard_normal((T, B, D))
    start = cell.initial_state(params, B)
    state = tree_map(lambda leaf: rng.uniform(-0.9, 0.9, leaf.shape), start)
    return params, xs, state, rng.standard_normal((T, B, H))


def full(cell, params, xs, state, es):
    _, last, cache = cell.forward(params, xs, state)
    return cell.backward(params, cache, es, zeros_like(last))[0]


def error(one, other):
    pairs = zip(tree_leaves(one), tree_leaves(other), strict=True)
    return max(relative_error(a, b) for a, b in pairs)


@every_cell
@pytest.mark.parametrize("k1", [1, 2, 3, 7, 9])
def test_a_walk_over_everything_gives_the_full_gradient(cell, k1):
    case = problem(cell)
    assert error(truncated(cell, *case, k1, 20), full(cell, *case)) < 1e-12


@every_cell
def test_windows_are_cuts_at_every_kth_seam(cell):
    case = problem(cell)
    for K in (1, 2, 3, 5, 7):
        by_factors = scaled(cell, *case, window_factors(7, K))
        assert error(truncated(cell, *case, K, K), by_factors) < 1e-12


@pytest.mark.parametrize(
    ("T", "k1", "k2"), [(7, 2, 4), (8, 2, 5), (5, 1, 3), (9, 4, 6)]
)
def test_a_walk_keeps_the_pairs_of_the_formula(T, k1, k2):
    """One unit, W_hh a scalar: each pair (t, k) has its own number."""
    params, xs, state, es = problem(RNN, T, B=1, D=1, H=1)
    hs = np.concatenate([state[None], RNN.forward(params, xs, state)[0]]).ravel()
    w, total = params.W_hh[0, 0], 0.0
    for t in range(1, T + 1):
        first = max(0, k1 * -(-t // k1) - k2)
        g = es[t - 1, 0, 0]
        for k in range(t, first, -1):
            total += g * (1 - hs[k] ** 2) * hs[k - 1]
            g *= (1 - hs[k] ** 2) * w
    got = truncated(RNN, params, xs, state, es, k1, k2)
    assert got.W_hh[0, 0] == pytest.approx(total, rel=1e-12)


@every_cell
def test_a_short_walk_is_another_gradient(cell):
    case = problem(cell)
    assert error(truncated(cell, *case, 2, 3), full(cell, *case)) > 1e-3


@every_cell
def test_states_are_carried(cell):
    params, xs, state, _ = problem(cell)
    last = cell.forward(params, xs, state)[1]
    states = carried(cell, params, xs, state)
    assert len(states) == 8
    assert error(states[-1], last) < 1e-12


@every_cell
def test_the_mean_over_all_cuts_is_the_full_gradient(cell):
    case, p, total = problem(cell, T=4), 0.3, None
    for cuts in np.ndindex(2, 2, 2):
        cuts = np.array(cuts)
        chance = p ** cuts.sum() * (1 - p) ** (3 - cuts.sum())
        part = tree_map(
            lambda g, chance=chance: chance * g,
            scaled(cell, *case, (1 - cuts) / (1 - p)),
        )
        total = part if total is None else tree_map(np.add, total, part)
    assert error(total, full(cell, *case)) < 1e-12


def test_each_sequence_has_its_own_factors():
    params, xs, state, es = problem(LSTM)
    factors = np.random.default_rng(1).uniform(0, 2, (6, 3))
    singles = [
        scaled(LSTM, params, xs[:, b : b + 1],
               tree_map(lambda leaf, b=b: leaf[b : b + 1], state),
               es[:, b : b + 1], factors[:, b])
        for b in range(3)
    ]  # fmt: skip
    total = tree_map(lambda *parts: sum(parts), *singles)
    assert error(scaled(LSTM, params, xs, state, es, factors), total) < 1e-12


def test_a_factor_scales_every_leaf_of_a_state():
    state = problem(LSTM)[2]
    one, own = times(state, 0.5), times(state, np.array([0.0, 1.0, 2.0]))
    np.testing.assert_array_equal(one.c, 0.5 * state.c)
    np.testing.assert_array_equal(own.h, state.h * np.array([[0.0], [1.0], [2.0]]))


def test_random_factors_are_zero_or_make_up_for_it():
    factors = random_factors(np.random.default_rng(0), (100, 200), 0.2)
    assert set(factors.ravel()) == {0.0, 1.25}
    assert np.mean(factors == 0) == pytest.approx(0.2, abs=0.01)
    assert (random_factors(np.random.default_rng(0), 5, 0.0) == 1).all()


@every_cell
def test_coins_are_thrown_for_each_sequence_at_each_seam(cell):
    case = problem(cell)
    factors = random_factors(np.random.default_rng(1), (6, 3), 0.4)
    assert len(set(map(tuple, factors.T))) > 1  # the sequences differ
    got = by_coins(cell, *case, np.random.default_rng(1), 0.4)
    assert error(got, scaled(cell, *case, factors)) < 1e-12
    never = by_coins(cell, *case, np.random.default_rng(1), 0.0)
    assert error(never, full(cell, *case)) < 1e-12


def test_nothing_is_changed_in_place():
    params, xs, state, es = problem(RNN)
    before = [np.array(a) for a in (*params, xs, state, es)]
    truncated(RNN, params, xs, state, es, 2, 3)
    scaled(RNN, params, xs, state, es, np.full(6, 0.5))
    for old, new in zip(before, (*params, xs, state, es), strict=True):
        np.testing.assert_array_equal(old, new)


@pytest.mark.parametrize(("k1", "k2"), [(0, 3), (3, 2), (-1, -1)])
def test_lengths_that_do_not_fit_are_named(k1, k2):
    with pytest.raises(ValueError, match="k1 and k2"):
        truncated(RNN, *problem(RNN), k1, k2)


def test_a_wrong_number_of_factors_is_named():
    with pytest.raises(ValueError, match="factors must have 6 rows, got 7"):
        scaled(RNN, *problem(RNN), np.ones(7))


@pytest.mark.parametrize("p", [-0.1, 1.0, 1.5])
def test_a_probability_out_of_range_is_named(p):
    with pytest.raises(ValueError, match="p must be"):
        random_factors(np.random.default_rng(0), 3, p)


@pytest.mark.parametrize(("T", "K"), [(0, 1), (3, 0)])
def test_lengths_of_windows_are_positive(T, K):
    with pytest.raises(ValueError, match="T and K"):
        window_factors(T, K)
