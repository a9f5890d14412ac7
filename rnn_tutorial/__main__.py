"""Command line: python -m rnn_tutorial train | sample. Each has its --help."""

import os
import signal

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C while importing: no traceback

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # matrices this small are slower on two threads

import argparse  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from . import commands  # noqa: E402
from .character_model import Settings  # noqa: E402

HELP = {
    "embedding_size": "numbers that stand for one character",
    "hidden_size": "numbers in the hidden state",
    "batch_size": "stretches of text read side by side",
    "seq_len": "characters the gradient looks back over",
    "lr": "learning rate of Adam",
    "max_norm": "largest norm of a gradient before clipping",
    "seed": "seed of the random start",
    "dtype": "float32 (fast) or float64",
}


def positive(kind):
    """A type for argparse: a finite number above zero."""

    def parse(text: str):
        value = kind(text)
        if not 0 < value < float("inf"):
            raise argparse.ArgumentTypeError(f"must be positive, got {text}")
        return value

    parse.__name__ = kind.__name__  # argparse names it when it refuses a value
    return parse


def seed(text: str) -> int:
    """A type for argparse: a whole number that is not negative."""
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"must not be negative, got {text}")
    return value


def build_parser() -> argparse.ArgumentParser:
    """The options of train and sample."""
    parser = argparse.ArgumentParser(prog="python -m rnn_tutorial", description=__doc__)
    commands_ = parser.add_subparsers(required=True, metavar="train | sample")
    _add_train(commands_.add_parser("train", help="train a character model on a text"))
    _add_sample(commands_.add_parser("sample", help="let a trained model write"))
    return parser


def _add_train(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=commands.train)
    parser.add_argument("--text", type=Path, help="a UTF-8 file; default: 7 tragedies")
    parser.add_argument("--out", type=Path, required=True, help="the checkpoint file")
    parser.add_argument("--resume", action="store_true", help="go on from --out")
    parser.add_argument("--overwrite", action="store_true", help="replace --out")
    parser.add_argument(
        "--seconds", type=positive(float), help="stop after; default 60"
    )
    parser.add_argument("--steps", type=positive(int), help="stop at this step instead")
    for name, default in Settings()._asdict().items():
        kind = {"seed": seed, "dtype": str}.get(name) or positive(type(default))
        choices = ["float32", "float64"] if name == "dtype" else None
        option = "--" + name.replace("_", "-")
        text = f"{HELP[name]}; default {default}"
        parser.add_argument(option, type=kind, choices=choices, help=text)


def _add_sample(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=commands.sample)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--prompt", help="text to go on from; default: a new line")
    parser.add_argument("--length", type=positive(int), default=400)
    parser.add_argument("--temperature", type=positive(float), default=0.8)
    parser.add_argument("--seed", type=seed, default=0)


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit code, and one sentence for each thing that is wrong."""
    try:
        args = build_parser().parse_args(arguments)
        return args.run(args)
    except (ValueError, OSError, MemoryError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return commands.INTERRUPTED


if __name__ == "__main__":
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main())
