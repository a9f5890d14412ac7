"""The Rosetta table says what the frameworks' documentation says."""

import numpy as np
import pytest
from site_rosetta import lines

from rnn_tutorial.ports import rosetta

IN_ORDER = {
    ("rnn", "PyTorch"): "h",
    ("lstm", "this book"): "i, f, g, o",
    ("lstm", "PyTorch"): "i, f, g, o",
    ("lstm", "Keras"): "i, f, g, o",
    ("lstm", "ONNX"): "i, o, f, g",
    ("lstm_peephole", "ONNX"): "i, o, f, g; peepholes i, o, f",
    ("lstm_coupled", "ONNX"): "-f, o, 0, g",
    ("gru", "this book"): "r, z, n",
    ("gru", "PyTorch"): "r, z, n",
    ("gru", "Keras"): "z, r, n",
    ("gru", "ONNX"): "z, r, n",
    ("gru_reset_before", "Keras"): "z, r, n",
    ("gru_reset_before", "ONNX"): "z, r, n",
}
CALLED = {
    ("gru_reset_before", "this book"): "GRU_RESET_BEFORE",
    ("gru", "PyTorch"): "GRU",
    ("rnn", "Keras"): "SimpleRNN",
    ("lstm", "Keras"): "LSTM",
    ("gru", "Keras"): "GRU(reset_after=True)",
    ("gru_reset_before", "Keras"): "GRU(reset_after=False)",
    ("gru", "ONNX"): "GRU(linear_before_reset=1)",
    ("gru_reset_before", "ONNX"): "GRU",
    ("lstm_coupled", "ONNX"): "LSTM(input_forget=1)",
}
PLACES = {"gru": ("after", "old state"), "gru_reset_before": ("before", "old state")}
BIASES = {
    ("gru", "this book"): "(3H), (H)",
    ("lstm", "PyTorch"): "(4H), (4H)",
    ("lstm", "Keras"): "(4H)",
    ("gru", "Keras"): "(2, 3H)",
    ("gru_reset_before", "Keras"): "(3H)",
    ("lstm_peephole", "this book"): "(4H)",
    ("lstm", "ONNX"): "(d, 8H)",
}


@pytest.fixture
def rows():
    return {(row.cell, row.framework): row for row in rosetta.rows()}


def test_gates_stand_in_the_documented_order(rows):
    assert {key: rows[key].gates for key in IN_ORDER} == IN_ORDER


def test_biases_have_the_documented_shapes(rows):
    assert {key: rows[key].biases for key in BIASES} == BIASES


def test_pytorch_and_onnx_transpose_the_weights(rows):
    weights = {name: rows["lstm", name].weights for name in rosetta.PORTS}
    assert weights["this book"] == weights["Keras"] == "(D, 4H), (H, 4H)"
    assert weights["PyTorch"] == "(4H, D), (4H, H)"
    assert weights["ONNX"] == "(d, 4H, D), (d, 4H, H)"


def test_the_reset_stands_where_the_cell_has_it(rows):
    for row in rows.values():
        assert (row.reset, row.kept) == PLACES.get(row.cell, ("", ""))


def test_the_call_names_the_settings_that_choose_the_cell(rows):
    assert {key: rows[key].call for key in CALLED} == CALLED


def test_a_cell_without_a_port_has_no_row(rows):
    assert len(rows) == 19
    assert not {("gru_reset_before", "PyTorch"), ("lstm_peephole", "Keras")} & {*rows}


def test_a_mark_with_the_other_sign_is_a_gate_that_points_the_other_way():
    marks = np.repeat([-2.0, 1.0, 0.0], rosetta.H)
    assert rosetta.order(marks, "rz") == "-z, r, 0"
    gru = next(kind for kind in rosetta.KINDS if kind.cell.name == "gru")
    assert rosetta.kept(gru, turned=True) == "candidate"


def test_the_page_shows_every_row(rows):
    head, rule, *body = lines()
    assert len(body) == len(rows)
    assert {line.count("|") for line in (head, rule, *body)} == {8}
    assert "\N{MINUS SIGN}f, o, 0, g" in "".join(body)
