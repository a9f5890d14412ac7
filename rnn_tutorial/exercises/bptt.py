"""Graded exercises of the chapter on backpropagation through time."""

import numpy as np

from ..tree import tree_map
from . import bptt_walks as walks
from .bptt_walks import through
from .grading import Exercise, Mistake

# What several of the exercises have to say of the same slip.
ALONE = (
    "Each step hears only its own loss: the immediate derivative. What happens at step "
    "k also moves the states after k, so two signals meet at a state."
)
NO_SLOPE = (
    "tanh' is missing. dh_t belongs to the state, da_t to what stands inside tanh: a "
    "factor lies between them."
)
OUTSIDE = (
    "The future does not go through tanh' of the step that it reaches. It arrives at "
    "h_t, as e_t does."
)
INSIDE = "e_t does not go through tanh'. It arrives at h_t, as the future does."
SIGNAL = (
    "The weight meets dh_t where da_t belongs: it stands inside tanh, so the signal "
    "passes tanh' before it meets the weight."
)
STRAIGHT = (
    "W_hh is not transposed: (W_hh)_ij leads from unit i to unit j, and the way back "
    "leads from j to i."
)
PARTNER = "da_t is paired with h_t. Look at a_t: which state does the weight multiply?"

copies_gradient = Exercise(
    walks.unit(),
    (
        Mistake(walks.unit(meet=walks.alone), ALONE),
        Mistake(walks.unit(meet=walks.no_slope), NO_SLOPE),
        Mistake(walks.unit(meet=walks.outside), OUTSIDE),
        Mistake(walks.unit(meet=walks.inside), INSIDE),
        Mistake(walks.unit(lambda w, da, at: at.dh * w), SIGNAL),
        Mistake(walks.unit(partner=walks.AFTER), PARTNER),
        Mistake(
            lambda w, hs, es: walks.unit()(w, hs, np.where(es == es[-1], es, 0)),
            "Only the last loss is heard. Every step has one: add e_t at every state.",
        ),
        Mistake(
            walks.unit(lambda w, da, at: da),
            "The step back from a_t to h_{t-1} has a factor too: what multiplies "
            "h_{t-1} in a_t?",
        ),
        Mistake(
            walks.unit(lambda w, da, at: at.future + da * w),
            "The future is added to the old one, which da_t holds already: it counts "
            "twice.",
        ),
        Mistake(
            lambda w, hs, es: np.sum(walks.unit()(w, hs, es)),
            "That is the gradient of the shared w. Return those of the copies, one for "
            "each step.",
        ),
    ),
    walks.draw_unit,
)

learned_gradient = Exercise(
    lambda W_hh, da_1: (da_1 @ W_hh.T).sum(axis=0),
    (
        Mistake(lambda W_hh, da_1: (da_1 @ W_hh).sum(axis=0), STRAIGHT),
        Mistake(
            lambda W_hh, da_1: (da_1 @ W_hh.T).mean(axis=0),
            "That is the mean over the batch. Each sequence uses the row once, and the "
            "gradients of the uses add up.",
        ),
        Mistake(
            lambda W_hh, da_1: da_1 @ W_hh.T,
            "That is dh_0, with one row for each sequence. The parameter is one row "
            "that all of them use: what becomes of the gradients of its uses?",
        ),
        Mistake(
            lambda W_hh, da_1: da_1.sum(axis=0),
            "That is the gradient at a_1, as for a bias. The row enters a_1 through "
            "W_hh: one product is missing.",
        ),
    ),
    walks.draw_learned,
)

trace = Exercise(
    "C",
    (
        Mistake(
            "A",
            "With that fault the check passes at T = 1, since there is no future yet. "
            "Here h_0 fails there already.",
        ),
        Mistake(
            "B",
            "That product feeds dW_hh and nothing else: all other arrays would pass, "
            "at every T.",
        ),
        Mistake(
            "D",
            "Without tanh' every da_t is wrong: at T = 1 all five arrays would fail.",
        ),
    ),
)

recurrent_gradient = Exercise(
    walks.layer(),
    (
        Mistake(
            walks.layer(meet=walks.outside, partner=walks.AFTER),
            "Both faults are still there. Which of them shows at T = 1?",
        ),
        Mistake(walks.layer(meet=walks.outside), "One fault is gone. " + OUTSIDE),
        Mistake(walks.layer(partner=walks.AFTER), "One fault is gone. " + PARTNER),
        Mistake(walks.layer(meet=walks.alone), ALONE),
        Mistake(walks.layer(meet=walks.inside), INSIDE),
        Mistake(walks.layer(meet=walks.no_slope), NO_SLOPE),
        Mistake(walks.layer(lambda W, da, at: through(W, at.dh, at)), SIGNAL),
        Mistake(walks.layer(lambda W, da, at: da @ W), STRAIGHT),
        Mistake(
            walks.layer(lambda W, da, at: da @ W.T * at.slope, walks.outside),
            "The future goes through tanh' of the step that it leaves. It needs the "
            "slope of the step that it reaches.",
        ),
        Mistake(
            walks.layer(partner=walks.FIRST),
            "Every da_t is paired with h_0. The partner moves with t.",
        ),
    ),
    walks.draw_layer,
)

skip_gradients = Exercise(
    walks.skip(),
    (
        Mistake(
            walks.skip(through),
            "That is the plain cell. Here h_{t-1} also goes straight into h_t, past "
            "tanh: a second way back.",
        ),
        Mistake(
            walks.skip(lambda W, da, at: at.dh),
            "Only the straight way is heard. h_{t-1} also stands inside tanh.",
        ),
        Mistake(
            walks.skip(lambda W, da, at: da + through(W, da, at)),
            "The straight way does not pass tanh: it carries dh_t, not da_t.",
        ),
        Mistake(
            walks.skip(lambda W, da, at: at.e + through(W, da, at)),
            "The straight way carries e_t only. All that arrives at h_t goes on: e_t "
            "and the future.",
        ),
        Mistake(walks.skip(lambda W, da, at: at.dh + through(W, at.dh, at)), SIGNAL),
        Mistake(walks.skip(lambda W, da, at: at.dh + da @ W), STRAIGHT),
        Mistake(walks.skip(meet=walks.no_slope), NO_SLOPE),
        Mistake(walks.skip(meet=walks.outside), OUTSIDE),
        Mistake(walks.skip(meet=walks.alone), ALONE),
    ),
    walks.draw_skip,
)


def _added(parts):
    return tree_map(lambda *grads: sum(grads), *parts)


checkpointed = Exercise(
    lambda *case: _added(walks.stretches(*case)),
    (
        Mistake(
            lambda *case: _added(walks.stretches(*case, carried=np.zeros_like)),
            "The gradient is cut between two stretches: that is truncation. What one "
            "stretch returns as dh_0 is what the stretch before it gets as dh_T.",
        ),
        Mistake(
            lambda *case: _added(walks.stretches(*case, order=list)),
            "The stretches run from the first to the last. The gradient comes from the "
            "end: the last stretch goes first.",
        ),
        Mistake(
            lambda *case: walks.stretches(*case)[-1],
            "These are the gradients of the first stretch alone. All stretches use the "
            "weights, so their gradients add up.",
        ),
        Mistake(
            lambda *case: walks.stretches(*case)[0],
            "These are the gradients of the last stretch alone. All stretches use the "
            "weights, so their gradients add up.",
        ),
    ),
    walks.draw_stretches,
)
