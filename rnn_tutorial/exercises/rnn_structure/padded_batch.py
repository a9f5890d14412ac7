"""A padded batch: what each sentence has read, and what it carries on."""

import numpy as np

from ...datasets import pad
from ..grading import Exercise, Mistake, sizes


def _draw_mean(rng):
    T, B, H = sizes(rng, 3)
    # From 2: what divides by the length - 1 must get numbers, to be recognised.
    lengths = rng.permutation([2, T, *rng.integers(2, T + 1, B - 2)])
    _, mask, _ = pad([np.empty(n) for n in lengths])
    return rng.standard_normal((T, B, H)), mask


def _sum(hs, mask):
    return (hs * mask[..., None]).sum(axis=0)


def _last_valid(hs, lengths):
    return hs[lengths - 1, np.arange(len(lengths))]


mean_states = Exercise(
    lambda hs, mask: _sum(hs, mask) / mask.sum(axis=0)[:, None],
    (
        Mistake(
            lambda hs, mask: hs.mean(axis=0),
            "The padding is averaged too: the mask must take it out of the sum.",
        ),
        Mistake(
            lambda hs, mask: _sum(hs, mask) / len(hs),
            "The padding is out of the sum, but you still divide by T. "
            "Each sentence has its own number of real places.",
        ),
        Mistake(_sum, "That is the sum: divide it by the length of each sentence."),
        Mistake(
            lambda hs, mask: _sum(hs, mask) / mask.sum(),
            "You divide by the real places of the whole batch. "
            "Each sentence has its own number of them.",
        ),
        Mistake(
            lambda hs, mask: hs.sum(axis=0) / mask.sum(axis=0)[:, None],
            "You divide by the right lengths, but the sum still holds the padding.",
        ),
        Mistake(
            lambda hs, mask: _sum(hs, mask) / (mask.sum(axis=0)[:, None] - 1),
            "You divide by one less than the length. "
            "A sentence of n words has n states to average.",
        ),
        Mistake(
            lambda hs, mask: hs[mask].mean(axis=0),
            "That is one mean for the whole batch, (H,). "
            "Wanted is one for each sentence, (B, H).",
        ),
        Mistake(
            lambda hs, mask: hs.mean(axis=1),
            "You average over the batch: in hs (T, B, H) time is axis 0.",
        ),
        Mistake(
            lambda hs, mask: _last_valid(hs, mask.sum(axis=0)),
            "That is the last valid state. Wanted is the mean of all valid ones.",
        ),
    ),
    _draw_mean,
)


def _draw_piece(rng):
    T, B, H = sizes(rng, 3)
    lengths = rng.permutation([0, T, *rng.integers(0, T + 1, B - 2)])
    return rng.standard_normal((T, B, H)), rng.standard_normal((B, H)), lengths


def _carry(hs, h_0, lengths):
    return np.concatenate([h_0[None], hs])[lengths, np.arange(len(lengths))]


state_to_carry = Exercise(
    _carry,
    (
        Mistake(
            lambda hs, h_0, lengths: _last_valid(hs, lengths),
            "Right for all sentences with a word in this piece. For a length of 0 "
            "the index is -1, and NumPy takes the last row: padding.",
        ),
        Mistake(
            lambda hs, h_0, lengths: hs[-1],
            "That is the last row: short sentences have read padding by then.",
        ),
        Mistake(
            lambda hs, h_0, lengths: np.where((lengths == 0)[:, None], h_0, hs[-1]),
            "Right for length 0. For the others you take the last row: "
            "short sentences have read padding by then.",
        ),
        Mistake(
            lambda hs, h_0, lengths: np.where(
                lengths[:, None] > 0, _last_valid(hs, lengths), 0
            ),
            "A sentence without a word here does not begin anew: "
            "it keeps the state it had, not zero.",
        ),
        Mistake(
            lambda hs, h_0, lengths: _last_valid(hs, np.maximum(lengths, 1)),
            "A sentence without a word here must not move. Row 0 of `hs` is h_1: "
            "it has read one filler.",
        ),
        Mistake(
            lambda hs, h_0, lengths: _carry(hs, h_0, lengths - 1),
            "Your states are one step too early. With h_0 in front, row t is h_t: "
            "the -1 must go.",
        ),
        Mistake(
            lambda hs, h_0, lengths: hs[lengths - 1],
            "You pair each length with every sentence, and get (B, B, H). "
            "Two lists of indices, one for time and one for the batch, make (B, H).",
        ),
        Mistake(
            lambda hs, h_0, lengths: np.concatenate([h_0[None], hs])[lengths],
            "The times are right, but you pair each length with every sentence, and "
            "get (B, B, H). A second list of indices, for the batch, makes (B, H).",
        ),
        Mistake(
            lambda hs, h_0, lengths: h_0,
            "That is the state before this piece. It is right for length 0 only.",
        ),
    ),
    _draw_piece,
)
