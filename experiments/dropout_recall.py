"""Recall under masks on the state: one for the sequence, or a new one at each step.

The chapter on regularisation reads the result, `dropout_recall.json`. Run this file to
make it again: about two minutes on one core.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from recall_runs import versions, write

from rnn_tutorial.cells import masked
from rnn_tutorial.datasets import recall
from rnn_tutorial.dropout import dropout_mask
from rnn_tutorial.models import classifier
from rnn_tutorial.models.classifier import Classifier
from rnn_tutorial.optim import adam, clip_by_global_norm

RESULT = Path(__file__).with_suffix(".json")
LAG, HIDDEN_SIZE, BATCH_SIZE, LR, MAX_NORM = 10, 32, 32, 0.003, 1.0
SEEDS, LIMIT, EVERY = range(8), 1500, 100
SOLVED, SCORED, WITNESSES = 0.99, 1000, 5


class Masks(NamedTuple):
    """How the state is masked in training."""

    rate: float
    fresh: bool


SETTINGS = {
    "no masks": Masks(0.0, False),
    "one mask, 0.25": Masks(0.25, False),
    "new masks, 0.25": Masks(0.25, True),
    "one mask, 0.5": Masks(0.5, False),
    "new masks, 0.5": Masks(0.5, True),
}


def steps(masks: Masks, seed: int) -> Iterator[tuple[Classifier, float]]:
    """The parameters and the loss after every update, without end."""
    rng, optimizer = np.random.default_rng(seed), adam(LR)
    params = classifier.init(rng, 2, HIDDEN_SIZE, 2)
    state, shape = optimizer.init(params), (BATCH_SIZE, HIDDEN_SIZE)
    while True:
        xs, targets = recall(rng, LAG + 1, BATCH_SIZE)
        full = (len(xs), *shape) if masks.fresh else shape
        cell = masked(dropout_mask(rng, full, masks.rate))
        loss, grads = classifier.compute_loss_and_grads(params, xs, targets, cell)
        grads, _ = clip_by_global_norm(grads, MAX_NORM)
        params, state = optimizer.update(grads, state, params)
        yield params, float(loss)


def accuracy(params: Classifier) -> float:
    """The share of new sequences that are answered rightly, without masks."""
    xs, targets = recall(np.random.default_rng(1000), LAG + 1, SCORED)
    logits, _ = classifier.forward(params, xs)
    return float((logits.argmax(axis=-1) == targets).mean())


def run(masks: Masks, seed: int) -> list[float]:
    """The accuracy after every hundred updates, until it is solved or time is up."""
    scores = []
    for params, _ in islice(steps(masks, seed), EVERY - 1, LIMIT, EVERY):
        scores.append(accuracy(params))
        if scores[-1] >= SOLVED:
            break
    return scores


def first(masks: Masks, seed: int) -> list[float]:
    """The losses of a run's first updates."""
    return [loss for _, loss in islice(steps(masks, seed), WITNESSES)]


def result(masks: Masks) -> dict:
    """The scores of every seed, and witnesses of the first."""
    scores = [run(masks, seed) for seed in SEEDS]
    return {"scores": scores, "witnesses": first(masks, SEEDS[0])}


def record() -> dict:
    """All settings' results, and the versions that made them."""
    results = {name: result(masks) for name, masks in SETTINGS.items()}
    return {"lag": LAG, "limit": LIMIT, "settings": results, "versions": versions()}


if __name__ == "__main__":
    write(RESULT, record())
