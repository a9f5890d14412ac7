"""Which fault a gradient check can see."""

from ..grading import Exercise, Mistake

visible_fault = Exercise(
    "C",
    (
        Mistake(
            "A",
            "A ruins the model, but not its gradients: they are right, for the wrong"
            " question. The check knows no question, only a loss and its slope.",
        ),
        Mistake(
            "B",
            "B changes the loss and the gradient alike, so they still agree.",
        ),
        Mistake(
            "D",
            "D changes where a window starts. For any given start, loss and gradient"
            " agree. What you lose shows in the bits.",
        ),
    ),
)
