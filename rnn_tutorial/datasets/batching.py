"""Arrays to train on: time-major, one column for each sequence of the batch."""

from collections.abc import Sequence

import numpy as np


def streams(ids: np.ndarray, batch_size: int) -> np.ndarray:
    """Cut ids into B contiguous stretches, side by side -> (N, B).

    Each stretch ends with the first symbol of the next one, which it predicts but
    does not read. So every symbol but the first is predicted exactly once, apart from
    the fewer than B symbols at the end that do not fill a row.
    """
    ids = np.asarray(ids)
    if ids.ndim != 1 or ids.dtype.kind not in "iu":
        raise ValueError(
            f"ids must be integers of shape (N,), got {ids.dtype} {ids.shape}"
        )
    _check_positive("batch_size", batch_size)
    n_predicted = (len(ids) - 1) // batch_size
    if n_predicted < 1:
        raise ValueError(
            f"the text is too short: {batch_size} streams need at least "
            f"{batch_size + 1} symbols, got {len(ids)}"
        )
    starts = n_predicted * np.arange(batch_size)
    return ids[np.arange(n_predicted + 1)[:, None] + starts]


def window(
    streams: np.ndarray, seq_len: int, step: int
) -> tuple[np.ndarray, np.ndarray, bool]:
    """Window number `step`: inputs (T, B), targets (T, B), and whether it is the first.

    The targets are the inputs one symbol later, and the next window goes on where this
    one ends, so the state may be carried. After the last full window the text starts
    anew: `first` says when, and the state must then be reset.
    """
    streams = np.asarray(streams)
    _check_positive("seq_len", seq_len)
    if step < 0:
        raise ValueError(f"step must not be negative, got {step}")
    start = step % _n_windows(streams, seq_len) * seq_len
    symbols = streams[start : start + seq_len + 1]
    return symbols[:-1], symbols[1:], start == 0


def _n_windows(streams: np.ndarray, seq_len: int) -> int:
    """How many full windows fit into streams (N, B), at least one."""
    if streams.ndim != 2:
        raise ValueError(f"streams must have shape (N, B), got {streams.shape}")
    n, batch_size = streams.shape
    if n <= seq_len:
        raise ValueError(
            f"the text is too short: windows of {seq_len} steps in {batch_size} "
            f"streams need at least {seq_len * batch_size + 1} symbols, "
            f"got fewer than {n * batch_size + 1}"
        )
    return (n - 1) // seq_len


def pad(
    sequences: Sequence[np.ndarray], value: float = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sequences of unequal length, side by side.

    B arrays of shape (T_b,) or (T_b, D) -> padded (T, B) or (T, B, D) with T the
    longest T_b and `value` behind the shorter ones, mask (T, B), True where there is
    data, and lengths (B,). Raises ValueError for an empty list or sequence.
    """
    sequences = [np.asarray(sequence) for sequence in sequences]
    _check_sequences(sequences)
    lengths = np.array([len(sequence) for sequence in sequences])
    mask = np.arange(lengths.max())[:, None] < lengths
    shape = mask.shape + sequences[0].shape[1:]
    padded = np.full(shape, value, np.result_type(*sequences, value))
    for b, sequence in enumerate(sequences):
        padded[: len(sequence), b] = sequence
    return padded, mask, lengths


def _check_sequences(sequences: list[np.ndarray]) -> None:
    if not sequences:
        raise ValueError("sequences is an empty list")
    for b, sequence in enumerate(sequences):
        if not sequence.size:
            raise ValueError(f"sequence {b} is empty")
        if sequence.ndim < 1 or sequence.shape[1:] != sequences[0].shape[1:]:
            raise ValueError(
                f"sequence {b} has shape {sequence.shape}, which does not go with "
                f"{sequences[0].shape}"
            )


def _check_positive(name: str, value: int) -> None:
    if value < 1:
        raise ValueError(f"{name} must be at least 1, got {value}")
