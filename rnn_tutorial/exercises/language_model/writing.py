"""A writer to mend: it continues a prompt by the likeliest symbols."""

import numpy as np

from ...models import language_model
from ...tree import tree_map
from ..grading import Exercise, Mistake, sizes
from .whole import ids_only


def _draw_model(rng):
    V, E, H = sizes(rng, 3)
    params = language_model.init(rng, 5 * V, E, 3 * H)
    params = tree_map(lambda p: p + rng.standard_normal(p.shape), params)
    prompt = rng.integers(5 * V, size=int(rng.integers(2, 6)))
    return params, prompt, int(rng.integers(5, 9)), rng.standard_normal((1, 3 * H))


def _writer(first, step):
    """A writer whose first prediction, or whose step, may be at fault."""

    def write(params, prompt, length, h_0):
        logits, h, _ = language_model.forward(params, prompt[:, None], h_0)
        written = [logits[first, 0].argmax()]
        while len(written) < length:
            symbol, h = step(params, written[-1], h, h_0, prompt)
            written.append(symbol)
        return np.array(written)

    return write


def _step(params, symbol, h, *_):
    """Read one symbol: the likeliest next one, and the new state."""
    logits, h, _ = language_model.forward(params, np.array([[symbol]]), h)
    return logits[0, 0].argmax(), h


_write = _writer(-1, _step)  # the right one


def _stuck(params, symbol, h, *_):
    return _step(params, symbol, h)[0], h


def _restarted(params, symbol, h, h_0, prompt):
    return _step(params, symbol, h_0)


def _unfed(params, symbol, h, h_0, prompt):
    return _step(params, prompt[-1], h)


def _prompt_forgotten(params, prompt, length, h_0):
    return _write(params, prompt[-1:], length, h_0)


def _state_forgotten(params, prompt, length, h_0):
    first = _write(params, prompt, 1, h_0)
    rest = _write(params, first, length, h_0)
    return np.concatenate([first, rest[: length - 1]])


def _twice(params, prompt, length, h_0):
    h = h_0
    for _ in range(length):
        logits, h, _ = language_model.forward(params, prompt[:, None], h)
        prompt = np.append(prompt, logits[-1, 0].argmax())
    return prompt[-length:]


def _end_read_twice(params, prompt, length, h_0):
    _, h, _ = language_model.forward(params, prompt[:, None], h_0)
    return _write(params, prompt[-1:], length, h)


def _zero_start(params, prompt, length, h_0):
    return _write(params, prompt, length, np.zeros_like(h_0))


def _late(params, prompt, length, h_0):
    return _write(params, prompt, length + 1, h_0)[1:]


def _prompt_kept(*case):
    return np.concatenate([case[1], _write(*case)])


_exercise = Exercise(
    _write,
    draw=_draw_model,
    mistakes=(
        Mistake(
            _writer(0, _stuck),
            "There are two faults in it.",
        ),
        Mistake(
            _writer(-1, _stuck),
            "The first symbol is right now. But the state stands still: every step of"
            " the loop starts where the prompt ended.",
        ),
        Mistake(
            _writer(0, _step),
            "The loop is right now. But the first symbol is the one predicted after"
            " the *first* symbol of the prompt, not after its last.",
        ),
        Mistake(
            _writer(-1, _restarted),
            "Each step of the loop starts from `h_0`, so the model forgets the prompt"
            " and what it has written.",
        ),
        Mistake(
            _writer(0, _restarted),
            "The first symbol is predicted after the first symbol of the prompt, and"
            " each step of the loop starts from `h_0` again.",
        ),
        Mistake(
            _writer(-1, _unfed),
            "The loop reads the end of the prompt again and again. What it writes must"
            " be its next input.",
        ),
        Mistake(
            _prompt_forgotten,
            "The model has read the last symbol of the prompt only. The state needs"
            " all of them.",
        ),
        Mistake(
            _state_forgotten,
            "The first symbol is right. Then the loop starts from `h_0` and goes on"
            " from there, so the prompt is forgotten.",
        ),
        Mistake(
            _twice,
            "The state is carried, and yet the prompt is read again. A carried state"
            " has read it: feed only the new symbol.",
        ),
        Mistake(
            _end_read_twice,
            "The last symbol of the prompt is read twice: once in the prompt, and once"
            " more as the first input of the loop.",
        ),
        Mistake(
            _zero_start,
            "You read the prompt from a zero state. Where do you use `h_0`?",
        ),
        Mistake(
            _late,
            "Your text comes one symbol too late. The first one is predicted before"
            " the loop reads anything.",
        ),
        Mistake(
            _prompt_kept,
            "The prompt stands before your text. Return only what was written.",
        ),
    ),
)

write_greedily = ids_only(_exercise)
