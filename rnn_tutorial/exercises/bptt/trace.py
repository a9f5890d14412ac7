"""Which fault leaves this trace in a gradient check?"""

from ..grading import Exercise, Mistake

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
