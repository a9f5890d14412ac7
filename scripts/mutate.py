"""Mutate the package, run the tests that may notice, and print the score.

    python scripts/mutate.py [--jobs N] [--verify N] [--record FILE] [--tests FILE ...]
                              [MODULE ...]

A module is a file or a folder of the package: cells/rnn.py, optim. Without any, all
are mutated. Fails if a change survives and tests/equivalent_mutants.toml lacks it.
The counts of each module go into tests/recorded/mutation.json.
"""

import argparse
import random
import sys
import time
from pathlib import Path

import pytest
from mutation.mutants import mutants
from mutation.report import (
    counted,
    read_equivalents,
    record,
    stale,
    survivors,
    table,
)
from mutation.session import PACKAGE, ROOT, MutationSession, tried_afresh

EQUIVALENTS = ROOT / "tests" / "equivalent_mutants.toml"
RECORD = ROOT / "tests" / "recorded" / "mutation.json"


def files(names: list[str]) -> list[Path]:
    """The Python files that the names stand for."""
    places = [PACKAGE / name for name in names] or [PACKAGE]
    missing = [str(place) for place in places if not place.exists()]
    if missing:
        sys.exit(f"not in the package: {', '.join(missing)}")
    return [
        f for p in places for f in ([p] if p.is_file() else sorted(p.rglob("*.py")))
    ]


def arguments():
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time")
    parser.add_argument("--verify", type=int, default=0, help="noticed ones, afresh")
    parser.add_argument("--record", type=Path, default=RECORD, help="of the counts")
    parser.add_argument("--tests", nargs="+", default=["tests"], help="default: all")
    return parser.parse_args()


def say(text: str) -> None:
    """Tell what is going on, with the minute; pytest keeps the standard output."""
    print(f"{time.strftime('%H:%M')} {text}", file=sys.__stderr__, flush=True)


def run(given) -> dict:
    """Every mutant of the modules, and what noticed it."""
    named = [(str(f.relative_to(PACKAGE)), f.read_text()) for f in files(given.modules)]
    found = [mutant for name, source in named for mutant in mutants(name, source)]
    say(f"{len(found)} mutants of {len(named)} files")
    session = MutationSession(found, given.jobs, say)
    options = ["-p", "no:terminal", "-p", "no:cacheprovider"]
    pytest.main([*options, *given.tests], plugins=[session])
    if len(session.outcomes) < len(found):
        sys.exit("not every mutant was tried: did pytest find the tests?")
    return session.outcomes


def verified(outcomes: dict, count: int) -> str:
    """Whether the test that noticed does so, too, where the changed source is imported.

    The quick way keeps what an import computed from the unchanged source.
    """
    noticed = sorted(m for m, name in outcomes.items() if "::" in name)
    chosen = random.Random(0).sample(noticed, min(count, len(noticed)))
    wrong = [m for m in chosen if not tried_afresh(m, [outcomes[m]])]
    return "".join(
        [
            f"{len(chosen) - len(wrong)} of {len(chosen)} noticed afresh, too.\n",
            *(f"  not: {m.module}:{m.lines[0]} {m.becomes}\n" for m in wrong),
        ]
    )


def main() -> None:
    """Run, record the counts, and fail for a survivor that is not accounted for."""
    given, known = arguments(), read_equivalents(EQUIVALENTS)
    outcomes = run(given)
    left, old = survivors(outcomes, known), stale(outcomes, known)
    text = table(counted(outcomes, known))
    text += f"\n\nSurvivors:\n{left}\n" if left else "\n\nNo survivor.\n"
    text += "".join(f"Listed as equivalent, and is not: {k}\n" for k in old)
    text += verified(outcomes, given.verify) if given.verify else ""
    record(given.record, counted(outcomes, known))
    print(text)
    sys.exit(bool(left or old))


if __name__ == "__main__":
    main()
