"""The Rosetta table says what the frameworks' documentation says."""

import numpy as np
import pytest
from site_rosetta import lines

from rnn_tutorial.ports import rosetta

ROWS = {(row.cell, row.framework): row for row in rosetta.rows()}
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
BIASES = {
    ("gru", "this book"): "(3H), (H)",
    ("lstm", "PyTorch"): "(4H), (4H)",
    ("lstm", "Keras"): "(4H)",
    ("gru", "Keras"): "(2, 3H)",
    ("gru_reset_before", "Keras"): "(3H)",
    ("lstm", "ONNX"): "(d, 8H)",
}


@pytest.mark.parametrize(("key", "gates"), IN_ORDER.items(), ids=str)
def test_gates_stand_in_the_documented_order(key, gates):
    assert ROWS[key].gates == gates


@pytest.mark.parametrize(("key", "biases"), BIASES.items(), ids=str)
def test_biases_have_the_documented_shapes(key, biases):
    assert ROWS[key].biases == biases


def test_pytorch_and_onnx_transpose_the_weights():
    weights = {name: ROWS["lstm", name].weights for name in rosetta.PORTS}
    assert weights["this book"] == weights["Keras"] == "(D, 4H), (H, 4H)"
    assert weights["PyTorch"] == "(4H, D), (4H, H)"
    assert weights["ONNX"] == "(d, 4H, D), (d, 4H, H)"


def test_the_reset_stands_where_the_cell_has_it():
    places = {row.cell: row.reset for row in ROWS.values() if row.reset}
    assert places == {"gru": "after", "gru_reset_before": "before"}
    assert {row.kept for row in ROWS.values() if row.reset} == {"old state"}


def test_settings_that_choose_the_cell_are_named():
    calls = {row.call for row in ROWS.values()}
    assert {"GRU(reset_after=False)", "GRU(linear_before_reset=1)"} <= calls
    assert {"LSTM(input_forget=1)", "SimpleRNN"} <= calls


def test_a_cell_without_a_port_has_no_row():
    assert len(ROWS) == 19
    assert not {("gru_reset_before", "PyTorch"), ("lstm_peephole", "Keras")} & {*ROWS}


def test_a_mark_with_the_other_sign_is_a_gate_that_points_the_other_way():
    marks = np.repeat([-2.0, 1.0, 0.0], rosetta.H)
    assert rosetta.order(marks, "rz") == "-z, r, 0"
    gru = next(kind for kind in rosetta.KINDS if kind.cell.name == "gru")
    assert rosetta.kept(gru, turned=True) == "candidate"


def test_the_page_shows_every_row():
    head, rule, *body = lines()
    assert len(body) == len(ROWS)
    assert {line.count("|") for line in (head, rule, *body)} == {8}
    assert "\N{MINUS SIGN}f, o, 0, g" in "".join(body)
