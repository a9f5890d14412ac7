"""Clipping: the bound is met, no norm rises, odd gradients do what is documented."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rnn_tutorial.optim import clip_by_global_norm, clip_by_norm, clip_by_value
from rnn_tutorial.tree import global_norm, tree_leaves, tree_map

GRADS = (np.array([0.3, -0.4]), np.array(1.2))  # norms 0.5 and 1.2, together 1.3
CLIPS = [clip_by_global_norm, clip_by_norm, clip_by_value]
every_clip = pytest.mark.parametrize("clip", CLIPS)


@st.composite
def gradients(draw):
    """Two arrays of one type, with entries of any size whose square is finite."""
    width = draw(st.sampled_from([32, 64]))
    largest = 2.0**60 if width == 32 else 2.0**500
    entries = st.floats(-largest, largest, width=width)
    dtype = np.dtype(f"float{width}")
    return draw(arrays(dtype, (2, 3), elements=entries)), draw(
        arrays(dtype, 4, elements=entries)
    )


bounds = st.floats(1e-6, 1e6)


def true_norm(grads):
    """The norm in extended precision, whatever the type of the gradients."""
    leaves = [np.ravel(leaf).astype(np.longdouble) for leaf in tree_leaves(grads)]
    return np.sqrt((np.concatenate(leaves) ** 2).sum())


@every_clip
@given(gradients(), bounds)
def test_no_entry_and_no_norm_ever_rises(clip, grads, bound):
    clipped, norm = clip(grads, bound)
    assert norm == global_norm(grads)
    assert global_norm(clipped) <= norm
    for a, b in zip(tree_leaves(clipped), tree_leaves(grads), strict=True):
        assert a.dtype == b.dtype
        assert (np.abs(a) <= np.abs(b)).all()
        assert (a * b >= 0).all()


def a_little_more(grads, bound):
    """The bound, and room for rounding each entry and the norm."""
    return bound * (1 + 4 * np.finfo(grads[0].dtype).eps)


@given(gradients(), bounds)
def test_the_global_norm_meets_its_bound(grads, bound):
    clipped, _ = clip_by_global_norm(grads, bound)
    assert true_norm(clipped) <= a_little_more(grads, bound)


@given(gradients(), bounds)
def test_the_norm_of_each_array_meets_its_bound(grads, bound):
    clipped, _ = clip_by_norm(grads, bound)
    for leaf in clipped:
        assert true_norm(leaf) <= a_little_more(grads, bound)


@given(gradients(), bounds)
def test_the_value_of_each_entry_meets_its_bound(grads, bound):
    clipped, _ = clip_by_value(grads, bound)
    for leaf in clipped:
        assert np.abs(leaf).max() <= leaf.dtype.type(bound)


@given(gradients(), bounds)
def test_what_is_clipped_ends_at_the_bound_not_below(grads, bound):
    assume(global_norm(grads) > bound)
    clipped, _ = clip_by_global_norm(grads, bound)
    assert true_norm(clipped) >= bound * (1 - 4 * np.finfo(grads[0].dtype).eps)


@pytest.mark.parametrize(
    ("clip", "bound"),
    [(clip_by_global_norm, 1.31), (clip_by_norm, 1.21), (clip_by_value, 1.21)],
)
def test_below_the_bound_nothing_changes(clip, bound):
    clipped, norm = clip(GRADS, bound)
    assert norm == pytest.approx(1.3)
    for a, b in zip(clipped, GRADS, strict=True):
        np.testing.assert_array_equal(a, b)


def test_clipping_keeps_the_direction_and_meets_the_bound():
    clipped, norm = clip_by_global_norm(GRADS, 0.65)
    assert norm == pytest.approx(1.3)
    assert global_norm(clipped) == pytest.approx(0.65)
    np.testing.assert_allclose(clipped[0], 0.5 * GRADS[0])


def test_each_array_is_clipped_by_its_own_norm():
    clipped, norm = clip_by_norm(GRADS, 0.6)
    assert norm == pytest.approx(1.3)
    np.testing.assert_array_equal(clipped[0], GRADS[0])
    np.testing.assert_allclose(clipped[1], 0.6)


def test_each_entry_is_clipped_by_its_own_size():
    clipped, norm = clip_by_value(GRADS, 0.35)
    assert norm == pytest.approx(1.3)
    np.testing.assert_array_equal(clipped[0], [0.3, -0.35])
    np.testing.assert_array_equal(clipped[1], 0.35)


@every_clip
def test_clipping_twice_is_clipping_once(clip):
    once, _ = clip(GRADS, 0.35)
    np.testing.assert_allclose(clip(once, 0.35)[0][0], once[0])


@every_clip
def test_gradients_of_zero_stay_zero(clip):
    zero = tree_map(np.zeros_like, GRADS)
    clipped, norm = clip(zero, 0.5)
    assert norm == 0
    assert not any(leaf.any() for leaf in tree_leaves(clipped))


@every_clip
def test_clipping_changes_no_argument(clip):
    before = tree_map(np.copy, GRADS)
    clip(GRADS, 0.1)
    for a, b in zip(before, GRADS, strict=True):
        np.testing.assert_array_equal(a, b)


ODD = {  # entries of two arrays -> what each function makes of them, bound 0.5
    "nan": ([[np.nan, 2.0], [3.0]], [[np.nan, 2], [3]], [[np.nan, 0.5], [0.5]]),
    "infinite": ([[np.inf, 2.0], [3.0]], [[np.nan, 0], [0]], [[0.5, 0.5], [0.5]]),
    "overflowing": ([[1e30, 2.0], [3.0]], [[0, 0], [0]], [[0.5, 0.5], [0.5]]),
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_gradients_do_what_is_documented(kind):
    values, by_norm, by_value = ODD[kind]
    grads = [np.array(leaf, np.float32) for leaf in values]
    own = [by_norm[0], [0.5]]  # the second array is sound
    for clip, expected in zip(CLIPS, (by_norm, own, by_value), strict=True):
        with np.errstate(over="ignore", invalid="ignore"):
            clipped, norm = clip(grads, 0.5)
        assert not np.isfinite(norm)
        for leaf, values in zip(clipped, expected, strict=True):
            np.testing.assert_array_equal(leaf, np.array(values, np.float32))


@every_clip
def test_an_infinite_bound_changes_nothing(clip):
    grads = [np.array([np.inf, 2.0]), np.array([3.0])]
    clipped, norm = clip(grads, np.inf)
    assert norm == np.inf
    for a, b in zip(clipped, grads, strict=True):
        np.testing.assert_array_equal(a, b)


@every_clip
@pytest.mark.parametrize("bound", [0, -1.0, np.nan])
def test_a_bad_bound_is_named(clip, bound):
    with pytest.raises(ValueError, match="max_(norm|value) must be positive, got"):
        clip(GRADS, bound)
