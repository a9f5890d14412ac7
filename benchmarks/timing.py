"""Times as ratios: call the contenders in turns, in one process, on one thread."""

import os
import platform
import time
from statistics import median
from typing import NamedTuple

import numpy as np

LEAST_CALLS = 7


class Workload(NamedTuple):
    """The sizes of one training step."""

    V: int  # symbols in the vocabulary
    E: int  # numbers in an embedding
    H: int  # numbers in the hidden state
    T: int  # time steps
    B: int  # sequences in the batch


def time_alternating(calls, seconds):
    """Call them in turns -> for each, its median processor and wall time in seconds."""
    begin, times = time.process_time(), [[] for _ in calls]
    while time.process_time() - begin < seconds or len(times[0]) < LEAST_CALLS:
        for call, record in zip(calls, times, strict=True):
            cpu, wall = time.process_time(), time.perf_counter()
            call()
            record.append((time.process_time() - cpu, time.perf_counter() - wall))
    return [tuple(map(median, zip(*record, strict=True))) for record in times]


def versions() -> dict:
    """What made a record: no name of a machine, and no path."""
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "blas": f"{blas['name']} {blas['version']}",
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
    }
