"""Checkpoints: what goes in comes out, and nothing is half-written."""

import json

import numpy as np
import pytest

from rnn_tutorial import checkpoint
from rnn_tutorial.checkpoint import fill, load_checkpoint, save_checkpoint

TREE = {"a": np.arange(6.0).reshape(2, 3), "b": (np.array(7), np.zeros(2, np.float32))}


@pytest.fixture
def path(tmp_path):
    save_checkpoint(tmp_path / "model.npz", TREE, {"lr": 0.1, "text": "ä\n"})
    return tmp_path / "model.npz"


def test_arrays_and_settings_come_back(path):
    arrays, settings = load_checkpoint(path)
    assert settings == {"lr": 0.1, "text": "ä\n"}
    filled = fill(TREE, arrays)
    np.testing.assert_array_equal(filled["a"], TREE["a"])
    assert filled["b"][1].dtype == np.float32


def test_the_same_tree_gives_the_same_bytes(path, tmp_path):
    save_checkpoint(tmp_path / "again.npz", TREE, {"text": "ä\n", "lr": 0.1})
    assert (tmp_path / "again.npz").read_bytes() == path.read_bytes()


def test_a_failed_write_keeps_the_old_file_and_leaves_no_other(path, monkeypatch):
    before = path.read_bytes()

    def full(file, **arrays):
        file.write(b"half")
        raise OSError("no space left on device")

    monkeypatch.setattr(checkpoint.np, "savez", full)
    with pytest.raises(OSError, match="no space"):
        save_checkpoint(path, TREE, {})
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["model.npz"]


def test_what_a_killed_process_left_is_overwritten(path):
    path.with_name("model.npz.part").write_bytes(b"half")
    save_checkpoint(path, TREE, {"lr": 0.2})
    assert load_checkpoint(path)[1] == {"lr": 0.2}
    assert [p.name for p in path.parent.iterdir()] == ["model.npz"]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="no checkpoint at .*none.npz"):
        load_checkpoint(tmp_path / "none.npz")


@pytest.mark.parametrize("part", [0, 10, 0.5, 0.99])
def test_a_truncated_file_is_named(path, part):
    data = path.read_bytes()
    path.write_bytes(data[: int(part * len(data)) if part < 1 else part])
    with pytest.raises(ValueError, match="model.npz is truncated or not a checkpoint"):
        load_checkpoint(path)


def test_a_damaged_byte_is_noticed(path):
    data = bytearray(path.read_bytes())
    place = data.index(TREE["a"].tobytes()[8:24])
    data[place] ^= 1
    path.write_bytes(data)
    with pytest.raises(ValueError, match="truncated or not a checkpoint"):
        load_checkpoint(path)


def test_a_foreign_file_is_refused(tmp_path):
    np.savez(tmp_path / "other.npz", a=np.ones(2), settings=np.array('{"x": 1}'))
    with pytest.raises(ValueError, match="not a checkpoint of this version"):
        load_checkpoint(tmp_path / "other.npz")


@pytest.mark.parametrize("settings", ['{"format": "other 1"}', '["x"]', "no json"])
def test_settings_of_another_format_are_refused(tmp_path, settings):
    np.savez(tmp_path / "other.npz", a=np.ones(2), settings=np.array(settings))
    with pytest.raises(ValueError, match="not a checkpoint"):
        load_checkpoint(tmp_path / "other.npz")


def test_a_folder_is_no_checkpoint(tmp_path):
    with pytest.raises(FileNotFoundError, match="no checkpoint"):
        load_checkpoint(tmp_path)


def test_pickles_are_refused(tmp_path):
    settings = np.array(json.dumps({"format": checkpoint.FORMAT}))
    np.savez(tmp_path / "p.npz", settings=settings, a=np.array([{}], dtype=object))
    with pytest.raises(ValueError, match="not a checkpoint: Object arrays cannot be"):
        load_checkpoint(tmp_path / "p.npz")


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        ({**TREE, "c": np.ones(1)}, "has no array c"),
        ({**TREE, "a": np.ones(3)}, "a must be float64 of shape"),
        ({**TREE, "a": TREE["a"].astype(np.float32)}, "a must be float32"),
    ],
)
def test_arrays_that_do_not_fit_are_named(path, tree, message):
    with pytest.raises(ValueError, match=message):
        fill(tree, load_checkpoint(path)[0])
