"""How many updates does an LSTM need to recall a symbol, by lag and by forget bias?

The chapter on the LSTM draws the result, `forget_bias.json`. Run this file to make it
again: about ten minutes on one core. With OMP_NUM_THREADS=1 the run is the same on
every machine up to rounding.
"""

import json
import platform
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from rnn_tutorial.cells import LSTM, Cell, lstm
from rnn_tutorial.datasets import recall
from rnn_tutorial.models import classifier
from rnn_tutorial.optim import adam, clip_by_global_norm

RESULT = Path(__file__).with_suffix(".json")
LAGS, BIASES, SEEDS = (5, 10, 20, 40, 80), (0, 1, 2, 3, 4, 5), (0, 1, 2, 3, 4)
HIDDEN_SIZE, BATCH_SIZE, LR, MAX_NORM = 16, 32, 0.01, 1.0
LIMIT = 600  # updates; a run that needs more counts as not solved
SOLVED, OVER = 0.1, 20  # nats: the mean loss of the last 20 updates is below this
WITNESSES = 10  # losses of each bias that the record keeps, to be run again


def biased(bias: float) -> Cell:
    """The LSTM whose forget gate starts at this bias."""
    return LSTM._replace(init=partial(lstm.init, forget_bias=bias))


def losses(lag: int, bias: float, seed: int) -> Iterator[float]:
    """The loss of every update, without end."""
    cell, rng = biased(bias), np.random.default_rng(seed)
    params = classifier.init(rng, 2, HIDDEN_SIZE, 2, cell)
    optimizer = adam(LR)
    state = optimizer.init(params)
    while True:
        data = recall(rng, lag + 1, BATCH_SIZE)
        loss, grads = classifier.compute_loss_and_grads(params, *data, cell)
        grads, _ = clip_by_global_norm(grads, MAX_NORM)
        params, state = optimizer.update(grads, state, params)
        yield float(loss)


def first(lag: int, bias: float, n: int, seed: int = 0) -> list[float]:
    """The first n losses of a run."""
    return [loss for loss, _ in zip(losses(lag, bias, seed), range(n), strict=False)]


def updates(lag: int, bias: float, seed: int) -> int:
    """How many updates the run needs; LIMIT + 1 if it is not solved by then."""
    seen = []
    for loss in losses(lag, bias, seed):
        seen.append(loss)
        if len(seen) >= OVER and np.mean(seen[-OVER:]) < SOLVED:
            return len(seen)
        if len(seen) == LIMIT:
            return LIMIT + 1
    raise AssertionError("losses has no end")


def record() -> dict:
    """updates[lag][bias][seed], the settings, and some losses as witnesses."""
    table = [[[updates(k, b, s) for s in SEEDS] for b in BIASES] for k in LAGS]
    return {
        "biases": BIASES,
        "lags": LAGS,
        "limit": LIMIT,
        "seeds": SEEDS,
        "updates": table,
        "versions": {"numpy": np.__version__, "python": platform.python_version()},
        "witnesses": [first(LAGS[1], bias, WITNESSES) for bias in BIASES],
    }


if __name__ == "__main__":
    RESULT.write_text(json.dumps(record(), indent=1) + "\n", encoding="utf-8")
    print(f"wrote {RESULT.name}")
