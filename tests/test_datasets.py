import hashlib
import re
from importlib.resources import files

import build_data
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_tutorial.datasets import read_text, split_text, tragedies

DATA = files("rnn_tutorial.datasets") / "data" / "shakespeare"

# --- the bundled text ---


def test_tragedies_have_the_documented_size():
    text = tragedies()
    assert (len(text), len(set(text))) == (993_255, 73)


def test_tragedies_start_with_the_first_play_and_end_with_the_last():
    text = tragedies()
    assert text.startswith("HAMLET, PRINCE OF DENMARK\n")
    assert "\nANTONY AND CLEOPATRA\n" in text[-160_000:]


def test_tragedies_hold_nothing_but_printable_ascii_and_line_ends():
    assert re.fullmatch(r"[ -~\n]+", tragedies())


def test_tragedies_have_the_hash_that_their_provenance_states():
    stated = re.search(r"result sha256: (\w+)", (DATA / "PROVENANCE").read_text())
    actual = hashlib.sha256((DATA / "tragedies.txt").read_bytes()).hexdigest()
    assert stated.group(1) == actual


def test_provenance_is_what_the_script_writes():
    written = (DATA / "PROVENANCE").read_bytes().decode()
    assert written == build_data.provenance(tragedies())


def test_licence_quotes_the_terms_of_the_archive():
    licence = (DATA / "LICENSE").read_text()
    assert "Creative Commons Attribution license\nv2.5" in licence
    assert "stated to be in the public domain" in licence


def test_all_symbols_of_the_last_tenth_occur_before():
    train, held_out = split_text(tragedies())
    assert set(held_out) <= set(train)


# --- reading files ---


def test_read_text_gives_what_was_written(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("naïve\n\N{SNOWMAN}".encode())
    assert read_text(path) == "naïve\n\N{SNOWMAN}"


def test_read_text_drops_the_byte_order_mark_and_carriage_returns(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    assert read_text(str(path)) == "one\ntwo\nthree\n"


def test_read_text_names_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"there is no file .*absent\.txt$"):
        read_text(tmp_path / "absent.txt")


def test_read_text_refuses_a_directory(tmp_path):
    with pytest.raises(IsADirectoryError, match=f"{tmp_path} is a directory"):
        read_text(tmp_path)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf"])
def test_read_text_refuses_an_empty_file(tmp_path, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(ValueError, match=r"a\.txt is empty$"):
        read_text(path)


def test_read_text_says_which_byte_is_not_utf_8(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("naïve".encode("latin-1"))
    with pytest.raises(ValueError, match=r"a\.txt is not UTF-8: byte 2 is 0xef"):
        read_text(path)


# --- splitting ---


@given(st.text(min_size=10, max_size=99))
def test_split_loses_nothing_and_holds_out_a_tenth_rounded_down(text):
    train, held_out = split_text(text)
    assert train + held_out == text
    assert len(held_out) == len(text) // 10


def test_split_takes_the_share_from_the_end():
    assert split_text("abcdefgh", held_out=0.25) == ("abcdef", "gh")


def test_split_refuses_a_text_without_a_tenth():
    with pytest.raises(ValueError, match="0.1 of 9 symbols is less than one"):
        split_text("abcdefghi")


@pytest.mark.parametrize("share", [0, 1, -0.1, float("nan")])
def test_split_refuses_a_share_outside_zero_to_one(share):
    with pytest.raises(ValueError, match="held_out must lie between 0 and 1"):
        split_text("abc" * 10, share)
