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
from rnn_tutorial.early_stopping import early_stopping
from rnn_tutorial.losses import cross_entropy_forward
from rnn_tutorial.models import dropout_language_model, language_model
from rnn_tutorial.models import tied_language_model as tied_model
from rnn_tutorial.models.tied_language_model import TiedLanguageModel, tied, untie
from rnn_tutorial.optim import adam, adamw
from rnn_tutorial.train import TrainState, start, train

RESULT = Path(__file__).with_suffix(".json")
N_TRAIN, N_TEXT = 40_000, 80_000  # characters of Hamlet
HIDDEN_SIZE, BATCH_SIZE, SEQ_LEN, MAX_NORM, LR = 128, 16, 50, 1.0, 0.003
UPDATES, EVERY = 1500, 50  # 49 updates read the training text once
RATES, DECAYS = (0.1, 0.2, 0.3), (0.1, 0.3, 1.0)
TUNING, SEEDS = 100, (0, 1, 2)  # strengths are chosen on another seed
WITNESSES = 5  # losses of each run that the record keeps, to be run again


class Text(NamedTuple):
    """Three parts of one play, as columns of ids, (N, columns)."""

    train: np.ndarray  # to learn from
    seen: np.ndarray  # a fifth of it, to watch
    validation: np.ndarray  # to choose by
    test: np.ndarray  # to report, once
    n_symbols: int


@cache
def text() -> Text:
    """The beginning of Hamlet. Validation and test take turns, column by column."""
    play = tragedies()[:N_TEXT]
    vocabulary = Vocabulary.from_text(play[:N_TRAIN])
    ids = vocabulary.encode(play[:N_TRAIN])
    columns = streams(vocabulary.encode_with_unknown(play[N_TRAIN:]), 40)
    learned = streams(ids, BATCH_SIZE)
    parts = learned, learned[:501], columns[:, ::2], columns[:, 1::2]
    return Text(*parts, len(vocabulary))


class Remedy(NamedTuple):
    """What a run does against overfitting."""

    rate: float = 0.0  # of dropout
    state: str = ""  # if on the state: masks "once" a window, or "fresh" at each step
    decay: float = 0.0  # of the weights, in AdamW
    cell: Cell = RNN
    tied: bool = False


# Each remedy, and the strengths among which validation chooses.
REMEDIES = {
    "nothing": (Remedy(),),
    "dropout": tuple(Remedy(rate=rate) for rate in RATES),
    "state, one mask": tuple(Remedy(rate=rate, state="once") for rate in RATES),
    "state, new masks": tuple(Remedy(rate=rate, state="fresh") for rate in RATES),
    "weight decay": tuple(Remedy(decay=decay) for decay in DECAYS),
    "layer norm": (Remedy(cell=normalised(RNN)),),
    "tied weights": (Remedy(tied=True),),
    "dropout, norm": tuple(Remedy(rate, cell=normalised(RNN)) for rate in RATES),
}


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


def bits(params, columns: np.ndarray, cell: Cell, masks=None) -> float:
    """Bits a character, each column read from the zero state; without masks."""
    params = untie(params) if isinstance(params, TiedLanguageModel) else params
    h_0 = cell.initial_state(params.cell, columns.shape[1])
    if masks is None:
        logits, _, _ = language_model.forward(params, columns[:-1], h_0, cell)
    else:  # the mistake: numbers are still dropped
        read = params, columns[:-1], h_0, masks, cell
        logits, _, _ = dropout_language_model.forward(*read)
    return float(cross_entropy_forward(logits, columns[1:])[0] / np.log(2))


class Run(NamedTuple):
    """Bits at every measurement, and those of the parameters that were kept."""

    seen: list[float]
    validation: list[float]
    test: list[float]
    step: int  # updates done when the kept parameters were measured
    kept: dict[str, float]  # bits on validation and test, and on test with masks on
    witnesses: list[float]  # the first losses


def run(remedy: Remedy, seed: int) -> Run:
    """The whole budget, and what early stopping keeps of it."""
    curves, losses = {"seen": [], "test": []}, []

    def score(params) -> float:
        for name, curve in curves.items():
            curve.append(bits(params, getattr(text(), name), remedy.cell))
        return bits(params, text().validation, remedy.cell)

    def watched():
        for state, loss, norm in islice(steps(remedy, seed), UPDATES):
            losses.append(loss)
            yield state, loss, norm

    stopped = early_stopping(watched(), score, EVERY, patience=UPDATES)
    at = stopped.step // EVERY - 1
    kept = {"validation": stopped.scores[at], "test": curves["test"][at]}
    if remedy.rate and not remedy.state:
        kept["masks left on"] = left_on(stopped.params, remedy)
    scores = curves["seen"], list(stopped.scores), curves["test"]
    return Run(*scores, stopped.step, kept, losses[:WITNESSES])


def first(remedy: Remedy, seed: int) -> list[float]:
    """The losses of a run's first updates."""
    return [loss for _, loss, _ in islice(steps(remedy, seed), WITNESSES)]


def left_on(params, remedy: Remedy) -> float:
    """Test bits if dropout is not switched off."""
    rng, columns = np.random.default_rng(0), text().test
    n_columns = columns.shape[1]
    masks = dropout_language_model.draw_masks(rng, params, n_columns, remedy.rate)
    return bits(params, columns, remedy.cell, masks)


def result(remedies: tuple[Remedy, ...]) -> dict:
    """The strength with the fewest validation bits, and its runs on the other seeds."""
    tried, best = [], remedies[0]
    if len(remedies) > 1:
        tried = [run(remedy, TUNING).kept["validation"] for remedy in remedies]
        best = remedies[int(np.argmin(tried))]
    runs = [run(best, seed)._asdict() for seed in SEEDS]
    return {"rate": best.rate, "decay": best.decay, "tried": tried, "runs": runs}


def record() -> dict:
    """All remedies' results, the settings, and the versions that made them."""
    results = {}
    for name, remedies in REMEDIES.items():
        results[name] = result(remedies)
        print(name, results[name]["tried"], [r["kept"] for r in results[name]["runs"]])
    versions = {"numpy": np.__version__, "python": platform.python_version()}
    settings = {"updates": UPDATES, "every": EVERY, "n_train": N_TRAIN}
    return {"remedies": results, **settings, "versions": versions}


if __name__ == "__main__":
    RESULT.write_text(json.dumps(record()) + "\n", encoding="utf-8")
    print(f"wrote {RESULT.name}")
