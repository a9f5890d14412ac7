import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_tutorial.datasets import Vocabulary

characters = st.characters(exclude_categories=["Cs"])  # all but lone surrogates
texts = st.text(characters, min_size=1)


def test_symbols_are_sorted_and_the_length_counts_the_unknown():
    vocabulary = Vocabulary.from_text("banana\n")
    assert vocabulary.symbols == ("\n", "a", "b", "n")
    assert len(vocabulary) == 5


def test_ids_start_at_one():
    ids = Vocabulary.from_text("abc").encode("cab")
    assert ids.tolist() == [3, 1, 2]
    assert ids.dtype == np.int64


@given(texts)
def test_decoding_undoes_encoding(text):
    vocabulary = Vocabulary.from_text(text)
    assert vocabulary.decode(vocabulary.encode(text)) == text


@given(texts, st.text(characters))
def test_unknown_symbols_and_only_those_become_zero(known, text):
    vocabulary = Vocabulary.from_text(known)
    expected = [known_id(vocabulary, symbol) for symbol in text]
    assert vocabulary.encode_with_unknown(text).tolist() == expected


def known_id(vocabulary, symbol):
    known = vocabulary.symbols
    return known.index(symbol) + 1 if symbol in known else 0


def test_encode_names_the_unknown_symbol_and_its_position():
    vocabulary = Vocabulary.from_text("abc")
    with pytest.raises(ValueError, match=r"no symbol 'x' \(position 2\)"):
        vocabulary.encode("abxy")


def test_encode_refuses_half_a_surrogate_pair():
    with pytest.raises(ValueError, match="surrogates not allowed"):
        Vocabulary.from_text("abc").encode("a\ud800")


def test_empty_text_has_no_ids_and_no_ids_are_an_empty_text():
    vocabulary = Vocabulary.from_text("abc")
    assert vocabulary.encode("").shape == (0,)
    assert vocabulary.decode([]) == ""


def test_the_unknown_decodes_to_the_replacement_character():
    assert Vocabulary.from_text("abc").decode([1, 0, 2]) == "a\ufffdb"


@pytest.mark.parametrize("ids", [[-1], [4], [0, 99]])
def test_decode_refuses_ids_outside_the_vocabulary(ids):
    with pytest.raises(ValueError, match=r"ids must lie in \[0, 4\)"):
        Vocabulary.from_text("abc").decode(ids)


def test_decode_refuses_ids_that_are_not_integers():
    with pytest.raises(ValueError, match="ids must be integers"):
        Vocabulary.from_text("abc").decode([1.0])


def test_an_empty_text_has_no_vocabulary():
    with pytest.raises(ValueError, match="text is empty"):
        Vocabulary.from_text("")


@pytest.mark.parametrize("symbols", [("b", "a"), ("a", "a")])
def test_vocabulary_refuses_symbols_out_of_order(symbols):
    with pytest.raises(ValueError, match="distinct and in ascending order"):
        Vocabulary(symbols)


@pytest.mark.parametrize("symbols", [(), ("a", "bc"), ("",)])
def test_vocabulary_refuses_what_is_not_a_single_character(symbols):
    with pytest.raises(ValueError, match="single characters, and at least one"):
        Vocabulary(symbols)
