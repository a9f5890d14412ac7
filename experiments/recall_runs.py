"""What the experiments of the chapter on clipping and initialisation share."""

import json
import platform
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np

SOLVED, OVER = 0.1, 20  # nats: the mean loss of the last 20 updates is below this


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
