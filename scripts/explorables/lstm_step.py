"""One step of one LSTM unit: four sums and the old memory in, everything else out."""

import numpy as np

from rnn_tutorial.cells import lstm
from rnn_tutorial.functions import sigmoid

from .explorable import Explorable, rounded, text

ARRIVING = ((1.0, 0.0), (0.0, 1.0), (1.0, 1.0))  # dh and dc at the step's end
GATES = "ifgo"
DECIMALS = 3

# Step two of the chapter's example: x_2 = 0, and h_1 enters f and o with weight one.
C_1 = round(float(sigmoid(1.0) * np.tanh(1.0)), 6)
H_1 = round(float(np.tanh(C_1) / 2), 6)
START = {"i": -1.0, "f": 1 + H_1, "g": 0.0, "o": H_1, "c": C_1}


def stops(grid: np.ndarray, *wanted: float) -> np.ndarray:
    """The grid, with each wanted value in the place of its nearest stop."""
    grid = grid.copy()
    for value in wanted:
        grid[np.abs(grid - value).argmin()] = value
    return grid


SUMS = stops(np.arange(-24, 25) / 4, 1 + H_1, H_1)  # what enters a gate, -6 to 6
MEMORIES = stops(np.arange(-8, 9) / 4, C_1)  # c_{t-1}, -2 to 2


def run(sums: dict[str, float], memory: float, arriving: tuple) -> dict[str, float]:
    """All values and gradients of the step, by name: the package computes them."""
    no_weights = np.zeros((1, 4))
    params = lstm.LSTMParams(no_weights, no_weights, np.zeros(4))
    state = lstm.LSTMState(np.zeros((1, 1)), np.full((1, 1), memory))
    projected = np.array([[[sums[gate] for gate in GATES]]])
    hs, last, cache = lstm.scan_forward(params, projected, state)
    dh, dc = (np.full((1, 1), d) for d in arriving)
    dstate = lstm.LSTMState(dh, dc)
    _, das, dstate_0 = lstm.scan_backward(params, cache, np.zeros_like(hs), dstate)
    gates, c = dict(zip(GATES, cache[3].ravel(), strict=True)), last.c.item()
    through_h = arriving[0] * gates["o"] * (1 - np.tanh(c) ** 2)
    return gates | {
        **{f"da_{gate}": d for gate, d in zip(GATES, das.ravel(), strict=True)},
        "c": c,
        "h": hs.item(),
        "through_h": through_h,
        "dc": through_h + arriving[1],
        "dc_prev": dstate_0.c.item(),
    }


def build() -> dict:
    """The gates at every stop of their sliders, and where the sliders begin."""
    gates = [run(dict.fromkeys(GATES, a), 0.0, ARRIVING[0]) for a in SUMS]
    starts = {gate: SUMS.tolist().index(START[gate]) for gate in GATES}
    return {
        "arriving": [list(pair) for pair in ARRIVING],
        "memories": MEMORIES.tolist(),
        "sigmoid": rounded([values["f"] for values in gates], 12),
        "start": starts | {"c": MEMORIES.tolist().index(START["c"])},
        "sums": SUMS.tolist(),
        "tanh": rounded([values["g"] for values in gates], 12),
    }


def draw(rng: np.random.Generator) -> dict:
    """A random stop of every slider, and what arrives."""
    sums = {gate: int(rng.integers(len(SUMS))) for gate in GATES}
    ends = {
        "c": int(rng.integers(len(MEMORIES))),
        "arriving": int(rng.integers(len(ARRIVING))),
    }
    return sums | ends


def shown(setting: dict) -> dict[str, str]:
    """Every number of the step."""
    sums = {gate: float(SUMS[setting[gate]]) for gate in GATES}
    values = run(sums, MEMORIES[setting["c"]], ARRIVING[setting["arriving"]])
    return {name: text(value, DECIMALS) for name, value in values.items()}


EXPLORABLE = Explorable("lstm_step", "fig-lstm-step", build, draw, shown)
