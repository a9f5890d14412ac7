"""Say what is wrong with the values of a result that is no known mistake."""

from typing import Any, NamedTuple

import numpy as np

from .compare import NESTED, describe, is_numeric, leaves, same


class Case(NamedTuple):
    """One call: its arguments, the right result, and the reader's."""

    arguments: tuple
    expected: Any
    got: Any


def wrong_values(cases, wrong, rtol):
    """What the differing numbers have in common over all cases."""
    first = wrong[0]
    if not first.arguments:
        return _not_it(first.got, first.expected)
    if isinstance(first.expected, bool):
        says = f"It is {first.got}, and should be {first.expected}."
        return says + _where(cases, wrong)
    names = [name for name, _ in leaves(first.expected)]
    for index, name in enumerate(names):
        pairs = [_leaf(case, index) for case in wrong]
        bad = [(g, e) for g, e in pairs if not same(g, e, rtol)]
        if bad:
            start = f"Part {name} is wrong. " if name else ""
            return start + _pattern(bad, rtol) + _where(cases, wrong)
    return "The numbers differ."


def _not_it(got, expected):
    """Say no more of a value than its direction, so that there is something to find."""
    if np.ndim(got):
        return f"{got} is not it."
    return f"{got} is too {'large' if got > expected else 'small'}."


def _leaf(case, index):
    """The reader's array and the right one; a list of numbers is an array too."""
    one = not isinstance(case.expected, NESTED)
    got = np.asarray(case.got) if one else case.got
    return leaves(got)[index][1], leaves(case.expected)[index][1]


def _pattern(pairs, rtol):
    """The first pattern that every wrong pair shows, else one differing entry."""
    got, expected = pairs[0]
    if not is_numeric(expected):
        return f"It is {got!s:.40}, which is not it."
    for holds, says in PATTERNS:
        if all(holds(g, e, rtol) for g, e in pairs):
            return says
    return _factor(pairs, rtol) or _offset(pairs, rtol) or _entry(got, expected)


def _factor(pairs, rtol):
    ratios = [np.vdot(e, g) / np.vdot(e, e) if np.any(e) else 0 for g, e in pairs]
    if not all(same(g, r * e, rtol) for (g, e), r in zip(pairs, ratios, strict=True)):
        return ""
    ratio = np.mean(ratios)
    if np.allclose(ratios, ratio):
        return f"Every entry is {ratio:.4g} times what it should be."
    if all(e.size == 1 for _, e in pairs):  # any number is a multiple of another
        return ""
    seen = ", ".join(f"{ratio:.4g}" for ratio in ratios[:3])
    return f"All entries share a wrong factor, which varies with the sizes: {seen}."


def _offset(pairs, rtol):
    if all(e.size == 1 for _, e in pairs):
        return ""
    shifts = [g - e for g, e in pairs]
    if not all(same(s, np.full_like(s, np.mean(s)), rtol) for s in shifts):
        return ""
    return f"Every entry is off by the same amount, here {np.mean(shifts[0]):.4g}."


def _entry(got, expected):
    at = np.unravel_index(np.argmax(np.abs(got - expected)), np.shape(got))
    place = f"At index {tuple(map(int, at))} it" if at else "It"
    return f"{place} is {got[at]:.4g}, and should be {expected[at]:.4g}."


def _where(cases, wrong):
    """The first call that goes wrong, and one that does not, if there is one."""
    right = [c for c in cases if not any(c is w for w in wrong)]
    seen = f" The call was {describe(wrong[0].arguments)}."
    return f"{seen} For {describe(right[0].arguments)} all is right." if right else seen


def _long(g):
    return g.ndim > 0 and len(g) > 1


PATTERNS = (
    (
        lambda g, e, r: same(g, e, 1e-3),
        "It is right to some digits only: is it rounded, or an approximation?",
    ),
    (lambda g, e, r: g.ndim == 0 and not g, "It is zero."),
    (lambda g, e, r: not np.any(g), "It is zero everywhere."),
    (lambda g, e, r: same(-g, e, r), "The sign is wrong, and all else is right."),
    (lambda g, e, r: same(g.T, e, r), "It is the transpose of the right result."),
    (
        lambda g, e, r: _long(g) and same(g[::-1], e, r),
        "The first axis runs the wrong way: the right numbers, in reverse order.",
    ),
    (
        lambda g, e, r: _long(g) and same(g[1:], e[:-1], r),
        "The numbers come one index too late on the first axis.",
    ),
    (
        lambda g, e, r: _long(g) and same(g[:-1], e[1:], r),
        "The numbers come one index too early on the first axis.",
    ),
    (
        lambda g, e, r: _long(g) and same(g[0], e[0], r),
        "Index 0 of the first axis is right; a later one is not.",
    ),
    (
        lambda g, e, r: _long(g) and same(g[-1], e[-1], r),
        "The last index of the first axis is right; an earlier one is not.",
    ),
)
