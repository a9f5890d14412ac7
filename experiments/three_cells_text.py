"""Predict the next character: three cells of one size, each at its best rate.

The chapter on the GRU draws the result, `three_cells_text.json`. Run this file to make
it again: about seven minutes on one core. With OMP_NUM_THREADS=1 the losses are the
same on every machine up to rounding; the cost of an update is not.
"""

import json
import platform
import time
from collections import deque
from collections.abc import Iterator
from functools import cache, partial
from itertools import islice
from pathlib import Path

import numpy as np
from three_cells_recall import Network

from rnn_tutorial.cells import GRU, LSTM, RNN
from rnn_tutorial.datasets import Vocabulary, split_text, streams, tragedies
from rnn_tutorial.models import language_model
from rnn_tutorial.optim import adam, linear_decay, scheduled
from rnn_tutorial.train import TrainState, start, train

RESULT = Path(__file__).with_suffix(".json")
EMBEDDING_SIZE, BATCH_SIZE, SEQ_LEN, MAX_NORM = 32, 32, 50, 1.0
RATES = (0.003, 0.01, 0.03)
TUNING, SEEDS = (100,), (0, 1, 2, 3)  # rates are chosen on another seed
UPDATES = 1200  # while the rate falls to zero, linearly
SCORED = 20_000  # held-out characters, each scored once
WITNESSES = 10  # losses of each network that the record keeps, to be run again

# 24534, 24832 and 24375 weights and biases of the cell.
NETWORKS = {
    "RNN": Network(RNN, 141),
    "LSTM": Network(LSTM, 64),
    "GRU": Network(GRU, 75),
}


@cache
def text() -> tuple[np.ndarray, np.ndarray, int]:
    """Ids of the training text and of the held-out one, and the number of symbols."""
    train_text, held_out = split_text(tragedies())
    vocabulary = Vocabulary.from_text(train_text)
    ids = vocabulary.encode_with_unknown(held_out[:SCORED])
    return vocabulary.encode(train_text), ids, len(vocabulary)


def steps(network: Network, lr: float, seed: int) -> Iterator[tuple[TrainState, float]]:
    """The state and the loss after every update, without end."""
    (cell, hidden_size, _), (ids, _, n_symbols) = network, text()
    rng = np.random.default_rng(seed)
    params = language_model.init(rng, n_symbols, EMBEDDING_SIZE, hidden_size, cell)
    hidden = cell.initial_state(params.cell, BATCH_SIZE)
    optimizer = scheduled(adam, linear_decay(lr, UPDATES))
    compute = partial(language_model.compute_loss_and_grads, cell=cell)
    state = start(params, optimizer, hidden)
    run = train(state, streams(ids, BATCH_SIZE), SEQ_LEN, compute, optimizer, MAX_NORM)
    for state, loss, _ in run:
        yield state, loss


def first(network: Network, lr: float, seed: int) -> list[float]:
    """The losses of a run's first updates."""
    return [loss for _, loss in islice(steps(network, lr, seed), WITNESSES)]


def held_out_bits(network: Network, state: TrainState) -> float:
    """Bits for each held-out character."""
    ids, held_out, _ = text()
    losses = language_model.evaluate(state.params, ids[-1], held_out, network.cell)
    return float(losses.mean() / np.log(2))


def run(network: Network, lr: float, seed: int) -> tuple[list[float], float, float]:
    """The losses in nats, the held-out bits at the end, CPU seconds of an update."""
    losses, clock, states = [], [time.process_time()], deque(maxlen=1)
    for state, loss in islice(steps(network, lr, seed), UPDATES):
        states.append(state)
        losses.append(loss)
        clock.append(time.process_time())
    bits = held_out_bits(network, states.pop())
    return losses, bits, float(np.median(np.diff(clock)))


def best_rate(network: Network) -> float:
    """The rate with the fewest bits, over the seeds for tuning."""
    return min(RATES, key=lambda lr: sum(run(network, lr, s)[1] for s in TUNING))


def result(network: Network) -> dict:
    """The chosen rate, and over the other seeds the curves, the bits and the cost."""
    lr = best_rate(network)
    losses, bits, seconds = zip(*(run(network, lr, s) for s in SEEDS), strict=True)
    curves = np.reshape(losses, (len(SEEDS), -1, 20)).mean(axis=-1) / np.log(2)
    return {
        "bits": list(bits),
        "curves": np.round(curves, 4).tolist(),
        "rate": lr,
        "seconds": float(np.median(seconds)),
        "witnesses": list(losses[0][:WITNESSES]),
    }


def record() -> dict:
    """All networks' results, the settings, and the versions that made them."""
    return {
        "networks": {name: result(network) for name, network in NETWORKS.items()},
        "updates": UPDATES,
        "versions": {"numpy": np.__version__, "python": platform.python_version()},
    }


if __name__ == "__main__":
    RESULT.write_text(json.dumps(record()) + "\n", encoding="utf-8")
    print(f"wrote {RESULT.name}")
