"""Initial matrices: their shapes, their spread, and what bad sizes are told."""

import numpy as np
import pytest

from rnn_tutorial.initialisers import (
    glorot_normal,
    glorot_uniform,
    identity,
    orthogonal,
)

RANDOM = [glorot_normal, glorot_uniform, orthogonal]
every_random = pytest.mark.parametrize("draw", RANDOM, ids=lambda f: f.__name__)


def rng():
    return np.random.default_rng(0)


@every_random
def test_a_matrix_leads_from_in_to_out_and_repeats_with_its_seed(draw):
    W = draw(rng(), 4, 7)
    assert W.shape == (4, 7)
    assert (W == draw(rng(), 4, 7)).all()


@pytest.mark.parametrize("draw", RANDOM[:2], ids=lambda f: f.__name__)
def test_the_variance_is_two_over_the_sum_of_the_sizes(draw):
    W = draw(rng(), 300, 500)
    assert W.var() == pytest.approx(2 / 800, rel=0.02)
    assert abs(W.mean()) < 1e-3


def test_the_uniform_law_ends_at_its_bound():
    W = glorot_uniform(rng(), 300, 500)
    bound = np.sqrt(6 / 800)
    assert 0.999 * bound < np.abs(W).max() <= bound


@pytest.mark.parametrize("shape", [(5, 5), (3, 6), (6, 3), (1, 4)])
def test_every_singular_value_of_an_orthogonal_matrix_is_one(shape):
    W = orthogonal(rng(), *shape)
    np.testing.assert_allclose(np.linalg.svd(W, compute_uv=False), 1)


@pytest.mark.parametrize("shape", [(4, 4), (5, 3)])
def test_an_orthogonal_matrix_is_the_q_of_what_was_drawn(shape):
    R = orthogonal(rng(), *shape).T @ rng().standard_normal(shape)
    np.testing.assert_allclose(np.tril(R, -1), 0, atol=1e-14)
    assert (np.diag(R) > 0).all()


def test_no_rotation_is_likelier_than_another():
    draws = np.random.default_rng(0)
    first = np.array([orthogonal(draws, 3, 3)[0, 0] for _ in range(2000)])
    assert abs(first.mean()) < 0.05  # without the choice of signs it is far below


def test_the_identity_is_scaled():
    assert (identity(3, 0.5) == 0.5 * np.eye(3)).all()
    assert (identity(3) == np.eye(3)).all()


@every_random
@pytest.mark.parametrize(("sizes", "name"), [((0, 2), "in_size"), ((2, 0), "out_size")])
def test_a_size_of_zero_is_named(draw, sizes, name):
    with pytest.raises(ValueError, match=name):
        draw(rng(), *sizes)


def test_an_identity_of_no_size_is_refused():
    with pytest.raises(ValueError, match="in_size must be at least 1, got 0"):
        identity(0)
