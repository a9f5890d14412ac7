"""The softmax temperature on predictions of the chapter's trained language model."""

from collections.abc import Iterator
from functools import cache
from itertools import islice

import numpy as np

from rnn_tutorial import character_model, datasets
from rnn_tutorial.character_model import Run, Settings
from rnn_tutorial.models import language_model
from rnn_tutorial.plotting.language_model import VISIBLE
from rnn_tutorial.sampling import temperature_softmax

from .explorable import Explorable, rounded, text

PROMPTS = ("What is th", "my lor", "and the ")
TEMPERATURES = tuple(round(0.1 * i, 1) for i in range(1, 31))
SETTINGS = Settings(embedding_size=32, seq_len=30, dtype="float64")
SCHEDULE = ((900, 5e-3), (300, 1e-3))  # updates, learning rate
BARS = 10  # the likeliest characters have a bar each, all others share one
WITNESSES = 20  # losses that the file keeps, so that a test can run them again


def training() -> Iterator[tuple[Run, float]]:
    """The chapter's training run, update by update: (run, loss)."""
    tragedies = datasets.tragedies()
    run = character_model.new_run(tragedies, SETTINGS)
    for updates, lr in SCHEDULE:
        run = run._replace(settings=run.settings._replace(lr=lr))
        steps = character_model.steps(run, tragedies)
        for run, loss, _ in islice(steps, updates):
            yield run, loss


def first_losses() -> list[float]:
    """The losses of the first updates, in nats."""
    return [loss for _, loss in islice(training(), WITNESSES)]


@cache
def trained() -> Run:
    """The model at the end of its training: about fifteen seconds."""
    for run, _ in training():  # noqa: B007
        pass
    return run


def logits(prompt: str) -> np.ndarray:
    """The scores (V,) of the next character after `prompt`."""
    params, vocabulary = trained().state.params, trained().vocabulary
    h_0 = np.zeros((1, SETTINGS.hidden_size))
    ids = vocabulary.encode(prompt)[:, None]
    return language_model.forward(params, ids, h_0)[0][-1, 0]


def symbols() -> list[str]:
    """One visible name for each id."""
    known = trained().vocabulary.symbols
    return ["?", *("".join(symbol).translate(VISIBLE) for symbol in known)]


def build() -> dict:
    """The scores of all characters after each prompt, the likeliest first."""
    return {
        "bars": BARS,
        "contexts": [context(prompt) for prompt in PROMPTS],
        "losses": [float(f"{loss:.12g}") for loss in first_losses()],
        "temperatures": list(TEMPERATURES),
    }


def context(prompt: str) -> dict:
    """A prompt, all characters from the likeliest down, and their scores."""
    scores, names = logits(prompt), symbols()
    order = np.argsort(-scores)
    return {
        "logits": rounded(scores[order], 6),
        "prompt": prompt.translate(VISIBLE),
        "symbols": [names[i] for i in order],
    }


def draw(rng: np.random.Generator) -> dict:
    """A random context and temperature."""
    return {
        "context": int(rng.integers(len(PROMPTS))),
        "temperature": int(rng.integers(len(TEMPERATURES))),
    }


def shown(setting: dict) -> dict[str, str]:
    """The entropy and the bars that the package's own softmax gives."""
    temperature = TEMPERATURES[setting["temperature"]]
    p = temperature_softmax(logits(PROMPTS[setting["context"]]), temperature)
    p = -np.sort(-p)
    possible = p[p > 0]
    entropy = -(possible * np.log2(possible)).sum()
    bars = {f"p_{i + 1}": text(100 * p[i], 1) for i in range(BARS)}
    rest = {"rest": text(100 * p[BARS:].sum(), 1)}
    return bars | rest | {"entropy": text(entropy, 2), "choices": text(2**entropy, 1)}


EXPLORABLE = Explorable("temperature", "fig-lm-temperature", build, draw, shown)
