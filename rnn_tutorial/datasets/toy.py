"""Tasks whose lag is known, because we choose it."""

import numpy as np

from ..functions import one_hot


def recall(
    rng: np.random.Generator, seq_len: int, batch_size: int, n_symbols: int = 2
) -> tuple[np.ndarray, np.ndarray]:
    """Say at the end which symbol came first -> xs (T, B, n_symbols), targets (B,).

    Step 0 shows the symbol as a one-hot vector; all later steps are standard normal
    noise. One symbol is as likely as another, so guessing costs log(n_symbols) nats.
    """
    if min(seq_len, batch_size, n_symbols) < 1:
        raise ValueError("seq_len, batch_size and n_symbols must be at least 1")
    targets = rng.integers(n_symbols, size=batch_size)
    xs = rng.standard_normal((seq_len, batch_size, n_symbols))
    xs[0] = one_hot(targets, n_symbols)
    return xs, targets
