"""Build the book once more, in another folder and other surroundings, and compare.

The same sources must give the same bytes: no time, no path and no order of a set may
reach the site or the EPUB.

Usage: python scripts/reproducible.py _build/html
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UNCOPIED = shutil.ignore_patterns(".*", "_build", "node_modules", "__pycache__")
BUILD = "from jupyter_book.cli.main import main; main()"
ELSEWHERE = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7"}


def run(folder, *command):
    """Run a Python command in `folder`, in surroundings unlike the usual ones."""
    result = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=os.environ | ELSEWHERE,
        capture_output=True,
        text=True,
    )
    if result.returncode:
        raise SystemExit(result.stdout + result.stderr)


def build_elsewhere(folder):
    """Build the site and its EPUB from a copy of the sources in `folder`."""
    shutil.copytree(ROOT, folder, ignore=UNCOPIED)
    run(folder, "-c", BUILD, "build", ".", "-W", "-n", "--keep-going")
    run(folder, "scripts/build_epub.py", "_build/html", "_build/html/rnn-book.epub")
    return folder / "_build" / "html"


def files(folder):
    """Return {name: bytes} of all files below `folder`."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def differences(first, second):
    """Return the names of the files that only one folder has, or that differ."""
    one, other = files(first), files(second)
    names = sorted(one.keys() | other.keys())
    return [name for name in names if one.get(name) != other.get(name)]


def compare(site):
    """Return the names of the files of `site` that a build elsewhere has otherwise."""
    with tempfile.TemporaryDirectory(prefix="another folder ") as folder:
        first = Path(folder, "here")
        shutil.copytree(site, first)
        run(ROOT, "scripts/build_epub.py", str(site), str(first / "rnn-book.epub"))
        return differences(first, build_elsewhere(Path(folder, "book")))


if __name__ == "__main__":
    found = compare(Path(sys.argv[1]).resolve())
    print("\n".join(found) or "Two builds, the same bytes.")
    if found:
        raise SystemExit(
            f"{len(found)} files differ: is {sys.argv[1]} from these sources?"
        )
