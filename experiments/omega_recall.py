"""Does a regulariser that keeps the gradient's norm help a tanh network to recall?

The chapter on clipping and initialisation prints the result, `omega_recall.json`. Run
this file to make it again: about ten minutes on one core. With OMP_NUM_THREADS=1 the
run is the same on every machine up to rounding.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from recall_runs import first, updates, versions, write

from rnn_tutorial.cells import rnn
from rnn_tutorial.datasets import recall
from rnn_tutorial.gradient_norm import omega_backward, omega_forward
from rnn_tutorial.layers import linear_backward
from rnn_tutorial.losses import cross_entropy_backward, cross_entropy_forward
from rnn_tutorial.models import classifier
from rnn_tutorial.models.classifier import Classifier
from rnn_tutorial.optim import Optimizer, adam, clip_by_global_norm, sgd

RESULT = Path(__file__).with_suffix(".json")
OPTIMIZERS = {"sgd 0.5": sgd(0.5), "adam 0.01": adam(0.01)}
LAGS, WEIGHTS, SEEDS, LIMIT = (20, 40), (0.0, 0.02, 0.1), tuple(range(10)), 800
HIDDEN_SIZE, BATCH_SIZE, MAX_NORM = 16, 32, 1.0
WITNESSES = 10  # losses of each optimiser at the largest weight, to be run again


def compute(params: Classifier, xs, targets, weight: float):
    """The loss, and the gradients of loss + weight * Omega (its immediate gradient)."""
    logits, cache = classifier.forward(params, xs)
    loss, loss_cache = cross_entropy_forward(logits, targets)
    _, _, (_, hs), h_T = cache
    doutput, dh_T = linear_backward(
        params.output, h_T, cross_entropy_backward(loss_cache)
    )
    dW_hh, das, _ = rnn.scan_backward(params.cell, hs, np.zeros_like(hs[1:]), dh_T)
    dW_xh, db_h, _ = rnn.project_backward(params.cell, xs, das)
    if weight:
        _, omega_cache = omega_forward(params.cell.W_hh, das, hs[1:])
        dW_hh = dW_hh + weight * omega_backward(omega_cache)
    return loss, Classifier(rnn.RNNParams(dW_xh, dW_hh, db_h), doutput)


def losses(optimizer: Optimizer, lag: int, weight: float, seed: int) -> Iterator[float]:
    """The loss of every update, without end."""
    rng = np.random.default_rng(seed)
    params = classifier.init(rng, 2, HIDDEN_SIZE, 2)
    state = optimizer.init(params)
    while True:
        loss, grads = compute(params, *recall(rng, lag + 1, BATCH_SIZE), weight)
        grads, _ = clip_by_global_norm(grads, MAX_NORM)
        params, state = optimizer.update(grads, state, params)
        yield float(loss)


def table(optimizer: Optimizer) -> list[list[list[int]]]:
    """updates[lag][weight][seed]."""
    return [
        [
            [updates(losses(optimizer, lag, w, seed), LIMIT) for seed in SEEDS]
            for w in WEIGHTS
        ]
        for lag in LAGS
    ]


def record() -> dict:
    """All runs, the settings, and some losses as witnesses."""
    return {
        "lags": LAGS,
        "limit": LIMIT,
        "seeds": SEEDS,
        "updates": {name: table(o) for name, o in OPTIMIZERS.items()},
        "versions": versions(),
        "weights": WEIGHTS,
        "witnesses": {
            name: first(losses(o, LAGS[0], WEIGHTS[-1], 0), WITNESSES)
            for name, o in OPTIMIZERS.items()
        },
    }


if __name__ == "__main__":
    write(RESULT, record())
