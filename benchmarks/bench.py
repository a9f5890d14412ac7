"""Time one training step of the language model beside PyTorch, on the same work.

`make bench` prints the tables and writes them to benchmarks/results.json.
The README beside this file says how to read them.
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import json  # noqa: E402
from pathlib import Path  # noqa: E402

import torch  # noqa: E402
from steps import (  # noqa: E402
    check_same,
    make_data,
    make_floor,
    make_ours,
    make_torch,
)
from timing import Workload, time_alternating, versions  # noqa: E402

from rnn_tutorial.cells import GRU, LSTM, RNN  # noqa: E402
from rnn_tutorial.models import language_model  # noqa: E402
from rnn_tutorial.tree import tree_leaves  # noqa: E402

RESULTS = Path(__file__).with_name("results.json")
SECONDS = 5.0  # processor time for each workload

WORKLOADS = {
    "a: character model, one sequence": Workload(V=64, E=32, H=100, T=25, B=1),
    "b: small vocabulary, one sequence": Workload(V=10, E=50, H=100, T=20, B=1),
    "c: character model, batch of 32": Workload(V=64, E=64, H=128, T=50, B=32),
    "d: word model": Workload(V=10_000, E=200, H=200, T=35, B=20),
    "e: as large as a laptop goes": Workload(V=64, E=512, H=512, T=100, B=64),
}
CELLS = {name: (RNN, LSTM, GRU) for name in WORKLOADS} | {"d: word model": (RNN,)}
LENGTHS = [25, 50, 100, 200]
GROWING = Workload(V=64, E=64, H=128, T=0, B=32)  # workload c, for each length


def measure_step(name: str, cell) -> dict:
    """One row of the first table; the ratios are of processor time."""
    work = WORKLOADS[name]
    data = make_data(work, cell)
    ours, pytorch = make_ours(*data), make_torch(*data)
    check_same(ours, pytorch)
    times = time_alternating([ours, pytorch, make_floor(*data)], SECONDS)
    (cpu, wall), (torch_cpu, torch_wall), (floor_cpu, _) = times
    return {
        "workload": name,
        "cell": cell.name,
        **work._asdict(),
        "milliseconds": round(1e3 * cpu, 3),
        "of_torch": round(cpu / torch_cpu, 3),
        "of_torch_wall": round(wall / torch_wall, 3),
        "of_floor": round(cpu / floor_cpu, 3),
    }


def measure_growth() -> list[dict]:
    """Time and kept bytes of a step for several T, relative to those of the first."""
    data = [make_data(GROWING._replace(T=T), RNN) for T in LENGTHS]
    times = [cpu for cpu, _ in time_alternating([make_ours(*d) for d in data], SECONDS)]
    kept = [cache_bytes(*d) for d in data]
    return [
        {
            "T": T,
            "time_ratio": round(cpu / times[0], 2),
            "cache_bytes": size,
            "cache_ratio": round(size / kept[0], 2),
        }
        for T, cpu, size in zip(LENGTHS, times, kept, strict=True)
    ]


def cache_bytes(cell, params, ids, state) -> int:
    """What the forward pass keeps for the backward pass; a view costs nothing."""
    _, _, cache = language_model.forward(params, ids[:-1], state, cell)
    owners = [leaf if leaf.base is None else leaf.base for leaf in tree_leaves(cache)]
    return sum({id(owner): owner.nbytes for owner in owners}.values())


def print_table(rows: list[dict]) -> None:
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    widths = [
        max(len(str(cell)) for cell in column) for column in zip(*lines, strict=True)
    ]
    for line in lines:
        cells = zip(line, widths, strict=True)
        print("  ".join(str(cell).ljust(width) for cell, width in cells).rstrip())
    print()


def main() -> None:
    torch.set_num_threads(1)
    steps = [measure_step(name, cell) for name in WORKLOADS for cell in CELLS[name]]
    growth = measure_growth()
    print_table(steps)
    print_table(growth)
    results = {
        "versions": versions() | {"torch": torch.__version__},
        "step": steps,
        "growth_with_T": growth,
    }
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
