"""One step backward, whole."""

from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from ...functions import sigmoid
from ..grading import Exercise, Mistake, sizes


class StepBack(NamedTuple):
    """What one step sends back; the names stand in the messages."""

    da: np.ndarray  # (B, 4H)
    dh_prev: np.ndarray  # (B, H)
    dc_prev: np.ndarray  # (B, H)


def _da(v, order="ifgo", slope=lambda s: s * (1 - s), content=lambda g: 1 - g**2):
    """The gradients at the gates times the slopes, side by side."""
    slopes = {gate: slope(getattr(v, gate)) for gate in "ifo"} | {"g": content(v.g)}
    return np.concatenate([getattr(v, "d" + s) * slopes[s] for s in order], axis=1)


# Each line of the step backward, in order: a mistake replaces one of them.
LINES = {
    "through_h": lambda v: v.dh * v.o * (1 - np.tanh(v.c) ** 2),
    "total": lambda v: v.dc + v.through_h,
    "heard": lambda v: v.total,  # what i, f and g get
    "di": lambda v: v.heard * v.g,
    "df": lambda v: v.heard * v.c_prev,
    "dg": lambda v: v.heard * v.i,
    "do": lambda v: v.dh * np.tanh(v.c),
    "da": _da,
    "dh_prev": lambda v: v.da @ v.W_hh.T,
    "dc_prev": lambda v: v.total * v.f,
}


def _step_back(**changed):
    """One step's backward, with some lines changed."""

    def step_backward(W_hh, gates, c_prev, c, dh, dc):
        v = SimpleNamespace(W_hh=W_hh, c_prev=c_prev, c=c, dh=dh, dc=dc)
        v.i, v.f, v.g, v.o = np.split(gates, 4, axis=1)
        for name, line in (LINES | changed).items():
            setattr(v, name, line(v))
        return StepBack(v.da, v.dh_prev, v.dc_prev)

    return step_backward


def _step(rng):
    B, H = sizes(rng, 2)
    gates = rng.uniform(0.1, 0.9, size=(B, 4 * H))
    c_prev, c, dh, dc = rng.normal(size=(4, B, H))
    return rng.normal(size=(H, 4 * H)), gates, c_prev, c, dh, dc


MEMORY = (
    Mistake(
        _step_back(total=lambda v: v.dc),
        "The loss also reaches c_t through h_t: dc lacks that way.",
    ),
    Mistake(
        _step_back(heard=lambda v: v.total * v.f),
        "dc is overwritten too early: i, f and g need it before it is times f.",
    ),
    Mistake(
        _step_back(heard=lambda v: v.total * v.f, dc_prev=lambda v: v.total * v.f**2),
        "dc is times f twice, and too early: i, f and g need it before.",
    ),
    Mistake(
        _step_back(dc_prev=lambda v: v.dc * v.f),
        "dc_prev must pass on all of dc_t, also what came through h_t.",
    ),
    Mistake(
        _step_back(dc_prev=lambda v: v.total),
        "dc_prev lacks a factor: what did the step do to c_prev?",
    ),
    Mistake(
        _step_back(dc_prev=lambda v: np.zeros_like(v.dc)),
        "The memory's own way back is missing: dc_prev is zero.",
    ),
    Mistake(
        _step_back(dc_prev=lambda v: v.total * v.i),
        "What multiplies c_prev in the memory's sum? That gate stands in dc_prev.",
    ),
    Mistake(
        _step_back(through_h=lambda v: v.dh * (1 - np.tanh(v.c) ** 2)),
        "h_t = o * tanh(c): on its way to dc, dh also meets the factor o.",
    ),
    Mistake(
        _step_back(through_h=lambda v: v.dh * v.o * (1 - np.tanh(v.c_prev) ** 2)),
        "h_t shows tanh(c), the new memory: the slope belongs at c, not at c_prev.",
    ),
    Mistake(
        _step_back(dh_prev=lambda v: v.dh + v.da @ v.W_hh.T),
        "dh itself goes no further: h_prev is reached through the sums only.",
    ),
    Mistake(
        _step_back(dh_prev=lambda v: v.total * v.f, dc_prev=lambda v: v.da @ v.W_hh.T),
        "dh_prev and dc_prev are exchanged: da, dh_prev, dc_prev is the order.",
    ),
    Mistake(
        _step_back(through_h=lambda v: v.dh * v.o * (1 - v.c**2)),
        "The slope of tanh at c is 1 - tanh(c)**2. c has not been through tanh.",
    ),
)
GATES = (
    Mistake(
        _step_back(df=lambda v: v.heard * v.c),
        "df needs the memory that f multiplied: c_prev, not c.",
    ),
    Mistake(
        _step_back(do=lambda v: v.total * np.tanh(v.c)),
        "o stands in h_t = o * tanh(c), so it hears dh, not dc.",
    ),
    Mistake(
        _step_back(do=lambda v: v.dh * v.c), "h_t is o times tanh(c), not o times c."
    ),
    Mistake(
        _step_back(do=lambda v: v.dh * np.tanh(v.c) * v.o * (1 - v.o)),
        "The slope of o is applied twice.",
    ),
    Mistake(
        _step_back(da=lambda v: _da(v, slope=lambda s: sigmoid(s) * (1 - sigmoid(s)))),
        "i, f and o have been through the sigmoid already: their slope is s * (1 - s).",
    ),
    Mistake(
        _step_back(da=lambda v: _da(v, slope=lambda s: 1)),
        "da is the gradient at the sums: the sigmoids' slopes are missing.",
    ),
    Mistake(
        _step_back(da=lambda v: _da(v, content=lambda g: 1 - np.tanh(g) ** 2)),
        "g has been through tanh already: its slope is 1 - g**2.",
    ),
    Mistake(
        _step_back(da=lambda v: _da(v, content=lambda g: 1)),
        "g is a tanh: its slope is missing.",
    ),
    Mistake(
        _step_back(di=lambda v: v.heard * v.c_prev, df=lambda v: v.heard * v.g),
        "di and df are exchanged: each factor of a product gets the other one.",
    ),
    Mistake(
        _step_back(da=lambda v: _da(v, "figo")),
        "The parts of da stand in another order than i, f, g, o.",
    ),
)

step_backward = Exercise(_step_back(), MEMORY + GATES, _step)
