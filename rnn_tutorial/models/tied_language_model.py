"""A language model whose output weights are its embedding, transposed and scaled.

W_hy = embedding^T / sqrt(H). The table has two uses, so its gradient is a sum of two.
The scale serves both: rows of size-one numbers go in, weights of variance 1/H come out.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..cells import RNN, Cell
from ..layers import Linear
from ..tree import Tree
from . import language_model
from .language_model import LanguageModel


class TiedLanguageModel(NamedTuple):
    """Parameters of the model: one table for both ends, so E = H."""

    embedding: np.ndarray  # (V, H)
    cell: Tree
    b: np.ndarray  # (V,)


def init(
    rng: np.random.Generator,
    vocab_size: int,
    hidden_size: int,
    cell: Cell = RNN,
    dtype=np.float64,
) -> TiedLanguageModel:
    """Random parameters, as those of the ordinary model with E = H."""
    sizes = vocab_size, hidden_size, hidden_size
    embedding, core, output = language_model.init(rng, *sizes, cell, dtype)
    return TiedLanguageModel(embedding, core, output.b)


def untie(params: TiedLanguageModel) -> LanguageModel:
    """The ordinary model that computes the same, to score and to sample with."""
    embedding, cell, b = params
    W_hy = embedding.T / embedding.shape[1] ** 0.5
    return LanguageModel(embedding, cell, Linear(W_hy, b))


def tie_gradients(grads: LanguageModel) -> TiedLanguageModel:
    """d_table = d_embedding + dW_hy^T / sqrt(H): the sum over its two uses, (V, H)."""
    d_table = grads.embedding + grads.output.W.T / len(grads.output.W) ** 0.5
    return TiedLanguageModel(d_table, grads.cell, grads.output.b)


def tied(compute: Callable) -> Callable:
    """From a `compute` for the ordinary model, the one for the tied model."""

    def compute_tied(params, *batch):
        loss, grads, h_T = compute(untie(params), *batch)
        return loss, tie_gradients(grads), h_T

    return compute_tied
