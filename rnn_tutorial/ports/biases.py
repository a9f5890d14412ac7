"""One bias here, two in the frameworks: one added to each of the two products.

Where both stand in one sum, only their sum counts: it is our b_h. In the GRU that
resets after the product, the second bias of n stands inside the bracket that r
multiplies; there it is our b_hn. A gradient is not split but *repeated*: each of two
summands receives the gradient of the sum.
"""

from typing import NamedTuple

import numpy as np

from ..cells.gru import GRUParams
from .structure import Kind


class TwoBiases(NamedTuple):
    """One direction of one layer, in this package's order of gates."""

    W_xh: np.ndarray  # (D, nH)
    W_hh: np.ndarray  # (H, nH)
    b_x: np.ndarray  # (nH,), added to x_t W_xh
    b_h: np.ndarray  # (nH,), added to h_{t-1} W_hh


def split_biases(params) -> TwoBiases:
    """The second bias is zero, but for the GRU's b_hn."""
    second = np.zeros_like(params.b_h)
    if isinstance(params, GRUParams):
        second = replace_last(second, params.b_hn)
    return TwoBiases(params.W_xh, params.W_hh, params.b_h, second)


def join_biases(kind: Kind, two: TwoBiases, *others):
    """Add the two, but for n of the GRU -> the cell's parameters.

    `others` are the parameters behind the bias: the peepholes.
    """
    if kind.params is not GRUParams:
        return kind.params(two.W_xh, two.W_hh, two.b_x + two.b_h, *others)
    H = len(two.W_hh)
    summed = replace_last(two.b_x + two.b_h, two.b_x[-H:])
    return GRUParams(two.W_xh, two.W_hh, summed, two.b_h[-H:])


def split_gradients(grads) -> TwoBiases:
    """Both biases have the gradient of their sum; the GRU's b_hn keeps its own."""
    second = grads.b_h
    if isinstance(grads, GRUParams):
        second = replace_last(second, grads.b_hn)
    return TwoBiases(grads.W_xh, grads.W_hh, grads.b_h, second)


def join_gradients(kind: Kind, two: TwoBiases):
    """The first bias has the gradient of our b_h; the second one is read for b_hn."""
    if kind.params is not GRUParams:
        return kind.params(*two[:3])
    return GRUParams(*two[:3], two.b_h[-len(two.W_hh) :])


def replace_last(array, end) -> np.ndarray:
    """A copy of `array` (..., n) whose last entries are `end`."""
    return np.concatenate([array[: -len(end)], end])
