"""How many numbers the cell has, and in which order its gates stand."""

import numpy as np

from ..grading import Exercise, Mistake, sizes

parameters = Exercise(
    lambda D, H: 4 * H * (D + H + 1),
    (
        Mistake(
            lambda D, H: H * (D + H + 1), "That is the plain cell. Four parts do this."
        ),
        Mistake(
            lambda D, H: 3 * H * (D + H + 1),
            "Three gates and the content are four: g has weights of its own.",
        ),
        Mistake(lambda D, H: 4 * H * (D + H), "The biases are missing."),
        Mistake(
            lambda D, H: 4 * H * (D + 1),
            "W_hh is missing: each gate also has H rows for the state.",
        ),
        Mistake(
            lambda D, H: 4 * H * (D + 4 * H + 1),
            "W_hh has H rows, not 4H: the state has H numbers.",
        ),
        Mistake(
            lambda D, H: 4 * H * (D + H) + H,
            "Each of the four parts has biases of its own.",
        ),
        Mistake(
            lambda D, H: 4 * H * (D + H + 2),
            "This counts two biases for each sum. Our cell has one.",
        ),
        Mistake(
            lambda D, H: 4 * (D * H + H * H + 1),
            "A bias has one number for each unit and gate, not one for each gate.",
        ),
        Mistake(
            lambda D, H: 4 * D * (D + H + 1),
            "Each of the H units has D + H + 1 numbers. You multiply by D.",
        ),
    ),
    lambda rng: sizes(rng, 2),
)


def _order(*blocks):
    """Take the four blocks of columns in this order."""
    return lambda W: np.concatenate([np.split(W, 4, axis=1)[b] for b in blocks], axis=1)


def _one_by_one(W):
    """Columns 1, 5, 9 ... as if the gates of one unit stood side by side."""
    return np.concatenate([W[:, b::4] for b in (1, 2, 3, 0)], axis=1)


def _stored(rng):
    D, H = sizes(rng, 2)
    return (rng.normal(size=(D, 4 * H)),)


reordered = Exercise(
    _order(1, 2, 3, 0),
    (
        Mistake(_order(0, 1, 2, 3), "This is still the order of the file."),
        Mistake(
            _order(3, 0, 1, 2),
            "You went the other way: this turns our order into that of the file.",
        ),
        Mistake(
            _one_by_one, "Each gate has H columns side by side: move whole blocks."
        ),
        Mistake(_order(1, 2, 0, 3), "The last two blocks are exchanged."),
        Mistake(_order(2, 1, 3, 0), "The first two blocks are exchanged."),
        Mistake(_order(0, 2, 3, 1), "The blocks of o and i are exchanged."),
        Mistake(
            lambda W: np.roll(W, -1, axis=1),
            "You moved one column. The block of o has H columns.",
        ),
    ),
    _stored,
)
