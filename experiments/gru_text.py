"""A GRU against counting: held-out bits per character of the tragedies, over time.

`ngrams_text.py` has the models that count. Run this file to make `gru_text.json` again:
about five minutes on one core, with the scoring. With OMP_NUM_THREADS=1 the bits are
the same on every machine but for the rounding of float32; the seconds are not.
"""

import time
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
from recall_runs import versions, write

from rnn_tutorial.cells import GRU
from rnn_tutorial.datasets import Vocabulary, split_text, streams, tragedies
from rnn_tutorial.models import language_model
from rnn_tutorial.optim import adam, linear_decay, scheduled
from rnn_tutorial.train import TrainState, start, train

RESULT = Path(__file__).with_suffix(".json")
EMBEDDING_SIZE, HIDDEN_SIZE, BATCH_SIZE, SEQ_LEN, MAX_NORM = 64, 256, 32, 50, 1.0
LR, UPDATES, EVERY = 0.005, 4000, 200  # the rate falls to zero, linearly
WITNESSES = 5  # first losses that the record keeps, to be run again


def text() -> tuple[np.ndarray, np.ndarray, int]:
    """Ids of the training text and of the held-out tenth, and the number of symbols."""
    train_text, held_out = split_text(tragedies())
    vocabulary = Vocabulary.from_text(train_text)
    ids = vocabulary.encode(train_text), vocabulary.encode(held_out)
    return *ids, len(vocabulary)


def steps(ids: np.ndarray, n_symbols: int) -> Iterator[tuple[TrainState, float]]:
    """The state and the loss after every update, in float32, without end."""
    rng, sizes = np.random.default_rng(0), (n_symbols, EMBEDDING_SIZE, HIDDEN_SIZE)
    params = language_model.init(rng, *sizes, GRU, np.float32)
    optimizer = scheduled(adam, linear_decay(LR, UPDATES))
    compute = partial(language_model.compute_loss_and_grads, cell=GRU)
    state = start(params, optimizer, GRU.initial_state(params.cell, BATCH_SIZE))
    run = train(state, streams(ids, BATCH_SIZE), SEQ_LEN, compute, optimizer, MAX_NORM)
    for state, loss, _ in run:
        yield state, loss


def first_losses() -> list[float]:
    """The losses of the run's first updates."""
    ids, _, n_symbols = text()
    return [float(loss) for _, loss in islice(steps(ids, n_symbols), WITNESSES)]


def held_out_bits(state: TrainState, ids: np.ndarray, held_out: np.ndarray) -> float:
    """Bits for each held-out character, all of them scored."""
    losses = language_model.evaluate(state.params, ids[-1], held_out, GRU)
    return float(losses.mean() / np.log(2))


def run() -> dict:
    """Held-out bits along the run, and the CPU seconds of training until then."""
    ids, held_out, n_symbols = text()
    found = {"updates": [], "seconds": [], "bits": []}
    seconds, since = 0.0, time.process_time()
    for n, (state, _) in enumerate(islice(steps(ids, n_symbols), UPDATES), start=1):
        if n % EVERY == 0:
            seconds += time.process_time() - since
            bits = held_out_bits(state, ids, held_out)
            for name, value in (("updates", n), ("seconds", seconds), ("bits", bits)):
                found[name].append(round(value, 4))
            since = time.process_time()  # scoring is not training
    return found


def record() -> dict:
    """The run, its first losses, and the versions that made it."""
    return run() | {"witnesses": first_losses(), "versions": versions()}


if __name__ == "__main__":
    write(RESULT, record())
