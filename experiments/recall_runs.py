"""What experiments share: the recall task's training, and how a record is kept."""

import json
import platform
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from rnn_tutorial.datasets import recall
from rnn_tutorial.models import classifier
from rnn_tutorial.optim import adam, clip_by_global_norm

SOLVED, OVER = 0.1, 20  # nats: the mean loss of the last 20 updates is below this


def training(rng, params, cell, lag: int, lr: float) -> Iterator[float]:
    """The loss of every update with Adam, in batches of 32, clipped at 1; no end."""
    optimizer = adam(lr)
    state = optimizer.init(params)
    while True:
        data = recall(rng, lag + 1, 32)
        loss, grads = classifier.compute_loss_and_grads(params, *data, cell)
        grads, _ = clip_by_global_norm(grads, 1.0)
        params, state = optimizer.update(grads, state, params)
        yield float(loss)


def updates(losses: Iterator[float], limit: int) -> int:
    """How many updates a run needs; limit + 1 if it is not solved by then."""
    seen = []
    for loss in islice(losses, limit):
        seen.append(loss)
        if len(seen) >= OVER and np.mean(seen[-OVER:]) < SOLVED:
            return len(seen)
    return limit + 1


def first(losses: Iterator[float], n: int) -> list[float]:
    """The first n losses of a run, as witnesses that a record keeps."""
    return list(islice(losses, n))


def versions() -> dict:
    """What made a record."""
    return {"numpy": np.__version__, "python": platform.python_version()}


def write(path: Path, record: dict) -> None:
    """Store a record; a second run on the same machine changes no byte."""
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    print(f"wrote {path.name}")
