"""Checkpoints on two levels: how long should the stretches be?"""

from ..grading import Exercise, Mistake

two_levels = Exercise(
    lambda T: (T ** (2 / 3), T ** (1 / 3)),
    (
        Mistake(
            lambda T: (T ** (1 / 3), T ** (2 / 3)),
            "The two are exchanged: the outer stretches are the longer ones.",
        ),
        Mistake(
            lambda T: (T ** (1 / 2), T ** (1 / 4)),
            "You chose the outer length as if there were no inner level, and then the "
            "inner one. Set both derivatives to zero together.",
        ),
        Mistake(
            lambda T: (T ** (1 / 2), T ** (1 / 2)),
            "Then an outer stretch is one inner stretch: that is a single level.",
        ),
        Mistake(
            lambda T: (T ** (1 / 3), T ** (1 / 3)),
            "That is how many states each of the three terms has. How many steps is an "
            "outer stretch long?",
        ),
        Mistake(
            lambda T: (T ** (1 / 2), T ** (1 / 3)),
            "One of the two is right. Put it into the condition s_1 = s_2**2.",
        ),
        Mistake(
            lambda T: (round(T ** (2 / 3)), round(T ** (1 / 3))),
            "Right, but rounded. Return both numbers as they are.",
        ),
        Mistake(
            lambda T: (T / 2, T / 4),
            "You halve the lengths. Which lengths make both derivatives zero?",
        ),
    ),
    lambda rng: (int(rng.integers(20, 5000)),),
)
