"""What a step costs: which counts grow, how many products, what a gain leaves."""

from ..grading import Exercise, Mistake, sizes

doubled_batch = Exercise(
    "C",
    (
        Mistake("A", "The code is the same for every batch: so are its calls."),
        Mistake(
            "B",
            "The weights are read once, whatever the batch, and are part of the bytes.",
        ),
        Mistake("D", "The products double. What of the arrays with a batch axis?"),
    ),
)


def _products(V, E, H, T, B, first=1, passes=3, output=1, fold=True):
    rows = min(V, T * B) if fold else T * B
    return passes * (first * rows * E * H + T * B * H * H + output * T * B * H * V)


products_of_step = Exercise(
    _products,
    (
        Mistake(
            lambda *n: _products(*n, fold=False),
            "You project every position. With the fold, each symbol is projected once.",
        ),
        Mistake(
            lambda *n: _products(*n, passes=1),
            "That is the forward pass. The backward pass has its products, too.",
        ),
        Mistake(
            lambda *n: _products(*n, passes=2),
            "Going back, each product becomes two: one for its weights, and one for "
            "what it multiplied.",
        ),
        Mistake(
            lambda *n: _products(*n, output=0),
            "The output layer is missing: H times V at every position.",
        ),
        Mistake(
            lambda *n: _products(*n, first=0),
            "The projection of the symbols is missing.",
        ),
        Mistake(
            lambda V, E, H, T, B: 2 * _products(V, E, H, T, B),
            "Count the multiplications alone, without the additions.",
        ),
    ),
    lambda rng: (*sizes(rng, 5),),
)

time_left = Exercise(
    lambda share, gain: 1 - share + share / gain,
    (
        Mistake(lambda share, gain: 1 / gain, "Only a part of the step is faster."),
        Mistake(
            lambda share, gain: share / gain,
            "That is what is left of the part. The rest of the step takes time, too.",
        ),
        Mistake(
            lambda share, gain: 1 - share / gain,
            "That takes the new part away from the whole. It should replace the old.",
        ),
        Mistake(
            lambda share, gain: 1 / (1 - share + share / gain),
            "That is how many times as fast the step is. The time is wanted.",
        ),
        Mistake(
            lambda share, gain: 1 - share * gain,
            "A part that is g times as fast takes 1/g of its time.",
        ),
        Mistake(
            lambda share, gain: 1 - share,
            "That is the limit, with a part that takes no time at all.",
        ),
    ),
    lambda rng: (float(rng.uniform(0.1, 0.9)), float(rng.uniform(1.5, 20))),
)
