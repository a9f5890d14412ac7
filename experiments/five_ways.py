"""Time and bytes of five ways to one gradient, against the number of steps.

The chapter on the five ways draws the result, `five_ways.json`. Run this file to make
it again, on one thread: a few minutes. Times are processor time, as ratios; bytes are
the most that a call holds at once, as Python's tracemalloc sees them. The counts are
the same on every machine.
"""

import gc
import sys
import tracemalloc
from pathlib import Path

import numpy as np
from recall_runs import write

from rnn_tutorial.cells import rnn
from rnn_tutorial.counting import count
from rnn_tutorial.gradcheck import relative_error
from rnn_tutorial.proof.ways import WAYS

sys.path.append(str(Path(__file__).resolve().parents[1] / "benchmarks"))

from timing import time_alternating, versions  # noqa: E402

RESULT = Path(__file__).with_suffix(".json")
D, H, B, SEED = 2, 16, 1, 0
LENGTHS = (16, 64, 256, 1024)
COUNTED = LENGTHS[:2]  # the lengths whose calls and products the record keeps


def case(T: int):
    """Parameters, inputs, initial state and targets of T steps."""
    rng = np.random.default_rng(SEED)
    params = rnn.init(rng, D, H)
    normal = rng.standard_normal
    return params, normal((T, B, D)), normal((B, H)), normal((T, B, H))


def peak(way, arguments) -> int:
    """The most bytes that one call holds at once, beside its arguments."""
    way(*arguments)  # what a first call keeps for later ones does not count
    gc.collect()
    gc.disable()  # a tape lives on until the collector comes: let it not come halfway
    tracemalloc.start()
    way(*arguments)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    gc.enable()
    return most


def times(T: int) -> list[float]:
    """Seconds of processor time for each way."""
    arguments = case(T)
    calls = [lambda way=way: way(*arguments) for way in WAYS.values()]
    return [cpu for cpu, _ in time_alternating(calls, seconds=1)]


def counts(way, T: int) -> dict:
    """Calls and multiplications of one gradient."""
    found = count(way, *case(T))
    return {"calls": found.calls, "products": found.products}


def agree(T: int) -> dict[str, bool]:
    """Whether each way gives the arrays of the recursion, to twelve digits."""
    right = WAYS["recursion"](*case(T))
    return {
        name: all(relative_error(g, right[n]) < 1e-12 for n, g in way(*case(T)).items())
        for name, way in WAYS.items()
    }


def record() -> dict:
    """Each way against T: time over that of the recursion at the first T, and bytes."""
    seconds = np.array([times(T) for T in LENGTHS]).T
    unit = seconds[list(WAYS).index("recursion"), 0]
    ratios = np.round(seconds / unit, 2).tolist()
    return {
        "sizes": {"D": D, "H": H, "B": B},
        "seed": SEED,
        "lengths": LENGTHS,
        "times": dict(zip(WAYS, ratios, strict=True)),
        "bytes": {n: [peak(w, case(T)) for T in LENGTHS] for n, w in WAYS.items()},
        "counts": {n: [counts(w, T) for T in COUNTED] for n, w in WAYS.items()},
        "agree": agree(LENGTHS[-1]),
        "versions": versions(),
    }


if __name__ == "__main__":
    write(RESULT, record())
