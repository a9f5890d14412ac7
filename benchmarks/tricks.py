"""Time each trick of the chapter on fast NumPy: a slow form beside the package's own.

`make bench` runs this and writes benchmarks/tricks.json. The README beside this file
says how to read it. No time is kept, only ratios of processor time.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np
import slow
from timing import Workload, time_alternating, versions

from rnn_tutorial import checkpointing, rtrl
from rnn_tutorial.cells import LSTM, RNN, rnn
from rnn_tutorial.functions import sigmoid
from rnn_tutorial.layers import sum_by_symbol
from rnn_tutorial.models import language_model
from rnn_tutorial.tree import tree_leaves

RESULTS = Path(__file__).with_name("tricks.json")
ROUNDS = 5  # each gives one ratio; the record holds the median, lowest and highest
SECONDS = 0.2  # processor time for one pair in one round
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


WORKLOADS = {
    "one sequence": Workload(V=64, E=32, H=100, T=25, B=1),
    "batch of 32": Workload(V=64, E=64, H=128, T=50, B=32),
    "word model": Workload(V=10_000, E=200, H=200, T=35, B=20),
}
BATCHES = (1, 2, 4, 8, 16, 32, 64)  # for the sizes of the batch of 32
LENGTHS = (16, 64, 256, 1024)  # for D = 2, H = 16, B = 1, as in the chapter on cuts


class Pair(NamedTuple):
    """Two functions without arguments that return the same arrays."""

    slow: Callable
    fast: Callable


class Model:
    """Random parameters, a random batch, and what the pieces need of each other."""

    def __init__(self, work, dtype=np.float32, cell=RNN):
        rng = np.random.default_rng(0)
        self.params = language_model.init(rng, *work[:3], cell, dtype)
        ids = rng.integers(work.V, size=(work.T + 1, work.B))
        self.inputs, self.targets = ids[:-1], ids[1:]
        self.state = cell.initial_state(self.params.cell, work.B)
        self.dhs = rng.standard_normal((work.T, work.B, work.H)).astype(dtype)
        self.work, self.dtype, self.cell = work, dtype, cell

    @property
    def batch(self):
        return self.params, self.inputs, self.targets, self.state

    def step(self):
        """The loss, all gradients, and the last state."""
        return language_model.compute_loss_and_grads(*self.batch, self.cell)


def pairs(work: Workload, dtype=np.float32) -> dict[str, Pair]:
    """Every trick at these sizes; in float64 a test compares them to many digits."""
    model = Model(work, dtype)
    kinds = forward_pairs, backward_pairs, gate_pairs, step_pairs
    return {name: pair for kind in kinds for name, pair in kind(model).items()}


def forward_pairs(model) -> dict[str, Pair]:
    """The forward pass of the plain cell."""
    params, h_0, xs = model.params.cell, model.state, model.params.embedding
    xs = xs[model.inputs]
    projected = rnn.project(params, xs)
    return {
        "project before the loop": Pair(
            lambda: slow.project_in_loop(params, xs, h_0),
            lambda: rnn.forward(params, xs, h_0)[0],
        ),
        "write into one array": Pair(
            lambda: slow.append_states(params, projected, h_0),
            lambda: rnn.scan_forward(params, projected, h_0)[0],
        ),
    }


def backward_pairs(model) -> dict[str, Pair]:
    """The backward pass of the plain cell, and the embedding's gradient."""
    params, xs = model.params.cell, model.params.embedding[model.inputs]
    _, _, hs = rnn.scan_forward(params, rnn.project(params, xs), model.state)
    args = params, hs, model.dhs, np.zeros_like(model.state)
    forms = {
        "weight gradients after the loop": slow.weights_in_loop,
        "slopes before the loop": slow.slopes_in_loop,
        "copy the transpose": slow.transpose_in_loop,
    }
    found = {
        name: Pair(lambda form=form: form(*args), lambda: rnn.scan_backward(*args))
        for name, form in forms.items()
    }
    symbols, uses = np.unique(model.inputs, return_inverse=True)
    rows = uses, model.dhs, len(symbols)
    summed = Pair(lambda: slow.add_at(*rows), lambda: sum_by_symbol(*rows))
    return {**found, "sum by symbol": summed}


def gate_pairs(model) -> dict[str, Pair]:
    """What gates add: products side by side, and sigmoids."""
    gated = Model(model.work, model.dtype, LSTM)
    params, xs = gated.params.cell, gated.params.embedding[gated.inputs]
    args = params, LSTM.project(params, xs), gated.state
    sums = np.concatenate([model.dhs] * 3, axis=-1)
    return {
        "stack the gates": Pair(
            lambda: slow.gates_apart(*args), lambda: LSTM.scan_forward(*args)[:2]
        ),
        "sigmoid by tanh": Pair(
            lambda: [slow.sigmoid_by_exp(a_t) for a_t in sums],
            lambda: [sigmoid(a_t) for a_t in sums],
        ),
    }


def step_pairs(model) -> dict[str, Pair]:
    """What concerns the whole step."""
    double = Model(model.work, np.float64)
    return {
        "fold": Pair(lambda: slow.look_up_first(*model.batch, RNN), model.step),
        "float32": Pair(double.step, model.step),
        "all of it": Pair(lambda: slow.first_program(*double.batch), model.step),
    }


def largest_error(pair: Pair) -> float:
    """The largest relative difference of an array between the two forms."""
    leaves = zip(tree_leaves(pair.slow()), tree_leaves(pair.fast()), strict=True)
    return max(np.linalg.norm(a - b) / np.linalg.norm(b) for a, b in leaves)


def measure(work: Workload) -> dict[str, dict]:
    """Each trick: slow / fast, and how much of a step the difference is."""
    rows, step = {}, Model(work).step
    for name, pair in pairs(work).items():
        if not largest_error(pair) < 1e-5:
            raise AssertionError(f"{name}: the two forms differ")
        rounds = [time_alternating([*pair, step], SECONDS) for _ in range(ROUNDS)]
        times = [[cpu for cpu, _ in times] for times in rounds]
        gain = spread(slow / fast for slow, fast, _ in times)
        rows[name] = {"gain": gain, "of_step": spread((a - b) / c for a, b, c in times)}
        print(f"{name:32}", *gain.values(), rows[name]["of_step"]["median"], flush=True)
    return rows


def spread(ratios) -> dict[str, float]:
    """Median, lowest and highest."""
    ratios = sorted(ratios)
    found = {"median": median(ratios), "low": ratios[0], "high": ratios[-1]}
    return {name: round(float(ratio), 3) for name, ratio in found.items()}


def measure_batches(work: Workload) -> list[float]:
    """Time of a step for each batch size, relative to that of one sequence."""
    steps = [Model(work._replace(B=B)).step for B in BATCHES]
    # Each by itself: in turns, the small ones would find the cache of the large ones.
    times = [time_alternating([step], 2 * SECONDS)[0][0] for step in steps]
    return [round(cpu / times[0], 3) for cpu in times]


def measure_lengths() -> dict[str, list[float]]:
    """Time of four ways to the gradient against T, relative to BPTT at the first T."""
    times = [time_alternating(four_ways(T).values(), 5 * SECONDS) for T in LENGTHS]
    found = np.reshape([cpu for row in times for cpu, _ in row], (len(LENGTHS), -1))
    columns = np.round(found / found[0, 0], 3).T.tolist()
    return dict(zip(four_ways(1), columns, strict=True))


def four_ways(T: int, D: int = 2, H: int = 16) -> dict[str, Callable]:
    """The gradient of all losses of one sequence: three exact ways, and windows."""
    rng = np.random.default_rng(0)
    params, zero = rnn.init(rng, D, H), np.zeros((1, H))
    xs, dhs = rng.standard_normal((T, 1, D)), rng.standard_normal((T, 1, H))
    root = max(1, round(T**0.5))

    def whole(part=slice(None), h_0=zero):
        _, h_T, cache = rnn.forward(params, xs[part], h_0)
        return rnn.backward(params, cache, dhs[part], zero)[0], h_T

    def windows(K=16):
        h = zero
        for start in range(0, T, K):
            grads, h = whole(slice(start, start + K), h)
        return grads, h

    def checkpoints():
        kept, _ = checkpointing.forward(RNN, params, xs, zero, root)
        part = params, xs, kept, root, lambda steps, _: dhs[steps]
        return checkpointing.backward(RNN, *part, zero)

    def forward_mode():
        return rtrl.gradients(params, xs, zero, dhs)

    return {"BPTT": whole, "windows of 16": windows, "checkpoints": checkpoints,
            "forward mode": forward_mode}  # fmt: skip


def measure_threads(name: str) -> dict[str, float]:
    """Wall time of a step on two BLAS threads, relative to one; one, two, one, two."""
    ratios = []
    for _ in range(ROUNDS):
        one, two = (wall_time(name, threads) for threads in (1, 2))
        ratios.append(two / one)
    return spread(ratios)


def wall_time(name: str, threads: int) -> float:
    """Seconds for one step, in a process of its own: BLAS reads the number once."""
    setting = os.environ | dict.fromkeys(THREADS, str(threads))
    command = [sys.executable, __file__, name]
    return float(subprocess.check_output(command, env=setting, text=True))


def main() -> None:
    if {os.environ.get(name) for name in THREADS} != {"1"}:
        raise SystemExit("set OMP_, OPENBLAS_ and MKL_NUM_THREADS to 1, as make does")
    results = {
        "versions": versions(),
        "rounds": ROUNDS,
        "workloads": {name: work._asdict() for name, work in WORKLOADS.items()},
        "tricks": {name: measure(work) for name, work in WORKLOADS.items()},
        "batches": list(BATCHES),
        "batch_time": measure_batches(WORKLOADS["batch of 32"]),
        "lengths": list(LENGTHS),
        "length_time": measure_lengths(),
        "two_threads": {name: measure_threads(name) for name in WORKLOADS},
    }
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        ((_, wall),) = time_alternating([Model(WORKLOADS[sys.argv[1]]).step], SECONDS)
        print(wall)
    else:
        main()
