"""One unit, unrolled: values go forward, gradients come back, and dw is their sum."""

import numpy as np

from rnn_tutorial.cells import rnn

from .explorable import Explorable, rounded, text

WEIGHTS = np.round(np.arange(-15, 16) / 10, 1)  # the recurrent weight w
START, TARGET = 1.0, 1.0  # h_0, and what every loss compares its state with
INPUTS = ((-1.5, 0.5, 0.5), (-1.5, 0.5, 0.5, -1.0, 0.5))
SCORED = ((0, 0, 1), (1, 1, 1, 1, 1))  # 1 where a loss looks at the state
DECIMALS = 3


def run(example: int, w: float) -> dict[str, np.ndarray]:
    """All that flows through the unit, by name, one number for each step 1..T."""
    params = rnn.RNNParams(np.ones((1, 1)), np.full((1, 1), w), np.zeros(1))
    xs, scored = np.array(INPUTS[example]), np.array(SCORED[example])
    h_0 = np.full((1, 1), START)
    hs, _, (_, all_hs) = rnn.forward(params, xs[:, None, None], h_0)
    es = scored * (hs.ravel() - TARGET)  # what the loss of step t sends to h_t
    back = rnn.scan_backward(params, all_hs, es[:, None, None], np.zeros((1, 1)))
    das = back[1].ravel()
    dws = das * all_hs[:-1].ravel()
    return {
        "h": hs.ravel(),
        "L": scored * (hs.ravel() - TARGET) ** 2 / 2,
        "dh": es + w * np.append(das[1:], 0.0),
        "da": das,
        "dw": dws,
        "sum": dws[::-1].cumsum()[::-1],  # from the last step back to this one
    }


def build() -> dict:
    """Every run: runs[example][weight] holds the sequences by name."""
    return {
        "inputs": [list(xs) for xs in INPUTS],
        "runs": [[stored(e, w) for w in WEIGHTS] for e in range(len(INPUTS))],
        "scored": [list(scored) for scored in SCORED],
        "weights": rounded(WEIGHTS, 1),
    }


def stored(example: int, w: float) -> dict:
    """One run, rounded as the page shows it, and its whole loss."""
    sequences = run(example, w)
    total = {"loss": rounded(sequences["L"].sum(), DECIMALS)}
    return {k: rounded(v, DECIMALS) for k, v in sequences.items()} | total


def draw(rng: np.random.Generator) -> dict:
    """A random example, weight and moment."""
    example = int(rng.integers(len(INPUTS)))
    moment = int(rng.integers(2 * len(INPUTS[example]) + 2))
    return {"example": example, "w": int(rng.integers(len(WEIGHTS))), "moment": moment}


def shown(setting: dict) -> dict[str, str]:
    """The numbers that have been reached at the setting's moment, and the sums."""
    example, moment = setting["example"], setting["moment"]
    values = run(example, WEIGHTS[setting["w"]])
    T = len(values["h"])
    back = {t for t in range(1, T + 1) if moment > 2 * T + 1 - t}
    reached = {"h": set(range(1, min(T, moment) + 1)), "L": set()}
    reached |= {name: back for name in ("dh", "da", "dw", "sum")}
    if moment > T:
        reached["L"] = {t for t in range(1, T + 1) if SCORED[example][t - 1]}
    return {
        f"{name}_{t}": text(values[name][t - 1], DECIMALS) if t in reached[name] else ""
        for name in reached
        for t in range(1, T + 1)
    } | totals(values, moment)


def totals(values: dict, moment: int) -> dict[str, str]:
    """The loss and the gradient as far as it has been added up, once they are known."""
    T = len(values["h"])
    steps_back = max(0, moment - T - 1)
    loss, so_far = values["L"].sum(), values["sum"][T - steps_back :]
    return {
        "loss": text(loss, DECIMALS) if moment > T else "",
        "gradient": text(so_far[0], DECIMALS) if steps_back else "",
    }


EXPLORABLE = Explorable("unrolled", "fig-bptt-copies", build, draw, shown)
