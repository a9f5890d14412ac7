"""Trees: structure is kept, names are right, and a mismatch is an error."""

from typing import NamedTuple

import numpy as np
import pytest

from rnn_tutorial.tree import (
    global_norm,
    to_vector,
    tree_items,
    tree_leaves,
    tree_map,
    zeros_like,
)


class Pair(NamedTuple):
    a: np.ndarray
    b: tuple


TREE = Pair(np.array([3.0]), ([np.array([4.0])], {"c": np.array(12.0)}))


def test_map_keeps_the_structure():
    doubled = tree_map(lambda x: 2 * x, TREE)
    assert isinstance(doubled, Pair)
    assert isinstance(doubled.b[0], list)
    assert [float(leaf.sum()) for leaf in tree_leaves(doubled)] == [6, 8, 24]


def test_map_pairs_matching_leaves():
    difference = tree_map(np.subtract, TREE, TREE)
    assert global_norm(difference) == 0


def test_items_are_named_by_their_path():
    assert [name for name, _ in tree_items(TREE)] == ["a", "b.0.0", "b.1.c"]


def test_norm_is_that_of_one_long_vector():
    assert global_norm(TREE) == 13


def test_a_long_vector_holds_all_leaves_in_their_order():
    assert to_vector(TREE).tolist() == [3, 4, 12]
    assert to_vector((np.arange(4.0).reshape(2, 2), np.ones(1))).tolist() == [
        *(0, 1, 2, 3),
        1,
    ]


def test_zeros_have_the_same_shapes_and_types():
    zeros = zeros_like(tree_map(np.float32, TREE))
    assert all(leaf.dtype == np.float32 for leaf in tree_leaves(zeros))
    assert global_norm(zeros) == 0


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ((1, 2), "Pair of 2 and tuple of 2"),
        (np.ones(2), "Pair of 2 and ndarray"),
        (Pair(np.ones(1), ()), "tuple of 2 and tuple of 0"),
        (Pair(np.ones(1), ([], {"c": 1})), "list of 1 and list of 0"),
        (Pair(np.ones(1), ([1], {"d": 1})), "dict of 1 and dict of 1"),
    ],
)
def test_trees_of_another_structure_are_refused(other, message):
    with pytest.raises(ValueError, match=f"^trees differ: {message}$"):
        tree_map(np.add, TREE, other)
