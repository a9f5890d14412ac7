"""One sequence: its weights, its states, and which noun decides."""

import numpy as np

from ...cells import rnn
from ..grading import Exercise, Mistake, sizes


def _weights(T, B, D, H, V):
    return D * H + H * H + H + H * V + V


count_weights = Exercise(
    _weights,
    (
        Mistake(
            lambda T, B, D, H, V: D * H + H * H + H * V,
            "The three matrices are right. Two arrays are missing: the biases.",
        ),
        Mistake(
            lambda T, B, D, H, V: D * H + H * H + H,
            "That is the cell alone. The output has its own weights and bias.",
        ),
        Mistake(
            lambda T, *rest: T * _weights(T, *rest),
            "That is one set of weights a step. All T steps share one set.",
        ),
        Mistake(
            lambda T, B, D, H, V: T * (D * H + H * H + H) + H * V + V,
            "That is one cell a step. All T steps share one cell.",
        ),
        Mistake(
            lambda T, B, *rest: B * _weights(T, B, *rest),
            "That is one set of weights a sequence. The whole batch shares one set.",
        ),
        Mistake(
            lambda T, B, D, H, V: D * H + H + H * V + V,
            "That network has no memory: the weights from state to state are missing.",
        ),
        Mistake(
            lambda T, B, *rest: T * B * _weights(T, B, *rest),
            "You count anew for each step and sequence. All of them share one set.",
        ),
        Mistake(
            lambda *sizes: _weights(*sizes) - sizes[3],
            "Only the bias of the state is missing.",
        ),
        Mistake(
            lambda *sizes: _weights(*sizes) - sizes[4],
            "Only the bias of the output is missing.",
        ),
        Mistake(
            lambda *sizes: _weights(*sizes) + sizes[3],
            "That is H too many: the two products of the cell share one bias.",
        ),
        Mistake(
            lambda T, B, D, H, V: _weights(T, B, D, H, V) + (B - 1) * (H + V),
            "You count both biases for each row of the batch. All rows share them.",
        ),
        Mistake(
            lambda T, B, D, H, V: _weights(T, B, D, H, V) + (B - 1) * H,
            "The bias of the state is (H,), not (B, H): all rows share it.",
        ),
        Mistake(
            lambda T, B, D, H, V: _weights(T, B, D, H, V) + (B - 1) * V,
            "The bias of the output is (V,), not (B, V): all rows share it.",
        ),
        Mistake(
            lambda T, B, D, H, V: _weights(T, B, D, H, V) + (D - H) * V,
            "The output reads the state, not the input: what is the shape of W_hy?",
        ),
        Mistake(
            lambda T, B, D, H, V: _weights(T, B, D, H, V) + H - V,
            "The bias of the output is added to V scores: how many numbers is that?",
        ),
    ),
    lambda rng: sizes(rng, 5),
)


def _draw_run(rng):
    T, B, D, H = sizes(rng, 4)
    params = rnn.init(rng, D, H)._replace(b_h=rng.standard_normal(H))
    return params, rng.standard_normal((T, B, D)), rng.standard_normal((B, H))


def _run(params, xs, h_0):
    return rnn.forward(params, xs, h_0)[0]


def _transposed(params):
    return params._replace(W_hh=params.W_hh.T)


def _always_from_h_0(params, xs, h_0):
    return np.array([rnn.step(params, x_t, h_0) for x_t in xs])


def _linear(params, xs, h_0):
    hs = [h_0]
    for projected_t in rnn.project(params, xs):
        hs.append(projected_t + hs[-1] @ params.W_hh)
    return np.array(hs[1:])


run_cell = Exercise(
    _run,
    (
        Mistake(
            lambda params, *rest: _always_from_h_0(_transposed(params), *rest),
            "No state is right, not even h_1: begin there. Compare it with "
            "`rnn.step(params, xs[0], h_0)`.",
        ),
        Mistake(
            lambda params, *rest: _run(_transposed(params), *rest),
            "One bug is left, and h_1 has it already: look at a single step. "
            "A weight has the shape (in, out), and the row stands to its left.",
        ),
        Mistake(
            _always_from_h_0,
            "One bug is left. h_1 is right, and every later state is wrong: "
            "which state does each step read?",
        ),
        Mistake(
            lambda params, xs, h_0: np.concatenate([h_0[None], _run(params, xs, h_0)]),
            "The states are right, but h_0 comes with them: begin with h_1.",
        ),
        Mistake(lambda *a: _run(*a)[-1], "That is the last state: all T are wanted."),
        Mistake(
            lambda *a: (_run(*a), _run(*a)[-1]),
            "The states are right. Return them alone: the last one is among them.",
        ),
        Mistake(
            lambda *a: np.array([_run(*a)[-1]] * len(a[1])),
            "Every row is the last state: the list holds one array, T times. "
            "Each step must make a new one.",
        ),
        Mistake(_linear, "The tanh has gone missing."),
        Mistake(
            lambda params, xs, h_0: np.tanh(rnn.project(params, xs)),
            "These states know nothing of the past: h_{t-1} @ W_hh is missing.",
        ),
        Mistake(
            lambda params, *rest: _run(params._replace(b_h=0.0), *rest),
            "The bias has gone missing.",
        ),
        Mistake(
            lambda params, xs, h_0: _run(params, xs, np.zeros_like(h_0)),
            "You start from zero: the first step must read the h_0 it is given.",
        ),
    ),
    _draw_run,
)


turning_point = Exercise(
    lambda u: u / np.tanh(u),
    (
        Mistake(
            lambda u: 1 / np.tanh(u),
            "That is right for u = 1 only: the last noun pulls with u, not with 1.",
        ),
        Mistake(
            lambda u: 1 / np.tanh(1),
            "That is the number for u = 1. Other u have other turning points.",
        ),
        Mistake(
            lambda u: 1.0,
            "That is where an echo begins to stay. Here it has to outweigh a noun too, "
            "and tanh makes it smaller at each step.",
        ),
        Mistake(
            lambda u: np.sqrt(u / np.tanh(u)),
            "You have left out the tanh of step 2: h_2 is not w h_1, but its tanh.",
        ),
        Mistake(
            lambda u: -u / np.tanh(u),
            "That w solves the equation too, but w > 0 is wanted.",
        ),
        Mistake(lambda u: np.tanh(u) / u, "That is upside down: solve for w again."),
        Mistake(lambda u: u * np.tanh(u), "Solve for w again: divide by the tanh."),
    ),
    lambda rng: (rng.uniform(0.4, 1.8),),
    rtol=0.01,  # a search on a grid is as good as the formula
)
