"""The card beside an exhibit: which arrays fail, at which sizes, and what it learns."""

import difflib
import inspect
from typing import NamedTuple

import numpy as np

from ..tree import tree_items
from .bugs import BUGS, Bug
from .scenes import examine, scene

LARGE = 6, 3  # T and B of the last columns
COLUMNS = {
    "T=1": (1, 3, 1),  # T, B, and the number of calls
    "T=2": (2, 3, 1),
    "T=6": (*LARGE, 1),
    "B=1": (6, 1, 1),
    "again": (*LARGE, 2),
}
HEADER = "  T=1", " len", "  T=2", "  T=6", "  B=1", "again", " len"  # as wide as these
AGREES = "ok"


class Card(NamedTuple):
    """A table, one row an array, and lines below it. Prints as text."""

    rows: dict[str, tuple[str, ...]]
    lines: tuple[str, ...]

    def __repr__(self) -> str:
        width = max(map(len, self.rows))
        table = {"": HEADER, **self.rows}
        texts = [
            f"{name:<{width}} " + " ".join(map(str.rjust, cells, map(len, HEADER)))
            for name, cells in table.items()
        ]
        return "\n".join([*texts, *(["", *self.lines] if self.lines else [])])


def exhibit(number: int) -> Bug:
    """The exhibit of this number, counted from one."""
    if not 1 <= number <= len(BUGS):
        raise ValueError(f"number must lie between 1 and {len(BUGS)}, got {number}")
    return BUGS[number - 1]


def card(number: int, record: dict) -> Card:
    """What the check and the training record say of an exhibit."""
    bug = exhibit(number)
    rows, lines = report(bug.kind, bug.wrong, bug.right)
    return Card(rows, (*lines, *outcome(bug.name, record)))


def symptoms(kind: str, suspect) -> dict[str, tuple[str, ...]]:
    """For each array, "ok" or the cosine with the right gradient, for each column."""
    reports = [examine(kind, suspect, *sizes) for sizes in COLUMNS.values()]
    return {
        rows[0].name: tuple(AGREES if row.ok else f"{row.cosine:.2f}" for row in rows)
        for rows in zip(*(report.rows for report in reports), strict=True)
    }


def cosines(number: int) -> dict[str, float]:
    """The cosine of each array of an exhibit that fails at the large size."""
    bug = exhibit(number)
    rows = examine(bug.kind, bug.wrong, *LARGE).rows
    return {row.name: row.cosine for row in rows if not row.ok}


def report(kind: str, suspect, right) -> Card:
    """The card of a suspect that was never trained."""
    one, wrong = (
        differing(kind, suspect, right, *COLUMNS[name]) for name in ("T=1", "again")
    )
    rows = {
        name: (first, length(one, name), *rest, length(wrong, name))
        for name, (first, *rest) in symptoms(kind, suspect).items()
    }
    return Card(rows, (steps_of_xs(*wrong["xs"]),) if "xs" in wrong else ())


def plant(kind: str, line: str, wrong: str) -> Card:
    """The report of the right function of this kind, one line of it replaced."""
    rights = {bug.kind: bug.right for bug in BUGS if bug.caught}
    if kind not in rights:
        raise ValueError(f"kind must be one of {', '.join(rights)}, got {kind!r}")
    source = inspect.getsource(rights[kind])
    if source.count(line) != 1:
        raise ValueError(f"line must occur once in the source, got {line!r}")
    space = dict(rights[kind].__globals__)
    exec(source.replace(line, wrong), space)
    return report(kind, space[rights[kind].__name__], rights[kind])


def length(wrong: dict, name: str) -> str:
    """The length of an array that differs, as a multiple of the right one's."""
    if name not in wrong:
        return AGREES
    found, true = map(np.linalg.norm, wrong[name])
    return f"{found / true:.2f}"


def steps_of_xs(found, true) -> str:
    """At which steps the inputs' gradient fails."""
    pairs = enumerate(zip(found, true, strict=True), start=1)
    steps = [t for t, pair in pairs if not np.allclose(*pair)]
    return f"xs wrong at steps {' '.join(map(str, steps))} of {LARGE[0]}"


def differing(kind: str, suspect, right, T: int, B: int, calls: int) -> dict:
    """The suspect's and the right array, of each that differs in the last call."""
    gradients = scene(kind, T, B).gradients
    truth = {name: np.array(leaf) for name, leaf in tree_items(gradients(right))}
    for _ in range(calls):
        found = dict(tree_items(gradients(suspect)))
    pairs = {name: (found[name], leaf) for name, leaf in truth.items()}
    return {name: pair for name, pair in pairs.items() if not np.allclose(*pair)}


def outcome(name: str, record: dict) -> list[str]:
    """How many runs of each task were solved and how soon, beside the right program."""
    rival = record["rivals"][name]
    runs = [
        (task, *(found[key]["updates"] for key in (name, rival)))
        for task, found in record["tasks"].items()
    ]
    if name in record["costs"]:
        runs.append(record["costs"][name].values())
    return [compared(*run, record["limit"]) for run in runs]


def compared(task: str, wrong: list, right: list, limit: int) -> str:
    """The line of one task: the updates of the exhibit and of the right program."""
    (solved, soon), (others, theirs) = (count(runs, limit) for runs in (wrong, right))
    ours = f"{solved} of {len(wrong)}, {soon} updates"
    return f"{task}: {ours} (right {others}, {theirs})"


def count(updates: list, limit: int) -> tuple[int, str]:
    """How many seeds succeeded, and the median number of updates."""
    updates = np.array(updates)
    median = np.median(updates)
    soon = f"{median:.0f}" if median <= limit else f">{limit}"
    return int((updates <= limit).sum()), soon


def repair(number: int, context: int = 1) -> str:
    """The way from the exhibit to its right twin, as a diff of the two sources."""
    bug = exhibit(number)
    wrong, right = (inspect.getsource(f).splitlines() for f in (bug.wrong, bug.right))
    lines = difflib.unified_diff(wrong, right, lineterm="", n=context)
    return "\n".join(line for line in lines if line[:3] not in ("---", "+++", "@@ "))
