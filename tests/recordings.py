"""Cases recorded from frameworks, and how a cell of ours answers them."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from rnn_tutorial.cells import CELLS, bidirectional, padded, stack
from rnn_tutorial.ports.structure import layers_of

FOLDER = Path(__file__).with_name("recorded")
KINDS = {cell.name: cell for cell in CELLS}


class Group(dict):
    """The arrays of a case, nested: "in/xs" is group["in"]["xs"]."""

    def list(self, name):
        """A group whose names are numbers, as a list."""
        return list(self[name].values())


class Case(NamedTuple):
    """A recorded case; the first word of its name is our cell's."""

    name: str
    arrays: Group

    @property
    def kind(self):
        return KINDS[self.name.split(",")[0]]


def nested(flat):
    """{"in/xs": array} -> {"in": {"xs": array}}"""
    outer = Group()
    for path, value in flat.items():
        *groups, last = path.split("/")
        inner = outer
        for group in groups:
            inner = inner.setdefault(group, Group())
        inner[last] = value
    return outer


def read(name):
    """The cases of one file."""
    with np.load(FOLDER / f"{name}.npz") as file:
        cases = nested(file)
    del cases["versions"]
    return [Case(*item) for item in cases.items()]


def every_case_of(name):
    """The decorator that runs a test for each case of a file."""
    return pytest.mark.parametrize("case", read(name), ids=lambda case: case.name)


def cell_for(kind, params, lengths=None):
    """The combination of cells whose parameters these are."""
    layers = [
        bidirectional(kind, lengths) if len(layer) == 2 else kind
        for layer in layers_of(params)
    ]
    cell = stack(*layers) if len(layers) > 1 else layers[0]
    one_way = all(len(layer) == 1 for layer in layers_of(params))
    return padded(cell, lengths) if lengths is not None and one_way else cell


def assert_same(ours, theirs, tolerance):
    """Two dicts (or lists) of arrays agree, names and shapes included."""
    if not isinstance(ours, dict):
        ours, theirs = dict(enumerate(ours)), dict(enumerate(theirs))
    assert ours.keys() == theirs.keys()
    for name, array in ours.items():
        assert array.shape == theirs[name].shape, name
        np.testing.assert_allclose(
            array, theirs[name], rtol=tolerance, atol=tolerance, err_msg=str(name)
        )
