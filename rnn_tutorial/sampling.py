"""Draw symbols from a model."""

import numpy as np

from .cells import RNN
from .functions import softmax
from .models.language_model import LanguageModel, forward


def temperature_softmax(logits: np.ndarray, temperature: float) -> np.ndarray:
    """softmax(logits / temperature): below 1 sharper, above 1 flatter."""
    if not temperature > 0:
        raise ValueError(f"temperature must be positive, got {temperature}")
    with np.errstate(over="ignore"):  # a tiny temperature leaves one symbol
        return softmax((logits - logits.max()) / temperature)


def sample(
    params: LanguageModel,
    prompt: np.ndarray,
    length: int,
    temperature: float,
    rng: np.random.Generator,
    forbidden: tuple[int, ...] = (),
    cell=RNN,
) -> np.ndarray:
    """Continue `prompt` (n >= 1 ids) by `length` symbols -> ids (length,).

    Each symbol drawn is the next input. `forbidden` ids are never drawn.
    """
    zero = cell.initial_state(params.cell, 1)
    logits, h, _ = forward(params, np.asarray(prompt)[:, None], zero, cell)
    drawn = np.empty(length, dtype=np.int64)
    for i in range(length):
        drawn[i] = draw(logits[-1, 0], temperature, rng, forbidden)
        logits, h, _ = forward(params, drawn[i : i + 1, None], h, cell)
    return drawn


def draw(logits, temperature: float, rng, forbidden: tuple[int, ...] = ()) -> int:
    """One symbol. logits (V,) -> id."""
    allowed = logits.astype(np.float64)
    allowed[list(forbidden)] = -np.inf
    if not np.isfinite(allowed.max()):
        raise ValueError("the logits are not finite, or every symbol is forbidden")
    return int(rng.choice(len(allowed), p=temperature_softmax(allowed, temperature)))
