"""Which initialisation of W_hh lets a network recall a symbol, by lag and by rate?

The chapter on clipping and initialisation prints the result. Run this file to make
`initialisation_recall.json` again: about ten minutes on one core. With
OMP_NUM_THREADS=1 the run is the same on every machine up to rounding.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from recall_runs import first, training, updates, versions, write

from rnn_tutorial.cells import RELU, RNN
from rnn_tutorial.initialisers import glorot_uniform, identity, orthogonal
from rnn_tutorial.models import classifier

RESULT = Path(__file__).with_suffix(".json")
LAGS, RATES, SEEDS, LIMIT = (10, 20, 40), (0.003, 0.01), tuple(range(8)), 800
HIDDEN_SIZE = 16
WITNESSES = 10  # losses of each network at the first lag and rate, to be run again
NETWORKS = {
    "N(0, 1)": (RNN, lambda rng, H: rng.standard_normal((H, H))),
    "Glorot": (RNN, lambda rng, H: glorot_uniform(rng, H, H)),
    "orthogonal": (RNN, lambda rng, H: orthogonal(rng, H, H)),
    "identity, ReLU": (RELU, lambda rng, H: identity(H)),
}


def losses(name: str, lag: int, lr: float, seed: int) -> Iterator[float]:
    """The loss of every update, without end."""
    (cell, draw), rng = NETWORKS[name], np.random.default_rng(seed)
    params = classifier.init(rng, 2, HIDDEN_SIZE, 2, cell)
    start = params.cell._replace(W_hh=draw(rng, HIDDEN_SIZE))
    return training(rng, params._replace(cell=start), cell, lag, lr)


def table(name: str) -> list[list[list[int]]]:
    """updates[lag][rate][seed]."""
    return [
        [[updates(losses(name, lag, lr, s), LIMIT) for s in SEEDS] for lr in RATES]
        for lag in LAGS
    ]


def record() -> dict:
    """All runs, the settings, and some losses as witnesses."""
    return {
        "lags": LAGS,
        "limit": LIMIT,
        "networks": list(NETWORKS),
        "rates": RATES,
        "seeds": SEEDS,
        "updates": {name: table(name) for name in NETWORKS},
        "versions": versions(),
        "witnesses": {
            name: first(losses(name, LAGS[0], RATES[0], 0), WITNESSES)
            for name in NETWORKS
        },
    }


if __name__ == "__main__":
    write(RESULT, record())
