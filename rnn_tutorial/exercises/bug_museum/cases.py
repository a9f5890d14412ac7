"""Two reports, one line each: which choice explains what fails and what does not."""

from ..grading import Exercise, Mistake

first_case = Exercise(
    "C",
    (
        Mistake(
            "A",
            "Without the future, the last step would still be right: it has none. "
            "The report calls step 6 wrong.",
        ),
        Mistake(
            "B",
            "A product without its transpose would fail h_0 at T = 1, where the "
            "product is used once. And no product touches the last step.",
        ),
        Mistake(
            "D",
            "With dh in place of da, h_0 would fail at T = 1, and the last step "
            "would be right.",
        ),
    ),
)

second_case = Exercise(
    "B",
    (
        Mistake("A", "Then b_r, W_xh and xs would fail at T = 1: they read da_r, too."),
        Mistake("C", "Then b_z, W_xh and xs would fail at T = 1: they read da_z, too."),
        Mistake("D", "Then nothing but h_0 would fail at T = 1."),
    ),
)
