"""Which way suits a task, and which line of a tape is wrong."""

from ..grading import Exercise, Mistake

method = Exercise(
    "C",
    (
        Mistake("A", "It shows every term, but a stream has no last t."),
        Mistake(
            "B",
            "It walks back over stored states. How many has an endless stream?",
        ),
        Mistake(
            "D",
            "Exact, but it runs the whole stream anew for each parameter.",
        ),
    ),
)

suspect = Exercise(
    "A",
    (
        Mistake(
            "B",
            "Then dW_xh and dW_hh would fail at T = 1. Both pass there.",
        ),
        Mistake(
            "C", "Every gradient passes through tanh, so all five would fail at T = 1."
        ),
        Mistake(
            "D",
            "With `=`, the square of `miss` loses one of its two uses: all five would "
            "be halved at T = 1.",
        ),
    ),
)
