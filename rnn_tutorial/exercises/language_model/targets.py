"""The targets of a window: the inputs, one symbol later."""

import numpy as np

from ..grading import Exercise, Mistake, sizes
from .whole import ids_only


def _draw(rng):
    T, B, n_windows = sizes(rng, 3)
    columns = rng.integers(100, size=(T * (n_windows + 3), B))
    return columns, T, int(rng.integers(2, n_windows + 1))


def _inputs(columns, T, step):
    return columns[step * T : (step + 1) * T]


def _targets(columns, T, step):
    return columns[step * T + 1 : (step + 1) * T + 1]


def _padded(columns, T, step):
    return np.concatenate([_inputs(columns, T, step)[1:], 0 * columns[:1]])


_exercise = Exercise(
    _targets,
    draw=_draw,
    mistakes=(
        Mistake(
            _inputs,
            "These are the inputs themselves. A network trained on them learns to"
            " repeat what it reads: each target is one symbol later.",
        ),
        Mistake(
            lambda *case: np.roll(_inputs(*case), -1, axis=0),
            "The last target is the window's first input. It must be the first symbol"
            " behind the window: cut from `columns`, not from the inputs.",
        ),
        Mistake(
            lambda *case: _inputs(*case)[1:],
            "The last target is missing. It stands just behind the window: shift the"
            " end of the slice as well as its start.",
        ),
        Mistake(
            _padded,
            "The last target is 0. It must be the first symbol behind the window: cut"
            " from `columns`, not from the inputs.",
        ),
        Mistake(
            lambda columns, T, step: columns[step * T : (step + 1) * T + 1],
            "These are T + 1 symbols: the inputs and the last target. Leave out the"
            " first one.",
        ),
        Mistake(
            lambda columns, T, step: columns[step * T - 1 : (step + 1) * T - 1],
            "These are the symbols *before* the inputs. The model predicts forward.",
        ),
        Mistake(
            lambda columns, T, step: columns[step * T + 2 : (step + 1) * T + 2],
            "Each target is two symbols after its input. One of the two shifts is too"
            " many.",
        ),
        Mistake(
            lambda columns, T, step: columns[step * T + 1 : (step + 1) * T + 2],
            "These are T + 1 targets. The slice ends one row too late.",
        ),
        Mistake(
            lambda columns, T, step: _targets(columns, T, step + 1),
            "These are the targets of the next window: you shift by T + 1 rows, and"
            " one is right.",
        ),
        Mistake(
            lambda columns, T, step: columns[step + 1 : step + 1 + T],
            "This window starts at row `step`. Window number `step` has `step` whole"
            " windows of T rows before it.",
        ),
        Mistake(
            lambda columns, T, step: _targets(columns, T, step - 1),
            "These are the targets of the window before. Windows count from 0.",
        ),
        Mistake(
            lambda columns, T, step: _targets(columns, T, 0),
            "These are the targets of window 0, whatever `step` is.",
        ),
        Mistake(
            lambda columns, T, step: _inputs(columns, T, step + 1),
            "This is the whole next window. A target is *one* symbol after its input,"
            " not T.",
        ),
        Mistake(
            lambda columns, T, step: columns[step * (T + 1) + 1 : (step + 1) * (T + 1)],
            "Your windows are T + 1 rows apart, so a symbol between two of them is"
            " never read. They are T rows apart: the last target of one is the first"
            " input of the next.",
        ),
        Mistake(
            lambda columns, T, step: columns[step * T + 1 :],
            "Your slice runs to the end of the text. A window has T targets.",
        ),
        Mistake(
            lambda columns, T, step: columns[:, step * T + 1 : (step + 1) * T + 1],
            "You cut along the second axis, which is the batch. Time is the first.",
        ),
        Mistake(
            lambda *case: _inputs(*case) + 1,
            "You add 1 to the symbols. The target is the symbol one *row* later: add"
            " 1 to the place.",
        ),
        Mistake(
            lambda *case: (_inputs(*case), _targets(*case)),
            "The targets are right. Return them alone, without the inputs.",
        ),
    ),
)

next_symbols = ids_only(_exercise)
