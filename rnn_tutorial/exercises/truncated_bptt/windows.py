"""What longer windows change, and a loop that cuts too much."""

import numpy as np

from ...cells import RNN
from ...tree import tree_map, zeros_like
from ..grading import Exercise, Mistake, sizes

longer_windows = Exercise(
    "B",
    (
        Mistake("A", "The states are carried: does a forward pass know of the seams?"),
        Mistake("C", "Half of this is right. Which of the two does a cut not touch?"),
        Mistake("D", "Longer windows hold more pairs of a loss and a use."),
    ),
)


def _windows(first, go_on):
    """Gradients of all windows: the first state, and what the next window gets."""

    def gradient(params, xs, h_0, es, K):
        h, dh, total = first(h_0), np.zeros_like(h_0), zeros_like(params)
        for start in range(0, len(xs), K):
            part = slice(start, start + K)
            _, last, cache = RNN.forward(params, xs[part], h)
            grads, _, dh_start = RNN.backward(params, cache, es[part], dh)
            total = tree_map(np.add, total, grads)
            h, dh = go_on(h_0, last, dh_start)
        return total

    return gradient


def _same(h_0):
    return h_0


def _whole(params, xs, h_0, es, K):
    return _carried(params, xs, h_0, es, len(xs))


def _last_only(params, xs, h_0, es, K):
    seam = (len(xs) - 1) // K * K
    h = RNN.forward(params, xs[:seam], h_0)[1] if seam else h_0
    return _whole(params, xs[seam:], h, es[seam:], K)


def _full_windows(params, xs, h_0, es, K):
    end = len(xs) // K * K
    return _carried(params, xs[:end], h_0, es, K)


def _own_state(params, xs, h_0, es, K):
    h, total = h_0, zeros_like(params)
    for start in range(0, len(xs), K):
        part = slice(start, start + K)
        _, h, cache = RNN.forward(params, xs[part], h)
        total = tree_map(np.add, total, RNN.backward(params, cache, es[part], h)[0])
    return total


_carried = _windows(_same, lambda h_0, h, dh: (h, zeros_like(h)))


def _draw(rng):
    B, D, H = sizes(rng, 3)
    K, T = int(rng.integers(2, 4)), int(rng.integers(5, 9))
    params, normal = RNN.init(rng, D, H), rng.standard_normal
    return params, normal((T, B, D)), normal((B, H)), normal((T, B, H)), K


mended_windows = Exercise(
    _carried,
    (
        Mistake(
            _windows(np.zeros_like, lambda h_0, h, dh: (zeros_like(h), zeros_like(h))),
            "Every window still starts from zeros: the state is cut with the gradient.",
        ),
        Mistake(
            _windows(_same, lambda h_0, h, dh: (h_0, zeros_like(h))),
            "Every window starts from h_0. The next one must go on from the last state "
            "of the one before.",
        ),
        Mistake(
            _windows(_same, lambda h_0, h, dh: (zeros_like(h), zeros_like(h))),
            "The first window starts from h_0, and all others from zeros.",
        ),
        Mistake(
            _windows(np.zeros_like, lambda h_0, h, dh: (h, zeros_like(h))),
            "The state is carried now, but the first window starts from zeros: the "
            "stream starts from h_0.",
        ),
        Mistake(
            _windows(_same, lambda h_0, h, dh: (h, dh)),
            "The gradient of one window is handed to the next: that is the wrong way "
            "in time. At a seam it is cut.",
        ),
        Mistake(
            _windows(_same, lambda h_0, h, dh: (dh, zeros_like(h))),
            "You carry dh, a gradient, where the next window needs a state.",
        ),
        Mistake(
            _windows(_same, lambda h_0, h, dh: (h, h)),
            "A state is handed over as the gradient at the end of a window. Nothing "
            "comes back across a seam: zeros.",
        ),
        Mistake(
            _own_state,
            "The window's own last state, just computed, goes into its backward pass "
            "as a gradient. Nothing comes back across a seam: zeros.",
        ),
        Mistake(
            _full_windows,
            "The last window is missing where it is shorter than K.",
        ),
        Mistake(_whole, "Nothing is cut: this is the gradient of the whole sequence."),
        Mistake(
            _last_only,
            "These are the gradients of the last window alone. All windows use the "
            "weights: add up.",
        ),
        Mistake(
            lambda *case: tree_map(lambda g: g / -(-len(case[1]) // case[4]),
                                   _carried(*case)),
            "That is the mean over the windows. A weight gets the sum over its uses.",
        ),
    ),
    _draw,
)  # fmt: skip
