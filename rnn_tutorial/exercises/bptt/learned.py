"""An initial state that is learned: one row, used by all sequences."""

from ..grading import Exercise, Mistake, sizes
from . import walks


def _draw(rng):
    B, H = sizes(rng, 2, smallest=1)
    return rng.normal(size=(H, H)), rng.normal(size=(B, H))


learned_gradient = Exercise(
    lambda W_hh, da_1: (da_1 @ W_hh.T).sum(axis=0),
    (
        Mistake(lambda W_hh, da_1: (da_1 @ W_hh).sum(axis=0), walks.STRAIGHT),
        Mistake(
            lambda W_hh, da_1: (da_1 @ W_hh.T).mean(axis=0),
            "That is the mean over the batch. Each sequence uses the row once, and the "
            "gradients of the uses add up.",
        ),
        Mistake(
            lambda W_hh, da_1: (da_1 @ W_hh).mean(axis=0),
            "Two slips: W_hh is not transposed, and the batch is averaged. The "
            "gradients of the uses add up.",
        ),
        Mistake(
            lambda W_hh, da_1: da_1 @ W_hh.T,
            "That is dh_0, with one row for each sequence. The parameter is one row "
            "that all of them use: what becomes of the gradients of its uses?",
        ),
        Mistake(
            lambda W_hh, da_1: (da_1 @ W_hh.T).sum(axis=1),
            "The sum runs over the units, and leaves a number for each sequence. It is "
            "the sequences that share the row.",
        ),
        Mistake(
            lambda W_hh, da_1: (da_1 @ W_hh.T)[0],
            "Only the first sequence is heard. All of them use the row.",
        ),
        Mistake(
            lambda W_hh, da_1: da_1.sum(axis=0),
            "That is the gradient at a_1, as for a bias. The row enters a_1 through "
            "W_hh: one product is missing.",
        ),
    ),
    _draw,
)
