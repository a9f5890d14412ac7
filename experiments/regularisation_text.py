"""A small text that a network can learn by heart, and what keeps it from doing so.

The chapter on regularisation draws the result, `regularisation_text.json`. Run this
file to make it again: about ten minutes on one core. With OMP_NUM_THREADS=1 it is the
same on every machine up to rounding, which grows in the course of a run.
"""

import json
import platform
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from rnn_tutorial.cells import RNN, Cell, masked, normalised
from rnn_tutorial.datasets import Vocabulary, streams, tragedies
from rnn_tutorial.dropout import dropout_mask
from rnn_tutorial.losses import cross_entropy_forward
from rnn_tutorial.models import dropout_language_model, language_model
from rnn_tutorial.models import tied_language_model as tied_model
from rnn_tutorial.models.tied_language_model import TiedLanguageModel, tied, untie
from rnn_tutorial.optim import adam, adamw
from rnn_tutorial.train import TrainState, start, train

RESULT = Path(__file__).with_suffix(".json")
N_TRAIN, N_TEXT = 40_000, 80_000  # characters of Hamlet
HIDDEN_SIZE, BATCH_SIZE, SEQ_LEN, MAX_NORM, LR = 128, 16, 50, 1.0, 0.003
UPDATES, EVERY = 2000, 50  # 49 updates read the training text once
TUNING, SEEDS = 100, (0, 1, 2)
WITNESSES = 5  # losses of each run that the record keeps, to be run again


class Text(NamedTuple):
    """Three parts of one play, as columns of ids, (N, columns)."""

    train: np.ndarray  # to learn from
    validation: np.ndarray  # to choose by
    test: np.ndarray  # to report, once
    n_symbols: int


@cache
def text() -> Text:
    """The beginning of Hamlet. Validation and test take turns, column by column."""
    learned, held_out = np.split(np.array(list(tragedies()[:N_TEXT])), [N_TRAIN])
    vocabulary = Vocabulary.from_text("".join(learned))
    ids = vocabulary.encode("".join(learned))
    others = vocabulary.encode_with_unknown("".join(held_out))
    columns = streams(others, 40)
    parts = streams(ids, BATCH_SIZE), columns[:, ::2], columns[:, 1::2]
    return Text(*parts, len(vocabulary))


class Remedy(NamedTuple):
    """What a run does against overfitting."""

    rate: float = 0.0  # dropout on inputs and outputs
    state: str = ""  # masks on the state: "once" a window, or "fresh" at each step
    decay: float = 0.0  # weight decay
    cell: Cell = RNN
    tied: bool = False


def masked_compute(rng, rate: float, fresh: bool) -> Callable:
    """`compute` with masks on the state: one a window, or a new one at each step."""

    def compute(params, inputs, targets, h_0):
        shape = (*(inputs.shape if fresh else inputs.shape[1:]), HIDDEN_SIZE)
        cell = masked(dropout_mask(rng, shape, rate))
        batch = inputs, targets, h_0
        return language_model.compute_loss_and_grads(params, *batch, cell)

    return compute


def compute_of(remedy: Remedy, rng) -> Callable:
    """Loss and gradients of this remedy, for `train`."""
    if remedy.state:
        return masked_compute(rng, remedy.rate, remedy.state == "fresh")
    if remedy.rate:
        compute = dropout_language_model.with_dropout(rng, remedy.rate, remedy.cell)
    else:
        ordinary = language_model.compute_loss_and_grads
        compute = partial(ordinary, cell=remedy.cell)
    return tied(compute) if remedy.tied else compute


def steps(remedy: Remedy, seed: int) -> Iterator[tuple[TrainState, float, float]]:
    """What `train` yields, without end."""
    rng, n = np.random.default_rng(seed), text().n_symbols
    if remedy.tied:
        params = tied_model.init(rng, n, HIDDEN_SIZE, remedy.cell)
    else:
        params = language_model.init(rng, n, HIDDEN_SIZE, HIDDEN_SIZE, remedy.cell)
    optimizer = adam(LR)
    if remedy.decay:
        weights = {"weight_decay": remedy.decay, "decays": lambda p: p.ndim > 1}
        optimizer = adamw(LR, **weights)
    hidden = remedy.cell.initial_state(params.cell, BATCH_SIZE)
    state = start(params, optimizer, hidden)
    compute = compute_of(remedy, rng)
    return train(state, text().train, SEQ_LEN, compute, optimizer, MAX_NORM)


def bits(params, columns: np.ndarray, cell: Cell) -> float:
    """Bits a character without masks, each column read from the zero state."""
    if isinstance(params, TiedLanguageModel):
        params = untie(params)
    h_0 = cell.initial_state(params.cell, columns.shape[1])
    logits, _, _ = language_model.forward(params, columns[:-1], h_0, cell)
    return float(cross_entropy_forward(logits, columns[1:])[0] / np.log(2))
