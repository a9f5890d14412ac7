"""One term of the double sum, and how many outputs make forward mode the cheaper."""

import numpy as np

from ..grading import Exercise, Mistake, sizes


def _term(slope=True, last=True, transposed=True, extra=0, partner=-1, flipped=False):
    """One term of dW_hh: right as it stands, or with one thing changed."""

    def term(W_hh, hs, e_t, t, k):
        slopes = 1 - hs**2
        g = e_t
        for step in range(t, k - extra, -1):
            g = (g * slopes[step] if slope else g) @ (W_hh.T if transposed else W_hh)
        da = g * slopes[k] if last else g
        matrix = np.outer(hs[k + partner], da)
        return matrix.T if flipped else matrix

    return term


def _first_to_last(W_hh, hs, e_t, t, k):
    g = e_t
    for step in range(k + 1, t + 1):
        g = (g * (1 - hs[step] ** 2)) @ W_hh.T
    return np.outer(hs[k - 1], g * (1 - hs[k] ** 2))


def _slope_after(W_hh, hs, e_t, t, k):
    g = e_t
    for step in range(t, k, -1):
        g = np.dot(g, W_hh.T) * (1 - hs[step] ** 2)
    return np.outer(hs[k - 1], g * (1 - hs[k] ** 2))


def _states(rng):
    count, H = sizes(rng, 2, smallest=3)
    T = count - 1
    k = int(rng.integers(1, T))
    hs = rng.uniform(-0.9, 0.9, size=(count, H))
    return rng.normal(size=(H, H)), hs, rng.normal(size=H), T, k


one_term = Exercise(
    _term(),
    (
        Mistake(
            _term(transposed=False),
            "W_hh stands the wrong way round: a row goes back by W_hh.T.",
        ),
        Mistake(
            _term(last=False),
            "The slope of step k is missing: the weight enters a_k, before tanh.",
        ),
        Mistake(
            _first_to_last,
            "The row meets J_t first and J_(k+1) last. Yours walks the other way.",
        ),
        Mistake(
            _slope_after,
            "Each J_t passes the tanh of step t first, and then W_hh.T.",
        ),
        Mistake(_term(slope=False), "The slopes of the steps k + 1 to t are missing."),
        Mistake(
            _term(slope=False, last=False),
            "No slope at all: each step on the way back passes through its tanh.",
        ),
        Mistake(
            _term(extra=1),
            "That is one Jacobian too many: from t down to k + 1 there are t - k.",
        ),
        Mistake(
            _term(extra=-1), "That is one Jacobian too few: the last one is J_(k+1)."
        ),
        Mistake(
            _term(partner=0),
            "The partner of da at step k is what W_hh multiplies there: h_(k-1).",
        ),
        Mistake(
            _term(flipped=True),
            "This is the transpose: rows belong to h_(k-1), columns to da.",
        ),
        Mistake(
            lambda W_hh, hs, e_t, t, k: np.outer(hs[k - 1], e_t * (1 - hs[k] ** 2)),
            "e_t does not arrive at step k unchanged: t - k Jacobians lie between.",
        ),
        Mistake(
            lambda W_hh, *rest: _term()(W_hh, *rest) @ W_hh.T,
            "The row went on, through W_hh.T of step k. It ends at a_k, after tanh.",
        ),
        Mistake(
            lambda *arguments: sum(
                _term()(*arguments[:4], step)
                for step in range(arguments[4], arguments[3] + 1)
            ),
            "That is the sum over all steps from k to t. Step k alone is wanted.",
        ),
    ),
    _states,
)


def _parameters(D, H):
    return (D + H + 1) * H


def _even(D, H):
    return H * _parameters(D, H) / (2 * (D + H))


break_even = Exercise(
    _even,
    (
        Mistake(lambda D, H: round(_even(D, H)), "Do not round it."),
        Mistake(lambda D, H: int(_even(D, H)), "Do not cut off its digits: `/`."),
        Mistake(
            lambda D, H: H * _parameters(D, H) / (D + H),
            "Going back, each product of the forward pass becomes two.",
        ),
        Mistake(
            lambda D, H: H * _parameters(D, H) / (3 * (D + H)),
            "The forward pass runs once, whatever the number of outputs.",
        ),
        Mistake(
            lambda D, H: _even(D, H) - 0.5,
            "The forward pass belongs to both ways: it cancels.",
        ),
        Mistake(
            lambda D, H: _even(D, H) + 1,
            "One too many. The forward pass belongs to both ways, and is no walk back.",
        ),
        Mistake(
            lambda D, H: H * (D + H) * H / (2 * (D + H)),
            "The bias has parameters, too: P = (D + H + 1) H.",
        ),
        Mistake(
            lambda D, H: 2 * (D + H) / (H * _parameters(D, H)),
            "Upside down: which m makes m times 2 (D + H) H reach H^2 P?",
        ),
        Mistake(
            lambda D, H: H**2 * _parameters(D, H) / (2 * (D + H)),
            "A walk back takes 2 (D + H) H products a step. You left out the last H.",
        ),
        Mistake(
            _parameters,
            "That many columns has M_t. What does each cost, and what a walk back?",
        ),
    ),
    lambda rng: sizes(rng, 2),
)
