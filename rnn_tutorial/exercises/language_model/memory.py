"""What a network without its loop can learn of the zigzag."""

from ..grading import Exercise, Mistake

loss_without_loop = Exercise(
    "B",
    (
        Mistake(
            "A",
            "A overlooks that most symbols have two successors. Only the past tells"
            " which one comes.",
        ),
        Mistake(
            "C",
            "C is right for sixteen of the eighteen symbols. How many successors have"
            " 0 and 9?",
        ),
        Mistake(
            "D",
            "D overlooks the current symbol, which the network still sees. It leaves"
            " two choices at most, not ten.",
        ),
    ),
)
