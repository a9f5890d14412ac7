"""How many updates does a tanh network need to recall a symbol, by threshold and rate?

The chapter on clipping draws the result, `clip_threshold.json`. Run this file to make
it again: about four minutes on one core. With OMP_NUM_THREADS=1 the run is the same on
every machine up to rounding.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from recall_runs import first, updates, versions, write

from rnn_tutorial.datasets import recall
from rnn_tutorial.models import classifier
from rnn_tutorial.optim import Optimizer, adam, clip_by_global_norm, sgd

RESULT = Path(__file__).with_suffix(".json")
OPTIMIZERS = {"sgd 0.1": sgd(0.1), "sgd 0.5": sgd(0.5), "sgd 2": sgd(2.0)}
OPTIMIZERS["adam 0.01"] = adam(0.01)
THRESHOLDS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, None)  # None: no clipping
SEEDS, LIMIT = tuple(range(10)), 600
LAG, HIDDEN_SIZE, BATCH_SIZE = 10, 16, 32
WITNESSES = 10  # losses of each optimiser at the smallest threshold, to be run again
HOPELESS = 1e6  # nats: such a run is over


def losses(
    optimizer: Optimizer, threshold: float | None, seed: int, norms: list | None = None
) -> Iterator[float]:
    """The loss of every update; `norms` collects the norms before clipping."""
    rng = np.random.default_rng(seed)
    params = classifier.init(rng, 2, HIDDEN_SIZE, 2)
    state, loss = optimizer.init(params), 0.0
    while loss < HOPELESS:
        data = recall(rng, LAG + 1, BATCH_SIZE)
        loss, grads = classifier.compute_loss_and_grads(params, *data)
        grads, norm = clip_by_global_norm(grads, threshold or np.inf)
        params, state = optimizer.update(grads, state, params)
        if norms is not None:
            norms.append(norm)
        yield float(loss)


def by_threshold(optimizer: Optimizer) -> list[list[int]]:
    """updates[threshold][seed]."""
    return [
        [updates(losses(optimizer, c, seed), LIMIT) for seed in SEEDS]
        for c in THRESHOLDS
    ]


def usual_norm(optimizer: Optimizer, n: int = 100) -> float:
    """The median norm of the first n updates of all seeds, clipped to one."""
    norms = []
    for seed in SEEDS:
        first(losses(optimizer, 1.0, seed, norms), n)
    return float(np.median(norms))


def record() -> dict:
    """All runs, the settings, and some losses as witnesses."""
    return {
        "limit": LIMIT,
        "optimizers": list(OPTIMIZERS),
        "seeds": SEEDS,
        "thresholds": THRESHOLDS,
        "updates": {name: by_threshold(o) for name, o in OPTIMIZERS.items()},
        "usual_norms": {name: usual_norm(o) for name, o in OPTIMIZERS.items()},
        "versions": versions(),
        "witnesses": {
            name: first(losses(o, THRESHOLDS[0], 0), WITNESSES)
            for name, o in OPTIMIZERS.items()
        },
    }


if __name__ == "__main__":
    write(RESULT, record())
