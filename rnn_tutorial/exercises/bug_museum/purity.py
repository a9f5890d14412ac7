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


def _compares_one_array_and_arguments(suspect, x, d):
    mine = x.copy(), d.copy()
    first = suspect(*mine)
    return _same(first, suspect(*mine)) and _same(mine, (x, d))


def _looks_at(index):
    """A detector that looks at the results and at one argument."""

    def detector(suspect, *given):
        mine = copy.deepcopy(given)
        first = copy.deepcopy(suspect(*mine))
        return _same(first, suspect(*mine)) and _same(mine[index], given[index])

    return detector


def _fresh_copies(suspect, x, d):
    return _same(suspect(x.copy(), d.copy()), suspect(x.copy(), d.copy()))


def _fresh_copies_all(suspect, x, d):
    first = copy.deepcopy(suspect(x.copy(), d.copy()))
    return _same(first, suspect(x.copy(), d.copy()))


def _honest(x, d):
    return d * (1 - x**2)


def _spends_x(x, d):
    dx = d * (1 - x**2)
    x[...] = 0
    return dx


def _folds_x(x, d):
    np.abs(x, out=x)
    return d * (1 - x**2)


def _cuts_in_place(x, d):
    np.maximum(d, 0, out=d)
    return d * (1 - x**2)


def _hoarder():
    total = 0.0

    def hoards(x, d):
        nonlocal total
        total = total + d * (1 - x**2)
        return total

    return hoards


def _reuser():
    total = None

    def reuses(x, d):
        nonlocal total
        total = np.zeros_like(d) if total is None else total
        total += d * (1 - x**2)
        return total

    return reuses


def _suspect(rng):
    """One of six; the eight cases of an exercise meet them all."""
    x, d = rng.uniform(-1, 1, size=(2, *sizes(rng, 2)))
    impure = _spends_x, _folds_x, _cuts_in_place, _hoarder(), _reuser()
    suspects = _honest, *impure
    return suspects[int(len(suspects) * rng.random())], x, d


is_pure = Exercise(
    _is_pure,
    (
        Mistake(
            _keeps_arguments,
            "You look at the arguments only. One suspect remembers its last call.",
        ),
        Mistake(
            _looks_at(1),
            "You do not look at x. One suspect makes it positive, and reads only its "
            "square: the second result is the same.",
        ),
        Mistake(
            _looks_at(0),
            "You do not look at d. One suspect cuts it in place: the second call cuts "
            "nothing more.",
        ),
        Mistake(
            _agrees_twice,
            "You look at the results only. One suspect cuts d in place: its second "
            "call cuts nothing more, so both results agree.",
        ),
        Mistake(
            _compares_one_array,
            "You look at no argument, and your first result may be the very array that "
            "the second call changes.",
        ),
        Mistake(
            _compares_one_array_and_arguments,
            "The first result may be the very array that the second call changes. "
            "Copy it before the second call.",
        ),
        Mistake(
            _fresh_copies,
            "You give each call new copies, so no call meets the damage of another.",
        ),
        Mistake(
            _fresh_copies_all,
            "You copy the first result. But each call has its own arguments, so no "
            "call meets the damage of another.",
        ),
        Mistake(
            lambda suspect, x, d: True,
            "It calls every suspect pure. Five of the six are not.",
        ),
    ),
    _suspect,
)
