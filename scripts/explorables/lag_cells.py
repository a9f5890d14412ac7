"""The gradient against the lag in a fresh network: three cells, and the gate's bias."""

from functools import cache

import numpy as np

from rnn_tutorial import analysis
from rnn_tutorial.cells import GRU, LSTM, RNN, gates
from rnn_tutorial.cells.lstm import LSTMState
from rnn_tutorial.functions import sigmoid

from .explorable import Explorable, rounded, text

CELLS = (RNN, LSTM, GRU)
BIASES = (0, 1, 2, 3, 4, 5, 6, 7)  # of the gate that keeps: the LSTM's f, the GRU's z
DEFAULTS = {"rnn": 0, "lstm": 1, "gru": 0}  # what the cell's init sets
LENGTHS = (20, 40, 60, 100)
H, D = 50, 2
NONE = "\N{EN DASH}"  # the plain cell has no gate


@cache
def chapter() -> tuple[np.ndarray, np.ndarray]:
    """The inputs (100, 1, D), and dh_T (1, H) of length one, of the chapter."""
    rng = np.random.default_rng(0)
    xs, dh_T = rng.standard_normal((100, 1, D)), rng.standard_normal((1, H))
    return xs, dh_T / np.linalg.norm(dh_T)


def run(cell, bias: float, length: int) -> np.ndarray:
    """The gradient's norm at the lags 0..length, if the loss reads h_T only."""
    xs, dh_T = chapter()
    params = cell.init(np.random.default_rng(1), D, H)
    if cell is not RNN:
        params = gates.with_bias(params, 1, bias)
    state = cell.initial_state(params, 1)
    dstate = LSTMState(dh_T, np.zeros_like(dh_T)) if cell is LSTM else dh_T
    return analysis.state_gradient_norms(cell, params, xs[:length], state, dstate)


def build() -> dict:
    """Powers of ten: curves[cell][bias][length]; the plain cell has one bias."""
    return {
        "biases": list(BIASES),
        "cells": [cell.name.upper() for cell in CELLS],
        "curves": [[curves(cell, b) for b in biases_of(cell)] for cell in CELLS],
        "defaults": [BIASES.index(DEFAULTS[cell.name]) for cell in CELLS],
        "gate": rounded(np.log10([sigmoid(float(b)) for b in BIASES]), 9),
        "lengths": list(LENGTHS),
    }


def biases_of(cell) -> tuple:
    """The biases whose runs differ."""
    return (0,) if cell is RNN else BIASES


def curves(cell, bias: float) -> list:
    """The gradient at the lags 0..T as powers of ten, for every length T."""
    return [rounded(np.log10(run(cell, bias, T)), 2) for T in LENGTHS]


def draw(rng: np.random.Generator) -> dict:
    """A random cell, bias and length."""
    return {
        "cell": int(rng.integers(len(CELLS))),
        "bias": int(rng.integers(len(BIASES))),
        "length": int(rng.integers(len(LENGTHS))),
    }


def shown(setting: dict) -> dict[str, str]:
    """What a fresh network of this cell does to the gradient over this length."""
    cell, bias = CELLS[setting["cell"]], BIASES[setting["bias"]]
    length = LENGTHS[setting["length"]]
    end = text(np.log10(run(cell, bias, length)[-1]), 2)
    if cell is RNN:
        return {"gradient": end} | dict.fromkeys(("gate", "alone", "half"), NONE)
    kept = sigmoid(float(bias))
    return {
        "gradient": end,
        "gate": text(kept, 3),
        "alone": text(length * np.log10(kept), 2),
        "half": text(np.log(0.5) / np.log(kept), 1),
    }


EXPLORABLE = Explorable("lag_cells", "fig-gru-cells", build, draw, shown)
