import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_tutorial.datasets import pad, streams, window

sizes = st.integers(1, 5)

# --- streams and windows ---


def test_streams_put_contiguous_stretches_side_by_side():
    expected = [[0, 3], [1, 4], [2, 5], [3, 6]]
    assert streams(np.arange(8), 2).tolist() == expected


@given(sizes, sizes, st.integers(0, 4))
def test_every_symbol_but_the_first_is_predicted_once(batch_size, rows, rest):
    ids = np.arange(batch_size * rows + 1 + min(rest, batch_size - 1))
    predicted = streams(ids, batch_size)[1:]
    assert sorted(predicted.ravel()) == list(range(1, batch_size * rows + 1))


@given(sizes, sizes, sizes)
def test_windows_of_one_pass_do_not_overlap(batch_size, seq_len, n_windows):
    parts = streams(np.arange(batch_size * seq_len * n_windows + 1), batch_size)
    targets = [window(parts, seq_len, step)[1] for step in range(n_windows)]
    assert np.array_equal(np.concatenate(targets), parts[1:])


def test_targets_are_the_inputs_one_symbol_later():
    inputs, targets, _ = window(streams(np.arange(50) ** 2, 3), 4, 2)
    assert np.array_equal(inputs[1:], targets[:-1])
    assert np.array_equal(np.sqrt(targets), np.sqrt(inputs) + 1)


def test_a_window_goes_on_where_the_last_one_ended():
    parts = streams(np.arange(50), 3)
    _, targets, _ = window(parts, 4, 1)
    inputs, _, first = window(parts, 4, 2)
    assert np.array_equal(inputs[0], targets[-1])
    assert not first


def test_windows_start_anew_after_the_last_full_one():
    parts = streams(np.arange(15), 1)  # 14 predictions: two windows of 5, 4 left over
    firsts = [window(parts, 5, step)[2] for step in range(5)]
    assert firsts == [True, False, True, False, True]
    assert np.array_equal(window(parts, 5, 3)[0], window(parts, 5, 1)[0])


def test_the_shortest_text_that_is_long_enough_gives_one_window():
    inputs, targets, first = window(streams(np.arange(7), 2), 3, 0)
    assert inputs.T.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert targets.T.tolist() == [[1, 2, 3], [4, 5, 6]]
    assert first


def test_window_says_how_many_symbols_it_needs():
    with pytest.raises(ValueError, match="at least 7 symbols, got fewer than 7"):
        window(streams(np.arange(6), 2), 3, 0)


def test_streams_say_how_many_symbols_they_need():
    with pytest.raises(ValueError, match="4 streams need at least 5 symbols, got 4"):
        streams(np.arange(4), 4)


def test_streams_refuse_an_empty_text():
    with pytest.raises(ValueError, match="at least 2 symbols, got 0"):
        streams(np.array([], dtype=int), 1)


@pytest.mark.parametrize("ids", [np.zeros(9), np.zeros((3, 3), dtype=int)])
def test_streams_refuse_what_is_not_a_row_of_integers(ids):
    with pytest.raises(ValueError, match=r"ids must be integers of shape \(N,\)"):
        streams(ids, 2)


def test_streams_refuse_an_empty_batch():
    with pytest.raises(ValueError, match="batch_size must be at least 1, got 0"):
        streams(np.arange(9), 0)


def test_window_refuses_no_steps():
    with pytest.raises(ValueError, match="seq_len must be at least 1, got 0"):
        window(streams(np.arange(9), 2), 0, 0)


def test_window_refuses_a_negative_step():
    with pytest.raises(ValueError, match="step must not be negative, got -1"):
        window(streams(np.arange(9), 2), 2, -1)


def test_window_refuses_ids_that_are_not_cut_into_streams():
    with pytest.raises(ValueError, match=r"streams must have shape \(N, B\)"):
        window(np.arange(9), 2, 0)


# --- padding ---


def test_pad_puts_sequences_side_by_side_with_zeros_behind():
    padded, mask, lengths = pad([[1, 2, 3], [4]])
    assert padded.tolist() == [[1, 4], [2, 0], [3, 0]]
    assert mask.tolist() == [[True, True], [True, False], [True, False]]
    assert lengths.tolist() == [3, 1]


def test_pad_takes_a_single_sequence():
    padded, mask, lengths = pad([[1, 2, 3]])
    assert padded.tolist() == [[1], [2], [3]]
    assert mask.all() and lengths.tolist() == [3]


def test_pad_takes_sequences_of_vectors():
    rng = np.random.default_rng(0)
    sequences = [rng.standard_normal((n, 4)) for n in (2, 5, 1)]
    padded, mask, _ = pad(sequences)
    assert padded.shape == (5, 3, 4)
    assert np.array_equal(padded[:2, 0], sequences[0])
    assert not padded[~mask].any()


def test_pad_fills_with_the_value_asked_for():
    padded, mask, _ = pad([[1, 2], [3]], value=-1)
    assert padded[~mask].tolist() == [-1]


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int64])
def test_pad_keeps_the_dtype(dtype):
    assert pad([np.ones(2, dtype), np.ones(1, dtype)])[0].dtype == dtype


def test_pad_refuses_an_empty_list():
    with pytest.raises(ValueError, match="sequences is an empty list"):
        pad([])


@pytest.mark.parametrize("empty", [[], np.zeros((0, 3))])
def test_pad_names_an_empty_sequence(empty):
    with pytest.raises(ValueError, match="sequence 1 is empty"):
        pad([[1, 2], empty])


@pytest.mark.parametrize("other", [np.ones((2, 3)), np.ones(2), np.float64(1)])
def test_pad_refuses_sequences_of_different_shapes(other):
    shape = re.escape(str(other.shape))
    message = rf"sequence 1 has shape {shape}, which does not go with \(2, 4\)$"
    with pytest.raises(ValueError, match=message):
        pad([np.ones((2, 4)), other, np.ones((1, 7))])


def test_pad_refuses_a_single_number_for_a_sequence():
    with pytest.raises(ValueError, match=r"sequence 1 has shape \(\)"):
        pad([[1, 2], 3])
