"""The score of a mutation run, module by module, and the survivors."""

import json
import tomllib
from collections import Counter
from pathlib import Path

from .mutants import Mutant

KILLED, EQUIVALENT, SURVIVED = "killed", "equivalent", "survived"


def key(mutant: Mutant) -> tuple[str, str, str]:
    """What a list of equivalents names: no line number, which an edit would move."""
    return mutant.module, mutant.was, mutant.becomes


def read_equivalents(file: Path) -> dict[tuple[str, str, str], str]:
    """The changes that change no result, each with the reason."""
    groups = tomllib.loads(file.read_text(encoding="utf-8"))["equivalent"]
    return {
        (group["module"], was, becomes): group["reason"]
        for group in groups
        for was, becomes in group["changes"]
    }


def fate(mutant: Mutant, noticed: str, equivalents) -> str:
    """One of the three words."""
    if noticed:
        return KILLED
    return EQUIVALENT if key(mutant) in equivalents else SURVIVED


def score(counts: Counter) -> float:
    """Killed, as a share of all but the equivalent; 1.0 where there is nothing."""
    judged = counts[KILLED] + counts[SURVIVED]
    return counts[KILLED] / judged if judged else 1.0


def counted(outcomes: dict[Mutant, str], equivalents) -> dict[str, Counter]:
    """How many mutants of each module met which fate."""
    counts = {}
    for mutant, noticed in outcomes.items():
        fates = counts.setdefault(mutant.module, Counter())
        fates[fate(mutant, noticed, equivalents)] += 1
    return dict(sorted(counts.items()))


def record(file: Path, counts: dict[str, Counter]) -> None:
    """Store the counts of these modules beside those of the others."""
    known = read_record(file) if file.exists() else {}
    text = json.dumps(dict(sorted({**known, **counts}.items())), indent=1)
    file.write_text(text + "\n", encoding="utf-8")


def read_record(file: Path) -> dict[str, Counter]:
    """The last counts of every module."""
    stored = json.loads(file.read_text(encoding="utf-8"))
    return {module: Counter(fates) for module, fates in stored.items()}


def table(counts: dict[str, Counter]) -> str:
    """One line a module, and one for all."""
    rows = {**counts, "all modules": sum(counts.values(), Counter())}
    width = max(map(len, rows))
    head = f"{'module':<{width}}  killed  equivalent  survived  score"
    return "\n".join([head, *(_row(name, rows[name], width) for name in rows)])


def _row(name, counts, width):
    killed, equivalent, survived = (counts[f] for f in (KILLED, EQUIVALENT, SURVIVED))
    numbers = f"{killed:6}  {equivalent:10}  {survived:8}  {100 * score(counts):4.1f}%"
    return f"{name:<{width}}  {numbers}"


def survivors(outcomes: dict[Mutant, str], equivalents) -> str:
    """What no test noticed, in the form of the list of equivalents."""
    left = [m for m, n in outcomes.items() if fate(m, n, equivalents) == SURVIVED]
    left.sort(key=lambda m: (m.module, m.lines, m.place, m.variant))
    return "\n".join(
        f"{m.module}:{m.lines[0]}\n  {m.was!r}\n  {m.becomes!r}" for m in left
    )


def stale(outcomes: dict[Mutant, str], equivalents) -> list[tuple[str, str, str]]:
    """Listed changes that a test notices or that the source no longer has."""
    modules = {mutant.module for mutant in outcomes}
    alive = {key(mutant) for mutant, noticed in outcomes.items() if not noticed}
    return [k for k in equivalents if k[0] in modules and k not in alive]
