"""One step backward in parts: an order of lines, a lag, a tanh left out."""

from typing import NamedTuple

import numpy as np

from ..grading import Exercise, Mistake, sizes


class PartsBack(NamedTuple):
    """Gradients of one step; the names stand in the messages."""

    di: np.ndarray  # (B, H), as all of them
    df: np.ndarray
    dg: np.ndarray
    dc_prev: np.ndarray


def _parts_back(heard="total", passed="total * f", slopes=False, new=False):
    """Gradients at i, f, g and c_prev, and ways to get them wrong."""

    def parts_backward(i, f, g, o, c_prev, c, dh, dc):
        through_h = dh * o * (1 - np.tanh(c) ** 2)
        total = dc + through_h
        at = {"total": total, "through h": through_h, "own": dc, "own * f": dc * f}
        at |= {"total * f": total * f, "total * f * f": total * f * f}
        s_i, s_f, s_g = (i * (1 - i), f * (1 - f), 1 - g**2) if slopes else (1, 1, 1)
        d, memory = at[heard], c if new else c_prev
        return PartsBack(d * g * s_i, d * memory * s_f, d * i * s_g, at[passed])

    return parts_backward


def _parts(rng):
    B, H = sizes(rng, 2)
    i, f, g, o = rng.uniform(0.1, 0.9, size=(4, B, H))
    return i, f, g, o, *rng.normal(size=(4, B, H))


mended = Exercise(
    _parts_back(),
    (
        Mistake(
            _parts_back(heard="total * f"),
            "The colleague's bug is still in it. Which dc do i, f and g need?",
        ),
        Mistake(
            _parts_back(passed="total * f * f"),
            "The gates are right now, but dc_prev has the forget gate twice.",
        ),
        Mistake(
            _parts_back(passed="own * f"),
            "The gates are right now, but dc_prev lacks what came through h_t.",
        ),
        Mistake(
            _parts_back(passed="total"),
            "The gates are right now, but dc_prev lacks the forget gate.",
        ),
        Mistake(
            _parts_back(heard="through h"),
            "The gates lack what comes from the later memory.",
        ),
        Mistake(
            _parts_back(heard="own", passed="own * f"),
            "What comes through h_t is lost now: the first line was right.",
        ),
        Mistake(
            _parts_back(new=True),
            "f multiplied the old memory: df needs c_prev, not c.",
        ),
        Mistake(
            _parts_back(slopes=True),
            "di, df, dg are wanted, not da: leave the gates' slopes out.",
        ),
    ),
    _parts,
)

kept = Exercise(
    "B",
    (
        Mistake("A", "One factor of 0.98 is near one. Here are a hundred and fifty."),
        Mistake("C", "Half is left after ln 0.5 / ln 0.98 steps. How many is that?"),
        Mistake("D", "Along the memory no weight matrix is met. Other ways have one."),
    ),
)


class ShownBack(NamedTuple):
    """What h_t = o c_t sends back; the names stand in the messages."""

    da_o: np.ndarray  # (B, H)
    dc: np.ndarray  # (B, H)


def _unsquashed(
    slope=lambda o: o * (1 - o), at_c=lambda c: 1, shown=lambda c: c, out=ShownBack
):
    """da_o and what reaches c_t of h_t = o c_t, and ways to get them wrong."""
    return lambda o, c, dh: out(dh * shown(c) * slope(o), dh * o * at_c(c))


def _tanh_slope(c):
    return 1 - np.tanh(c) ** 2


unsquashed_backward = Exercise(
    _unsquashed(),
    (
        Mistake(
            _unsquashed(at_c=_tanh_slope, shown=np.tanh),
            "This is the cell with its tanh.",
        ),
        Mistake(_unsquashed(at_c=_tanh_slope), "dc still has the slope of a tanh."),
        Mistake(
            _unsquashed(at_c=lambda c: 1 - c**2),
            "dc still has the slope 1 - c**2, but no tanh stands between c and h.",
        ),
        Mistake(_unsquashed(shown=np.tanh), "da_o still has tanh(c) in it."),
        Mistake(
            _unsquashed(slope=lambda o: 1),
            "That is do. da_o needs the sigmoid's slope.",
        ),
        Mistake(
            _unsquashed(slope=lambda o: 1 - o),
            "The slope of the sigmoid is o * (1 - o), not 1 - o.",
        ),
        Mistake(
            _unsquashed(slope=lambda o: 1 - o**2),
            "o comes out of a sigmoid: its slope is o * (1 - o). 1 - o**2 is a tanh's.",
        ),
        Mistake(
            lambda o, c, dh: ShownBack(dh * c * o * (1 - o), dh),
            "dc lacks a factor: in h_t = o * c, what multiplies c?",
        ),
        Mistake(
            _unsquashed(out=lambda da_o, dc: ShownBack(dc, da_o)),
            "The two results are exchanged: da_o comes first.",
        ),
    ),
    lambda rng: (
        rng.uniform(0.1, 0.9, size=(3, 2)),
        rng.normal(size=(3, 2)),
        rng.normal(size=(3, 2)),
    ),
)
