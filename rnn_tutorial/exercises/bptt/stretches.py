"""Backpropagation that keeps few states, and recomputes each stretch between two."""

import numpy as np

from ...cells import rnn
from ...tree import tree_map
from ..grading import Exercise, Mistake, sizes


def _dh_0(dh_0, dh_T):
    return dh_0


def _parts(params, xs, kept, es, K, carried=_dh_0, order=reversed):
    """The gradients of each stretch, in the order in which they are computed."""
    dh_T, grads = np.zeros_like(kept[0]), []
    for n in order(range(len(kept))):
        part = slice(n * K, n * K + K)
        _, _, cache = rnn.forward(params, xs[part], kept[n])
        new, _, dh_0 = rnn.backward(params, cache, es[part], dh_T)
        dh_T = carried(dh_0, dh_T)
        grads.append(new)
    return grads


def _added(parts):
    return tree_map(lambda *grads: sum(grads), *parts)


def _whole_stretches_only(params, xs, kept, es, K):
    n = len(xs) // K
    return _added(_parts(params, xs[: n * K], kept[:n], es[: n * K], K))


def _from_one_state(params, xs, kept, es, K):
    return _added(_parts(params, xs, [kept[0]] * len(kept), es, K))


def _draw(rng):
    (T, K), (B, D, H) = rng.integers((4, 2), (12, 5)), sizes(rng, 3)
    params, xs, h_0 = rnn.init(rng, D, H), rng.normal(size=(T, B, D)), np.zeros((B, H))
    hs, _, _ = rnn.forward(params, xs, h_0)
    kept = [h_0, *hs[K - 1 : T - 1 : K]]
    return params, xs, kept, rng.normal(size=(T, B, H)), int(K)


checkpointed = Exercise(
    lambda *case: _added(_parts(*case)),
    (
        Mistake(
            lambda *case: _added(_parts(*case, carried=lambda dh_0, dh_T: 0 * dh_0)),
            "The gradient is cut between two stretches: that is truncation. What one "
            "stretch returns as dh_0 is what the stretch before it gets as dh_T.",
        ),
        Mistake(
            lambda *case: _added(_parts(*case, order=list)),
            "The stretches run from the first to the last. The gradient comes from the "
            "end: the last stretch goes first.",
        ),
        Mistake(
            lambda *case: _added(_parts(*case, carried=np.add)),
            "dh_0 is added to dh_T, which it holds already. It takes its place.",
        ),
        Mistake(
            _from_one_state,
            "Every stretch starts from h_0. The states must be those of the forward "
            "pass: kept[n] stands in front of stretch n.",
        ),
        Mistake(
            _whole_stretches_only,
            "The last stretch is forgotten where it is shorter than K. There is one "
            "for each kept state.",
        ),
        Mistake(
            lambda *case: _parts(*case),
            "That is a list with the gradients of each stretch. All stretches use the "
            "weights: add up, array by array.",
        ),
        Mistake(
            lambda *case: _parts(*case)[-1],
            "These are the gradients of the first stretch alone. All stretches use the "
            "weights, so their gradients add up.",
        ),
        Mistake(
            lambda *case: _parts(*case)[0],
            "These are the gradients of the last stretch alone. All stretches use the "
            "weights, so their gradients add up.",
        ),
        Mistake(
            lambda *case: tree_map(lambda g: g / len(case[2]), _added(_parts(*case))),
            "That is the mean over the stretches. A weight gets the sum over its uses.",
        ),
        Mistake(
            lambda *case: _added(_parts(*case))._asdict(),
            "The numbers are right. Return them as a tuple, W_xh first, as "
            "`rnn.backward` does.",
        ),
    ),
    _draw,
)
