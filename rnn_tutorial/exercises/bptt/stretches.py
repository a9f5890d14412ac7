"""Backpropagation that keeps few states, and recomputes each stretch between two."""

import numpy as np

from ...cells import rnn
from ...tree import tree_map
from ..grading import Exercise, Mistake, sizes


def _dh_0(dh_0, dh_T):
    return dh_0


def _cut(dh_0, dh_T):
    return np.zeros_like(dh_0)


def _nothing(params, xs, kept):
    return np.zeros_like(kept[0])


def _last_state(params, xs, kept):
    return rnn.forward(params, xs, kept[0])[1]


def _parts(
    params, xs, kept, es, K, carried=_dh_0, order=reversed, long=1, start=_nothing
):
    """The gradients of each stretch, in the order in which they are computed."""
    dh_T, grads = start(params, xs, kept), []
    for n in order(range(len(kept))):
        part = slice(n * K, (n + long) * K)
        _, _, cache = rnn.forward(params, xs[part], kept[n])
        new, _, dh_0 = rnn.backward(params, cache, es[part], dh_T)
        dh_T = carried(dh_0, dh_T)
        grads.append(new)
    return grads


def _added(parts):
    return tree_map(lambda *grads: sum(grads), *parts)


def _whole_stretches_only(params, xs, kept, es, K):
    return _added(_parts(params, xs, kept[: len(xs) // K], es, K))


def _from_one_state(params, xs, kept, es, K):
    return _added(_parts(params, xs, [kept[0]] * len(kept), es, K))


def _from_zeros(params, xs, kept, es, K):
    return _added(_parts(params, xs, np.zeros_like(kept), es, K))


def _whole_from_zero(params, xs, kept, es, K):
    return _added(_parts(params, xs, [np.zeros_like(kept[0])], es, len(xs)))


def _one_state_back(params, xs, kept, es, K):
    return _added(_parts(params, xs, np.roll(kept, 1, axis=0), es, K))


def _even_stretches(params, xs, kept, es, K):
    return _added(_parts(params, xs, kept, es, len(xs) // len(kept)))


def _state_for_gradient(params, xs, kept, es, K):
    grads = []
    for n, h in enumerate(kept):
        part = slice(n * K, n * K + K)
        _, h_T, cache = rnn.forward(params, xs[part], h)
        grads.append(rnn.backward(params, cache, es[part], h_T)[0])
    return _added(grads)


def _draw(rng):
    last, K, N = (int(n) for n in rng.integers(1, 5, 3))  # N stretches of K steps
    T = (N - 1) * K + min(last, K) if N > 1 else K
    B, D, H = sizes(rng, 3)
    params, xs = rnn.init(rng, D, H), rng.normal(size=(T, B, D))
    h_0 = rng.uniform(-0.9, 0.9, (B, H))
    hs, _, _ = rnn.forward(params, xs, h_0)
    kept = [h_0, *hs[K - 1 : T - 1 : K]]
    return params, xs, kept, rng.normal(size=(T, B, H)), K


checkpointed = Exercise(
    lambda *case: _added(_parts(*case)),
    (
        Mistake(
            lambda *case: _added(_parts(*case, carried=_cut)),
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
            _from_zeros,
            "Every stretch starts from zeros. The states must be those of the forward "
            "pass: kept[n] stands in front of stretch n.",
        ),
        Mistake(
            _whole_from_zero,
            "The forward pass starts from zeros. It started from h_0, which is kept[0] "
            "and need not be zero.",
        ),
        Mistake(
            _one_state_back,
            "Each stretch starts from the state in front of the stretch before it, and "
            "the first from the last kept one. kept[0] is h_0.",
        ),
        Mistake(
            lambda *case: _added(_parts(*case, long=2)),
            "Every stretch takes two times K steps, so neighbours overlap, and their "
            "steps count twice.",
        ),
        Mistake(
            _even_stretches,
            "The stretches are cut evenly. They have K steps each, and the last one "
            "what is left: T / len(kept) need not be K.",
        ),
        Mistake(
            _state_for_gradient,
            "A state is handed over as dh_T. It must be a gradient: what the stretch "
            "behind sends back to this one.",
        ),
        Mistake(
            lambda *case: _added(_parts(*case, start=_last_state)),
            "The last stretch gets a state as dh_T. It must be a gradient, and no loss "
            "stands behind the last step.",
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
