"""Which learning rates let each optimiser learn to recall a symbol?

The chapter on optimisers draws the result. Run this file to make
`optimiser_valleys.json` again: about fifteen minutes on one core. With
OMP_NUM_THREADS=1 the run is the same on every machine up to rounding.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from recall_runs import SOLVED, first, updates, versions, write

from rnn_tutorial import optim
from rnn_tutorial.datasets import recall
from rnn_tutorial.models import classifier
from rnn_tutorial.tree import tree_map

RESULT = Path(__file__).with_suffix(".json")
LIMIT, LAST = 400, 50  # updates of a run; its final loss is the mean of the last ones
RATES = tuple(round(10 ** (k / 4), 6) for k in range(-16, 5))
TUNING, SEEDS = tuple(range(100, 110)), tuple(range(10))  # rates: on other seeds
HIDDEN_SIZE, BATCH_SIZE, WARM_UP = 16, 32, 40
WITNESSES = 10  # losses of each optimiser in each setting, to be run again
HOPELESS = 1e6  # nats: such a run is over


class Setting(NamedTuple):
    """What is asked, and what is done to the gradient before the optimiser."""

    lag: int
    max_norm: float | None  # None: no clipping
    scale: float = 1.0  # the loss is multiplied by it
    seeds: int = len(TUNING)


SETTINGS = {
    "clipped": Setting(10, 1.0),
    "not clipped": Setting(10, None),
    "times 100": Setting(10, None, 100.0),
    "lag 40": Setting(40, 1.0, seeds=5),
}
OPTIMIZERS: dict[str, Callable[[float], optim.Optimizer]] = {
    "sgd": optim.sgd,
    "momentum": optim.momentum,
    "nesterov": optim.nesterov,
    "adagrad": optim.adagrad,
    "rmsprop": optim.rmsprop,
    "adam": optim.adam,
    "adamw": optim.adamw,
    "adam, cosine": lambda lr: optim.scheduled(optim.adam, optim.cosine(lr, LIMIT)),
    "adam, warm-up": lambda lr: optim.scheduled(
        optim.adam, optim.warm_up(WARM_UP, optim.cosine(lr, LIMIT - WARM_UP))
    ),
}


def losses(name: str, rate: float, setting: Setting, seed: int) -> Iterator[float]:
    """The loss of every update, before it is scaled."""
    rng, optimizer = np.random.default_rng(seed), OPTIMIZERS[name](rate)
    params, loss = classifier.init(rng, 2, HIDDEN_SIZE, 2), 0.0
    state = optimizer.init(params)
    while loss < HOPELESS:
        data = recall(rng, setting.lag + 1, BATCH_SIZE)
        loss, grads = classifier.compute_loss_and_grads(params, *data)
        grads = tree_map(lambda g: setting.scale * g, grads)
        grads, _ = optim.clip_by_global_norm(grads, setting.max_norm or np.inf)
        params, state = optimizer.update(grads, state, params)
        yield float(loss)


def final(seen: list[float]) -> float:
    """The mean of the last losses, to four digits; a run that ended early is hopeless.

    Losses far above the others say no more than that they are, so they stop at 100.
    """
    mean = np.mean(seen[-LAST:]) if len(seen) == LIMIT else HOPELESS
    return round(float(min(mean, 100.0)), 4)


def valley(name: str, setting: Setting) -> list[list[float]]:
    """The final loss of every run: [rate][seed]."""
    seeds = TUNING[: setting.seeds]
    return [
        [final(list(islice(losses(name, r, setting, s), LIMIT))) for s in seeds]
        for r in RATES
    ]


def best(table: list[list[float]]) -> float:
    """The rate that solves the most runs; among equals, the middle one."""
    solved = np.sum(np.array(table) < SOLVED, axis=1)
    among = np.flatnonzero(solved == solved.max())
    return RATES[among[len(among) // 2]]


def race(name: str, rate: float) -> dict:
    """How many updates the tuned optimiser needs, on seeds that did not tune it."""
    runs = (losses(name, rate, SETTINGS["clipped"], seed) for seed in SEEDS)
    return {"rate": rate, "updates": [updates(run, LIMIT) for run in runs]}


def record() -> dict:
    """All runs, the settings, and some losses as witnesses."""
    finals = {}
    for key, setting in SETTINGS.items():
        finals[key] = {name: valley(name, setting) for name in OPTIMIZERS}
    tuned = {name: best(table) for name, table in finals["clipped"].items()}
    return {
        "finals": finals,
        "limit": LIMIT,
        "rates": RATES,
        "seeds": SEEDS,
        "settings": {key: setting._asdict() for key, setting in SETTINGS.items()},
        "solved": SOLVED,
        "tuned": {name: race(name, rate) for name, rate in tuned.items()},
        "tuning": TUNING,
        "versions": versions(),
        "witnesses": {
            key: {n: first(losses(n, 0.01, s, 0), WITNESSES) for n in OPTIMIZERS}
            for key, s in SETTINGS.items()
        },
    }


if __name__ == "__main__":
    write(RESULT, record())
