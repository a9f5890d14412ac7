"""Recall a symbol over sixty steps: three cells of one size, each at its best rate.

The chapter on the GRU draws the result, `three_cells_recall.json`. Run this file to
make it again: about eight minutes on one core. With OMP_NUM_THREADS=1 the run is the
same on every machine up to rounding.
"""

import json
import platform
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from recall_runs import OVER, SOLVED, training

from rnn_tutorial.cells import GRU, LSTM, RNN, Cell, gates
from rnn_tutorial.models import classifier

RESULT = Path(__file__).with_suffix(".json")
LAG = 60
RATES = (0.003, 0.01, 0.03)
TUNING, SEEDS = (100, 101, 102), tuple(range(8))  # rates are chosen on other seeds
LIMIT = 1000  # updates; a run that needs more counts as not solved
WITNESSES = 10  # losses of each network that the record keeps, to be run again
KEPT = 0.5 ** (1 / LAG)  # of the state at each step, so that the lag keeps one half
OPEN = float(np.log(KEPT / (1 - KEPT)))  # the bias whose sigmoid is KEPT


class Network(NamedTuple):
    """A cell, its size, and the bias that its memory's gate starts with."""

    cell: Cell
    hidden_size: int
    bias: float | None = None  # None: as the cell's init has it


# 1188, 1216 and 1152 weights and biases: as near to each other as whole units allow.
NETWORKS = {
    "RNN": Network(RNN, 33),
    "LSTM": Network(LSTM, 16),
    "GRU": Network(GRU, 18),
    "LSTM, open": Network(LSTM, 16, OPEN),
    "GRU, open": Network(GRU, 18, OPEN),
}


def losses(network: Network, lr: float, seed: int) -> Iterator[float]:
    """The loss of every update, without end."""
    (cell, hidden_size, bias), rng = network, np.random.default_rng(seed)
    params = classifier.init(rng, 2, hidden_size, 2, cell)
    if bias is not None:
        params = params._replace(cell=gates.with_bias(params.cell, 1, bias))
    return training(rng, params, cell, LAG, lr)


def run(network: Network, lr: float, seed: int) -> list[float]:
    """The losses until the task is solved, at most LIMIT of them."""
    seen = []
    for loss in islice(losses(network, lr, seed), LIMIT):
        seen.append(loss)
        if len(seen) >= OVER and np.mean(seen[-OVER:]) < SOLVED:
            break
    return seen


def first(network: Network, lr: float, seed: int) -> list[float]:
    """The losses of a run's first updates."""
    return list(islice(losses(network, lr, seed), WITNESSES))


def updates(network: Network, lr: float, seed: int) -> int:
    """How many updates the run needs; LIMIT if it is not solved by then."""
    return len(run(network, lr, seed))


def best_rate(network: Network) -> float:
    """The rate with the fewest updates in all, over the seeds for tuning."""
    return min(RATES, key=lambda lr: sum(updates(network, lr, s) for s in TUNING))


def result(network: Network) -> dict:
    """The chosen rate, and over the other seeds the curves, thinned to ten updates."""
    lr = best_rate(network)
    curves = [run(network, lr, seed) for seed in SEEDS]
    means = [[np.mean(c[i : i + 10]) for i in range(0, len(c), 10)] for c in curves]
    return {
        "curves": [np.round(mean, 3).tolist() for mean in means],
        "rate": lr,
        "updates": [len(curve) for curve in curves],
        "witnesses": first(network, lr, SEEDS[0]),
    }


def record() -> dict:
    """All networks' results, the settings, and the versions that made them."""
    return {
        "lag": LAG,
        "limit": LIMIT,
        "open": OPEN,
        "networks": {name: result(network) for name, network in NETWORKS.items()},
        "versions": {"numpy": np.__version__, "python": platform.python_version()},
    }


if __name__ == "__main__":
    RESULT.write_text(json.dumps(record()) + "\n", encoding="utf-8")
    print(f"wrote {RESULT.name}")
