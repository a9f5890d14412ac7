"""A detector for functions that damage what they are given, or remember a call."""

import copy

import numpy as np

from ...tree import tree_leaves
from ..grading import Exercise, Mistake, sizes


def _same(a, b):
    return all(map(np.array_equal, tree_leaves(a), tree_leaves(b)))


def _is_pure(suspect, x, d):
    """True if two calls agree, and neither argument is changed."""
    mine = x.copy(), d.copy()
    first = copy.deepcopy(suspect(*mine))
    return _same(first, suspect(*mine)) and _same(mine, (x, d))


def _keeps_arguments(suspect, x, d):
    mine = x.copy(), d.copy()
    suspect(*mine)
    return _same(mine, (x, d))


def _agrees_twice(suspect, x, d):
    mine = x.copy(), d.copy()
    first = copy.deepcopy(suspect(*mine))
    return _same(first, suspect(*mine))


def _compares_one_array(suspect, x, d):
    mine = x.copy(), d.copy()
    first = suspect(*mine)
    return _same(first, suspect(*mine))


def _fresh_copies(suspect, x, d):
    return _same(suspect(x.copy(), d.copy()), suspect(x.copy(), d.copy()))


def _honest(x, d):
    return d * (1 - x**2)


def _damages_d(x, d):
    d *= 1 - x**2
    return d


def _spends_x(x, d):
    dx = d * (1 - x**2)
    x[...] = 0
    return dx


def _cuts_in_place(x, d):
    np.maximum(d, 0, out=d)
    return d * (1 - x**2)


def _hoarder():
    total = [0.0]

    def hoards(x, d):
        total[0] = total[0] + d * (1 - x**2)
        return total[0]

    return hoards


def _suspect(rng):
    """One of five; the eight cases of an exercise meet them all."""
    suspects = _honest, _damages_d, _spends_x, _cuts_in_place, _hoarder()
    suspect = suspects[int(len(suspects) * rng.random())]
    x, d = rng.normal(size=(2, *sizes(rng, 2)))
    return suspect, x, d


is_pure = Exercise(
    _is_pure,
    (
        Mistake(
            _keeps_arguments,
            "You look at the arguments only. One suspect remembers its last call.",
        ),
        Mistake(
            _agrees_twice,
            "You look at the results only. One suspect cuts d in place: its second "
            "call cuts nothing more, so both results agree.",
        ),
        Mistake(
            _compares_one_array,
            "The first result may be the very array that the second call changes. "
            "Copy it before the second call.",
        ),
        Mistake(
            _fresh_copies,
            "You give each call new copies, so no call meets the damage of another.",
        ),
        Mistake(
            lambda suspect, x, d: True,
            "It calls every suspect pure. Four of the five are not.",
        ),
    ),
    _suspect,
)
