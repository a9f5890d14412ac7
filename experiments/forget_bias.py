"""How many updates does an LSTM need to recall a symbol, by lag and by forget bias?

The chapter on the LSTM draws the result, `forget_bias.json`. Run this file to make it
again: about ten minutes on one core. With OMP_NUM_THREADS=1 the run is the same on
every machine up to rounding.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
from recall_runs import first, training, updates, versions, write

from rnn_tutorial.cells import LSTM, Cell, lstm
from rnn_tutorial.models import classifier

RESULT = Path(__file__).with_suffix(".json")
LAGS, BIASES, SEEDS = (5, 10, 20, 40, 80), (0, 1, 2, 3, 4, 5), (0, 1, 2, 3, 4)
HIDDEN_SIZE, LR = 16, 0.01
LIMIT = 600  # updates; a run that needs more counts as not solved
WITNESSES = 10  # losses of each bias that the record keeps, to be run again


def biased(bias: float) -> Cell:
    """The LSTM whose forget gate starts at this bias."""
    return LSTM._replace(init=partial(lstm.init, forget_bias=bias))


def losses(lag: int, bias: float, seed: int) -> Iterator[float]:
    """The loss of every update, without end."""
    cell, rng = biased(bias), np.random.default_rng(seed)
    params = classifier.init(rng, 2, HIDDEN_SIZE, 2, cell)
    return training(rng, params, cell, lag, LR)


def record() -> dict:
    """updates[lag][bias][seed], the settings, and some losses as witnesses."""
    table = [
        [[updates(losses(lag, bias, s), LIMIT) for s in SEEDS] for bias in BIASES]
        for lag in LAGS
    ]
    return {
        "biases": BIASES,
        "lags": LAGS,
        "limit": LIMIT,
        "seeds": SEEDS,
        "updates": table,
        "versions": versions(),
        "witnesses": [first(losses(LAGS[1], bias, 0), WITNESSES) for bias in BIASES],
    }


if __name__ == "__main__":
    write(RESULT, record())
