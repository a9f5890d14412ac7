"""Save and load a tree of arrays with its settings: one .npz file without pickle."""

import json
import os
import zipfile
from pathlib import Path

import numpy as np

from .tree import Tree, tree_items, tree_map

FORMAT = "rnn-tutorial checkpoint 1"
# What NumPy, zipfile and json raise when a byte is wrong or missing.
DAMAGE = (ValueError, KeyError, TypeError, OSError, EOFError, RuntimeError)
DAMAGE += (zipfile.BadZipFile,)


def save_checkpoint(path: Path, tree: Tree, settings: dict) -> None:
    """Write to a temporary file beside `path`, then rename it: never half a file.

    Raises IsADirectoryError if `path` is a folder.
    """
    path = Path(path)
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder, not a file")
    text = json.dumps({"format": FORMAT, **settings}, sort_keys=True)
    arrays = {name: np.asarray(leaf) for name, leaf in tree_items(tree)}
    temporary = path.with_name(path.name + ".part")
    temporary.unlink(missing_ok=True)  # left by a process that was killed
    try:
        with open(temporary, "xb") as file:
            np.savez(file, settings=np.array(text), **arrays)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def load_checkpoint(path: Path) -> tuple[dict[str, np.ndarray], dict]:
    """The arrays by name, and the settings.

    Raises FileNotFoundError if there is no file, and ValueError if it is truncated
    or not a checkpoint of this package.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"there is no checkpoint at {path}")
    if not zipfile.is_zipfile(path):
        raise ValueError(f"{path} is truncated or not a checkpoint")
    try:
        with open(path, "rb") as raw, np.load(raw, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        settings = json.loads(str(arrays.pop("settings")))
    except DAMAGE as error:
        raise ValueError(f"{path} is truncated or not a checkpoint: {error}") from error
    if not isinstance(settings, dict) or settings.pop("format", None) != FORMAT:
        raise ValueError(f"{path} is not a checkpoint of this version of rnn_tutorial")
    return arrays, settings


def fill(tree: Tree, arrays: dict[str, np.ndarray]) -> Tree:
    """Put saved arrays into a tree of the same names and shapes.

    Raises ValueError if an array is missing or has another shape or dtype.
    """
    for name, leaf in tree_items(tree):
        saved = arrays.get(name)
        if saved is None:
            raise ValueError(f"the checkpoint has no array {name}")
        if saved.shape != leaf.shape or saved.dtype != leaf.dtype:
            raise ValueError(
                f"{name} must be {leaf.dtype} of shape {leaf.shape}, "
                f"the checkpoint has {saved.dtype} of shape {saved.shape}"
            )
    names = iter([name for name, _ in tree_items(tree)])
    return tree_map(lambda _: arrays[next(names)], tree)
