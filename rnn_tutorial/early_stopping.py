"""Keep the parameters that did best on text which training does not see."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import NamedTuple

from .tree import Tree


class Stopped(NamedTuple):
    """The best parameters, when they came, and every score on the way."""

    params: Tree
    step: int  # updates done when `params` were measured
    scores: tuple[float, ...]  # one for each measurement


def early_stopping(
    progress: Iterable, score: Callable[[Tree], float], every: int, patience: int
) -> Stopped:
    """Measure every `every` updates; stop after `patience` measurements without a gain.

    `progress` is what `train` yields, or a part of it; `score(params)` is a loss, and
    lower is better. Raises ValueError if no score was finite,
    or none was taken.
    """
    _check_positive(every=every, patience=patience)
    best, kept, at, scores = float("inf"), None, 0, []
    for state, *_ in islice(progress, every - 1, None, every):
        scores.append(score(state.params))
        if scores[-1] < best:
            best, kept, at = scores[-1], state, len(scores)
        if len(scores) - at >= patience:
            break
    if kept is None:
        raise ValueError(f"no finite score: {len(scores)} measurements were made")
    return Stopped(kept.params, int(kept.step), tuple(scores))


def _check_positive(**counts: int) -> None:
    for name, count in counts.items():
        if count < 1:
            raise ValueError(f"{name} must be at least 1, got {count}")
