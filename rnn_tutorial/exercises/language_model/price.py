"""The price of a text in bits, from the logits of a model."""

import numpy as np

from ...functions import log_softmax, softmax
from ..grading import Exercise, Mistake, sizes


def _draw(rng):
    N, V = sizes(rng, 2)
    return 2 * rng.normal(size=(N, V)), rng.integers(V, size=N)


def _picked(rows, targets):
    """The entry of each row at its own target: (N,)."""
    return rows[np.arange(len(targets)), targets]


def _costs(logits, targets):
    """-log p of each target, in nats: (N,)."""
    return -_picked(log_softmax(logits), targets)


def _bits(logits, targets):
    return _costs(logits, targets).mean() / np.log(2)


def _of_logits(logits, targets):
    with np.errstate(invalid="ignore"):  # a negative logit has no logarithm
        return -np.log(_picked(logits, targets)).mean()


def _entropy(logits, targets):
    return -(softmax(logits) * log_softmax(logits)).sum(axis=1).mean()


def _over_all_rows(logits, targets):
    p = np.exp(logits) / np.exp(logits).sum()
    return -np.log(_picked(p, targets)).mean()


def _over_the_batch(logits, targets):
    p = np.exp(logits) / np.exp(logits).sum(axis=0)
    return -np.log(_picked(p, targets)).mean()


def _with_zeros(logits, targets):
    return _costs(logits, targets).mean() / logits.shape[1]


def _log_of_mean(logits, targets):
    return -np.log(np.exp(-_costs(logits, targets)).mean())


# Faults that a reader may make in either unit: the answer in nats, and what to say.
IN_EITHER_UNIT = (
    (
        lambda logits, targets: _costs(logits, targets).sum(),
        "That is the price of all N symbols together. What does one symbol cost?",
    ),
    (
        _costs,
        "These are N prices, one for each symbol. Return their mean.",
    ),
    (
        lambda logits, targets: -_costs(logits, targets).mean(),
        "A price is never negative, and the logarithm of a probability is never"
        " positive: what does the loss put before it?",
    ),
    (
        lambda logits, targets: -log_softmax(logits)[:, targets].mean(),
        "`[:, targets]` takes every target from every row, N x N numbers. Row n needs"
        " its own target only: index rows and columns in pairs.",
    ),
    (
        lambda logits, targets: -log_softmax(logits).mean(),
        "That is a mean over the whole vocabulary. Only the symbol that came is paid"
        " for: pick it in each row.",
    ),
    (
        lambda logits, targets: -log_softmax(logits).max(axis=1).mean(),
        "That is the price of the likeliest symbols, not of those that came. Where do"
        " you use `targets`?",
    ),
    (
        _with_zeros,
        "You divide by N times V. N symbols were predicted, so N is the number to"
        " divide by.",
    ),
    (
        _entropy,
        "That is the entropy: the price which the model expects. The symbols have"
        " come: take the price of each target, without a weight.",
    ),
    (
        lambda logits, targets: -_picked(logits, targets).mean(),
        "That is the logit, not the logarithm of a probability. What does a"
        " log-softmax take off each row?",
    ),
    (
        _over_all_rows,
        "Your probabilities sum to 1 over all rows together. Each row is a prediction"
        " of its own: give the sum an axis, and keep it.",
    ),
    (
        _over_the_batch,
        "Your sum runs down the columns: one symbol over all predictions. Each row is"
        " one prediction, so sum along the row, over the V symbols.",
    ),
    (
        _log_of_mean,
        "That is the logarithm of a mean. Probabilities multiply, so their logarithms"
        " add: take each logarithm first, and the mean last.",
    ),
)


def _in_bits(answer):
    return lambda *case: answer(*case) / np.log(2)


UNIT = " And the unit is still the nat, not the bit."

mean_bits = Exercise(
    _bits,
    draw=_draw,
    mistakes=(
        Mistake(
            lambda *case: _costs(*case).mean(),
            "That is the loss in nats. A bit is a choice between two: which base has"
            " its logarithm?",
        ),
        Mistake(
            lambda *case: _costs(*case).mean() * np.log(2),
            "The conversion goes the wrong way. A bit is less than a nat, so a text"
            " costs more bits than nats.",
        ),
        Mistake(
            lambda *case: np.exp(_costs(*case).mean()),
            "That is the perplexity. The bits are its logarithm to base 2.",
        ),
        Mistake(
            lambda *case: np.exp(-_costs(*case)).mean(),
            "That is the mean probability. Where is its logarithm?",
        ),
        Mistake(
            _of_logits,
            "That is the logarithm of a logit, or of another number below zero. Logits"
            " become probabilities by a softmax: take one logarithm of those.",
        ),
        *(Mistake(_in_bits(answer), says) for answer, says in IN_EITHER_UNIT),
        *(Mistake(answer, says + UNIT) for answer, says in IN_EITHER_UNIT),
    ),
)
