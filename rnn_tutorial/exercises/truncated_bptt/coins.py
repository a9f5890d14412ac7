"""How many steps a walk takes on average, if each seam may cut it."""

from ..grading import Exercise, Mistake

mean_walk = Exercise(
    lambda p, T: (1 - (1 - p) ** T) / p,
    (
        Mistake(
            lambda p, T: 1 / p,
            "That is the mean without an end. The walk stops at the first step, after "
            "T steps, even if no seam has cut it.",
        ),
        Mistake(
            lambda p, T: (1 - (1 - p) ** (T - 1)) / p,
            "You sum one step too few. The loss's own step is always walked, and T - 1 "
            "more may follow.",
        ),
        Mistake(
            lambda p, T: (1 - (1 - p) ** (T + 1)) / p,
            "You sum one step too many: T steps at most.",
        ),
        Mistake(
            lambda p, T: (1 - p) * (1 - (1 - p) ** T) / p,
            "You count a step only behind a seam. The first step needs to pass none.",
        ),
        Mistake(
            lambda p, T: (1 - p) * (1 - (1 - p) ** (T - 1)) / p,
            "That is the mean number of seams that let the walk pass. Steps are "
            "wanted: one more.",
        ),
        Mistake(
            lambda p, T: min(T, 1 / p),
            "A mean of the shorter of two is not the shorter of two means. Sum the "
            "probabilities that the walk reaches each step.",
        ),
        Mistake(
            lambda p, T: sum(j * p * (1 - p) ** (j - 1) for j in range(1, T + 1)),
            "Walks that no seam cuts are missing: there are T - 1 seams, and such a "
            "walk has T steps.",
        ),
        Mistake(
            lambda p, T: T * (1 - p),
            "That is a mean over seams that cut nothing behind them. One cut ends the "
            "whole walk.",
        ),
        Mistake(
            lambda p, T: (1 - p) ** (T - 1),
            "That is the chance that the walk reaches the first step.",
        ),
        Mistake(
            lambda p, T: (1 - p**T) / (1 - p),
            "p and 1 - p are exchanged: a walk goes on with probability 1 - p.",
        ),
    ),
    lambda rng: (float(rng.uniform(0.1, 0.45)), int(rng.integers(3, 12))),
)
