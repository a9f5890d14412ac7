"""One step backward in parts: an order of lines, a lag, a tanh left out."""

import numpy as np

from ..grading import Exercise, Mistake, sizes


def _parts_back(early=False, late=False, own=False, lost=False):
    """Gradients at i, f, g and c_prev, and ways to get them wrong."""

    def parts_backward(i, f, g, o, c_prev, c, dh, dc):
        through_h = dh * o * (1 - np.tanh(c) ** 2)
        total = dc + through_h
        seen = total * f if early else through_h if lost else total
        out = total * f * f if late else dc * f if own else total * f
        return seen * g, seen * c_prev, seen * i, out

    return parts_backward


def _parts(rng):
    B, H = sizes(rng, 2)
    i, f, g, o = rng.uniform(0.1, 0.9, size=(4, B, H))
    return i, f, g, o, *rng.normal(size=(4, B, H))


mended = Exercise(
    _parts_back(),
    (
        Mistake(
            _parts_back(early=True),
            "The colleague's bug is still in it. Which dc do i, f and g need?",
        ),
        Mistake(
            _parts_back(late=True),
            "The gates are right now, but dc_prev has the forget gate twice.",
        ),
        Mistake(
            _parts_back(own=True),
            "The gates are right now, but dc_prev lacks what came through h_t.",
        ),
        Mistake(
            _parts_back(lost=True), "The gates lack what comes from the later memory."
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


def _unsquashed(slope=True, tanh=False, shown=False):
    """da_o and what reaches c_t of h_t = o c_t, and ways to get them wrong."""

    def unsquashed_backward(o, c, dh):
        do = dh * (np.tanh(c) if shown else c)
        dc = dh * o * (1 - np.tanh(c) ** 2 if tanh else 1)
        return do * (o * (1 - o) if slope else 1), dc

    return unsquashed_backward


unsquashed_backward = Exercise(
    _unsquashed(),
    (
        Mistake(_unsquashed(tanh=True, shown=True), "This is the cell with its tanh."),
        Mistake(_unsquashed(tanh=True), "dc still has the slope of a tanh."),
        Mistake(_unsquashed(shown=True), "da_o still has tanh(c) in it."),
        Mistake(
            _unsquashed(slope=False), "That is do. da_o needs the sigmoid's slope."
        ),
    ),
    lambda rng: (
        rng.uniform(0.1, 0.9, size=(3, 2)),
        rng.normal(size=(3, 2)),
        rng.normal(size=(3, 2)),
    ),
)
