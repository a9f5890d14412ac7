"""What `python -m rnn_tutorial` does: train and sample."""

import sys
import time
from argparse import Namespace

import numpy as np

from . import character_model
from .character_model import Run, Settings
from .datasets import (
    read_text,
    split_text,
    tragedies,
    uniform_bits,
    unigram_bits,
)
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
        print(f"\nerror: {error}; {kept}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nstopped: {args.out} is kept, --resume goes on", file=sys.stderr)
        return INTERRUPTED
    return 0


def _new(args: Namespace, text: str) -> Run:
    if args.out.exists() and not args.overwrite:
        raise ValueError(f"{args.out} exists: add --resume to go on, or --overwrite")
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
    seconds = args.seconds or (float("inf") if args.steps else 60.0)
    progress = character_model.steps(run, text)
    begin = saved = shown = time.monotonic()
    first = int(run.state.step)
    character_model.save(run, args.out)
    try:
        while (now := time.monotonic()) - begin < seconds and not _done(run, args):
            run, loss, _ = next(progress)
            if now - shown > SHOW_EVERY:
                part = _part(run, args, first, (now - begin) / seconds)
                _show(part, run, loss)
                shown = now
            if now - saved > SAVE_EVERY:
                character_model.save(run, args.out)
                saved = time.monotonic()
    finally:
        character_model.save(run, args.out)
    print(file=sys.stderr)
    return run


def _done(run: Run, args: Namespace) -> bool:
    return args.steps is not None and run.state.step >= args.steps


def _part(run: Run, args: Namespace, first: int, of_time: float) -> float:
    """How much of the work is done, between 0 and 1."""
    if args.steps is None:
        return of_time
    return max(of_time, (int(run.state.step) - first) / (args.steps - first))


def _show(part: float, run: Run, loss: float) -> None:
    bar = "#" * int(30 * part)
    bits = loss / np.log(2)
    line = f"\r[{bar:<30}] {part:4.0%}  step {int(run.state.step)}  {bits:.2f} bits"
    print(line, end="", file=sys.stderr, flush=True)


def _report(run: Run, text: str) -> None:
    train_text, held_out = split_text(text)
    vocabulary = run.vocabulary
    unigram = unigram_bits(
        vocabulary.encode(train_text),
        vocabulary.encode_with_unknown(held_out),
        len(vocabulary),
    )
    print(f"steps: {int(run.state.step)}")
    print(
        f"held-out bits per character: {character_model.held_out_bits(run, text):.3f}"
    )
    print(
        f"for comparison: unigram {unigram:.3f}, uniform {uniform_bits(vocabulary):.3f}"
    )


def sample(args: Namespace) -> int:
    """Print the prompt and what the model writes after it."""
    run = character_model.load(args.checkpoint)
    rng = np.random.default_rng(args.seed)
    text = character_model.write(run, args.prompt, args.length, args.temperature, rng)
    print(args.prompt + text)
    return 0
