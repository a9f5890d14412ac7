"""Where text comes from, and which part of it is never trained on."""

from importlib.resources import files
from os import PathLike
from pathlib import Path


def tragedies() -> str:
    """Seven tragedies by Shakespeare: 993,255 characters, 73 different ones.

    Hamlet, Macbeth, Romeo and Juliet, Lear, Othello, Julius Caesar, and Antony and
    Cleopatra. `data/shakespeare` holds the text, its licence and its provenance.
    """
    path = files(__package__) / "data" / "shakespeare" / "tragedies.txt"
    return path.read_bytes().decode("utf-8")


def read_text(path: str | PathLike) -> str:
    """The text of a UTF-8 file, with LF as its line end and no byte-order mark.

    Raises OSError or ValueError, in one sentence that names the file, if it is
    missing, a directory, empty or not UTF-8.
    """
    path = Path(path)
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a directory, not a text file")
    if not path.exists():
        raise FileNotFoundError(f"there is no file {path}")
    text = _decode(path, path.read_bytes()).removeprefix("\ufeff")
    if not text:
        raise ValueError(f"{path} is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        raise ValueError(
            f"{path} is not UTF-8: byte {error.start} is 0x{byte:02x} ({error.reason})"
        ) from None


def split_text(text: str, held_out: float = 0.1) -> tuple[str, str]:
    """The text without its end, and its end: a share `held_out`, rounded down.

    Raises ValueError if either part would be empty.
    """
    if not 0 < held_out < 1:
        raise ValueError(f"held_out must lie between 0 and 1, got {held_out}")
    n_held_out = int(held_out * len(text))
    if not n_held_out:
        raise ValueError(
            f"the text is too short: {held_out} of {len(text)} symbols is less than one"
        )
    return text[:-n_held_out], text[-n_held_out:]
