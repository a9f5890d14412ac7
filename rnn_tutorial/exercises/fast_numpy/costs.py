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


def _products(V, E, H, T, B, times=(3, 3, 3), rows=None):
    """Projection, recurrence and output, each so many times."""
    rows = min(V, T * B) if rows is None else rows
    shares = rows * E * H, T * B * H * H, T * B * H * V
    return sum(n * share for n, share in zip(times, shares, strict=True))


def _counted(*times):
    return lambda *numbers: _products(*numbers, times=times)


def _draw_sizes(rng):
    """In about half of the cases the vocabulary is larger than the text."""
    V, E, H, T, B = sizes(rng, 5)
    return V + T * B * int(rng.integers(2)), E, H, T, B


def _half(layer):
    return f"{layer} has two products in its backward pass. You count one of them."


products_of_step = Exercise(
    _products,
    (
        Mistake(
            lambda V, E, H, T, B: _products(V, E, H, T, B, rows=T * B),
            "You project every position. With the fold, each symbol is projected once.",
        ),
        Mistake(
            lambda V, E, H, T, B: _products(V, E, H, T, B, rows=V),
            "No more symbols occur than there are positions: min(V, T * B).",
        ),
        Mistake(
            _counted(1, 1, 1),
            "That is the forward pass. The backward pass has its products, too.",
        ),
        Mistake(
            _counted(2, 2, 2),
            "Going back, each product becomes two: one for its weights, and one for "
            "what it multiplied.",
        ),
        Mistake(_counted(2, 3, 3), _half("The projection")),
        Mistake(_counted(3, 2, 3), _half("The recurrence")),
        Mistake(_counted(3, 3, 2), _half("The output layer")),
        Mistake(
            _counted(3, 3, 0),
            "The output layer is missing: H times V at every position.",
        ),
        Mistake(_counted(0, 3, 3), "The projection of the symbols is missing."),
        Mistake(
            _counted(6, 6, 6),
            "Count the multiplications alone, without the additions.",
        ),
    ),
    _draw_sizes,
)

time_left = Exercise(
    lambda share, gain: 1 - share + share / gain,
    (
        Mistake(lambda share, gain: 1 / gain, "Only a piece of the step is faster."),
        Mistake(
            lambda share, gain: share / gain,
            "That is what is left of the piece. The rest of the step takes time, too.",
        ),
        Mistake(
            lambda share, gain: 1 - share / gain,
            "That takes the new piece away from the whole. It should replace the old.",
        ),
        Mistake(
            lambda share, gain: 1 / (1 - share + share / gain),
            "That is how many times as fast the step is. The time is wanted.",
        ),
        Mistake(
            lambda share, gain: 1 - share * gain,
            "A piece that is g times as fast takes 1/g of its time.",
        ),
        Mistake(
            lambda share, gain: 1 - share,
            "That is the limit, with a piece that takes no time at all.",
        ),
    ),
    lambda rng: (float(rng.uniform(0.1, 0.9)), float(rng.uniform(1.5, 20))),
)
