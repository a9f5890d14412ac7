"""A language model of characters: its text, its vocabulary, its checkpoint."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .cells import RNN
from .checkpoint import fill, load_checkpoint, save_checkpoint
from .datasets import Vocabulary, split_text, streams, unknown_bits, window
from .datasets.vocabulary import UNKNOWN
from .models import language_model
from .optim import Optimizer, adam
from .sampling import sample
from .train import TrainState, start, train


class Settings(NamedTuple):
    """What decides a run, besides its text. Saved in the checkpoint."""

    embedding_size: int = 64
    hidden_size: int = 128
    batch_size: int = 32
    seq_len: int = 50
    lr: float = 3e-3
    max_norm: float = 1.0
    seed: int = 0
    dtype: str = "float32"


FREE = ("seed", "dtype")  # settings that need not be positive


class Run(NamedTuple):
    """One model, its vocabulary, and where its training stands."""

    settings: Settings
    vocabulary: Vocabulary
    state: TrainState
    text_sha256: str


def new_run(text: str, settings: Settings) -> Run:
    """Random parameters; the vocabulary comes from the first nine tenths of `text`."""
    vocabulary = Vocabulary.from_text(split_text(text)[0])
    return Run(settings, vocabulary, _first_state(vocabulary, settings), _hash(text))


def _first_state(vocabulary: Vocabulary, settings: Settings) -> TrainState:
    params = language_model.init(
        np.random.default_rng(settings.seed),
        len(vocabulary),
        settings.embedding_size,
        settings.hidden_size,
        dtype=np.dtype(settings.dtype),
    )
    hidden = RNN.initial_state(params.cell, settings.batch_size)
    return start(params, _optimizer(settings), hidden)


def _optimizer(settings: Settings) -> Optimizer:
    return adam(settings.lr)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def steps(run: Run, text: str) -> Iterator[tuple[Run, float, float]]:
    """Train on the first nine tenths of `text`: yields (run, loss, gradient norm).

    Raises ValueError if the run was started on another text, or the text is too short.
    """
    if _hash(text) != run.text_sha256:
        raise ValueError(
            "this checkpoint was trained on another text; resume with that"
        )
    ids = run.vocabulary.encode(split_text(text)[0])
    columns = streams(ids, run.settings.batch_size)
    window(columns, run.settings.seq_len, 0)  # too short? Say so now, not in the loop.
    return _steps(run, columns)


def _steps(run: Run, columns: np.ndarray) -> Iterator[tuple[Run, float, float]]:
    progress = train(
        run.state,
        columns,
        run.settings.seq_len,
        language_model.compute_loss_and_grads,
        _optimizer(run.settings),
        run.settings.max_norm,
    )
    for state, loss, norm in progress:
        yield run._replace(state=state), loss, norm


def held_out_bits(run: Run, text: str) -> float:
    """Bits per character on the last tenth of `text`, every character scored once.

    A character that the first nine tenths lack costs the model's -log2 p(unknown),
    and then the choice among all Unicode characters outside the vocabulary.
    """
    train_text, held_out = split_text(text)
    ids = run.vocabulary.encode_with_unknown(held_out)
    (before,) = run.vocabulary.encode_with_unknown(train_text[-1])
    with np.errstate(over="ignore", invalid="ignore"):
        losses = language_model.evaluate(run.state.params, before, ids)
    unknown = np.mean(ids == UNKNOWN) * unknown_bits(run.vocabulary)
    return float(losses.mean() / np.log(2) + unknown)


def write(run: Run, prompt: str, length: int, temperature: float, rng) -> str:
    """Continue `prompt` by `length` characters."""
    if not prompt:
        raise ValueError("the prompt must hold at least one character")
    ids = run.vocabulary.encode(prompt)
    with np.errstate(
        over="ignore", invalid="ignore"
    ):  # a diverged model says so itself
        drawn = sample(run.state.params, ids, length, temperature, rng, (UNKNOWN,))
    return run.vocabulary.decode(drawn)


def save(run: Run, path: Path) -> None:
    """Write the run to one file, whole or not at all."""
    about = {
        "settings": run.settings._asdict(),
        "symbols": list(run.vocabulary.symbols),
        "text_sha256": run.text_sha256,
    }
    save_checkpoint(path, run.state, about)


def _checked(settings: Settings) -> Settings:
    for name, default in Settings()._asdict().items():
        value = getattr(settings, name)
        if type(value) is not type(default) or (name not in FREE and not value > 0):
            raise ValueError(f"its setting {name} is {value!r}")
    return settings


def load(path: Path) -> Run:
    """Read a run back; it goes on exactly where it stood."""
    arrays, about = load_checkpoint(path)
    try:
        settings = _checked(Settings(**about["settings"]))
        vocabulary = Vocabulary(tuple(about["symbols"]))
        state = fill(_first_state(vocabulary, settings), arrays)
        return Run(settings, vocabulary, state, about["text_sha256"])
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is no whole checkpoint: {error}") from error
