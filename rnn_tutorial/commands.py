"""What `python -m rnn_tutorial` does: train and sample."""

import sys
import time
from argparse import Namespace
from collections.abc import Callable

import numpy as np

from . import character_model
from .character_model import Run, Settings
from .checkpoint import load_checkpoint
from .datasets import (
    read_text,
    split_text,
    tragedies,
    uniform_bits,
    unigram_bits,
)
from .losses import bits_per_symbol
from .train import TrainingDiverged

SAVE_EVERY = 10.0  # seconds between checkpoints
SHOW_EVERY = 0.2  # seconds between two states of the progress bar
INTERRUPTED = 130  # the shell's exit code for Ctrl-C


def train(args: Namespace) -> int:
    """Train, show progress, print held-out bits per character, keep a checkpoint."""
    text = read_text(args.text) if args.text else tragedies()
    run = _resumed(args) if args.resume else _new(args, text)
    try:
        _report(_train(run, text, args), text)
    except TrainingDiverged as error:
        kept = f"{args.out} holds the last finite parameters"
        print(f"error: {error}; {kept}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"stopped: {args.out} is kept, --resume goes on", file=sys.stderr)
        return INTERRUPTED
    return 0


def _new(args: Namespace, text: str) -> Run:
    if args.out.exists() and not args.overwrite:
        raise ValueError(f"{args.out} exists: add --resume to go on, or --overwrite")
    if args.out.exists():
        load_checkpoint(args.out)  # raises: only a checkpoint is overwritten
    return character_model.new_run(text, Settings(**_given(args)))


def _resumed(args: Namespace) -> Run:
    run = character_model.load(args.out)
    for name, value in _given(args).items():
        saved = getattr(run.settings, name)
        if value != saved:
            raise ValueError(f"{args.out} was trained with {name} {saved}, not {value}")
    return run


def _given(args: Namespace) -> dict:
    values = {name: getattr(args, name) for name in Settings._fields}
    return {name: value for name, value in values.items() if value is not None}


def _train(run: Run, text: str, args: Namespace) -> Run:
    """Until the step or the second that was asked for; saves now and then, and last."""
    progress, part = character_model.steps(run, text), _meter(run, args)
    show_is_due, save_is_due = _timer(SHOW_EVERY), _timer(SAVE_EVERY)
    try:
        character_model.save(run, args.out)
        while part(run) < 1:
            run, loss, _ = next(progress)
            if show_is_due():
                _show(part(run), run, loss)
            if save_is_due():
                character_model.save(run, args.out)
    finally:
        print(file=sys.stderr)  # ends the line of the progress bar
        character_model.save(run, args.out)
    return run


def _meter(run: Run, args: Namespace) -> Callable[[Run], float]:
    """A function that says how much of the work is done: at 1 it is time to stop."""
    seconds = args.seconds or (float("inf") if args.steps else 60.0)
    begin, first = time.monotonic(), int(run.state.step)

    def part(run: Run) -> float:
        of_time, step = (time.monotonic() - begin) / seconds, int(run.state.step)
        if args.steps is None:
            return of_time
        if step >= args.steps:
            return 1.0
        return max(of_time, (step - first) / (args.steps - first))

    return part


def _timer(seconds: float) -> Callable[[], bool]:
    """A function that is true once in so many seconds."""
    last = time.monotonic()

    def is_due() -> bool:
        nonlocal last
        due = time.monotonic() - last > seconds
        last = time.monotonic() if due else last
        return due

    return is_due


def _show(part: float, run: Run, loss: float) -> None:
    part = min(part, 1.0)
    bar, bits = "#" * int(30 * part), bits_per_symbol(loss)
    line = f"\r[{bar:<30}] {part:4.0%}  step {int(run.state.step)}  {bits:.2f} bits"
    print(line, end="", file=sys.stderr)


def _report(run: Run, text: str) -> None:
    train_text, held_out = split_text(text)
    vocabulary = run.vocabulary
    unigram = unigram_bits(
        vocabulary.encode(train_text),
        vocabulary.encode_with_unknown(held_out),
        len(vocabulary),
    )
    bits, uniform = character_model.held_out_bits(run, text), uniform_bits(vocabulary)
    print(f"steps: {int(run.state.step)}")
    print(f"held-out bits per character: {bits:.3f}")
    print(f"for comparison: unigram {unigram:.3f}, uniform {uniform:.3f}")


def sample(args: Namespace) -> int:
    """Print the prompt and what the model writes after it."""
    run = character_model.load(args.checkpoint)
    rng = np.random.default_rng(args.seed)
    known = run.vocabulary.symbols
    prompt = args.prompt
    if prompt is None:
        prompt = "\n" if "\n" in known else known[0]
    text = character_model.write(run, prompt, args.length, args.temperature, rng)
    print(prompt + text)
    return 0
