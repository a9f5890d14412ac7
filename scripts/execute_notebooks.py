"""Run the chapters from a clean kernel and write them back in one canonical form.

This is the only way in which outputs, and the numbers in sentences that rest on
them, are written. A second run on the same machine changes no byte.
"""

import argparse
import hashlib
import json
import os
import re
from pathlib import Path

import claims
import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"
KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
VALID_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def read(path):
    """Read a notebook; ids are settled here, since nbformat invents random ones."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["nbformat"], raw["nbformat_minor"] = 4, 5
    for cell in raw["cells"]:
        lines = "".join(cell["source"]).splitlines()
        cell["source"] = "\n".join(line.rstrip() for line in lines)
    settle_ids(raw["cells"], path.stem)
    return nbformat.reads(json.dumps(raw), as_version=4)


def settle_ids(cells, stem):
    """Keep each id that is valid and new; make the others from the cell's text."""
    seen = set()
    for cell in cells:
        name, count = cell.get("id", ""), 0
        while not VALID_ID.fullmatch(name) or name in seen:
            text = f"{stem} {count} {cell['source']}"
            name, count = hashlib.sha1(text.encode()).hexdigest()[:8], count + 1
        cell["id"] = name
        seen.add(name)


def execute(notebook, folder, timeout):
    """Run all cells in a new kernel; an exception in a cell stops here."""
    NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    ).execute()


def normalise(notebook):
    """Leave only the metadata that a reader or the site needs."""
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}}
    )
    for cell in notebook.cells:
        for trace in ("execution", "ExecuteTime", "collapsed", "scrolled"):
            cell.metadata.pop(trace, None)


def write(notebook, path):
    """Write `notebook` in the one form that a second run reproduces."""
    nbformat.validate(notebook)
    text = nbformat.writes(notebook).rstrip("\n") + "\n"
    path.write_text(text, encoding="utf-8")


def run(path, timeout):
    """Execute and write one notebook."""
    notebook = read(path)
    execute(notebook, path.parent, timeout)
    normalise(notebook)
    write(notebook, path)


def rewrite_claims():
    """Bring every number in a sentence up to date, in all chapters and pages."""
    notebooks = {path: read(path) for path in sorted(BOOK.rglob("*.ipynb"))}
    for path, notebook in notebooks.items():
        before = nbformat.writes(notebook)
        claims.rewrite_notebook(notebook, claims.values_for(path, notebooks))
        if nbformat.writes(notebook) != before:
            write(notebook, path)
            print(f"updated numbers in {path.name}")
    for path in [ROOT / "index.md", *sorted(BOOK.rglob("*.md"))]:
        rewrite_page(path, claims.values_for(path, notebooks))


def rewrite_page(path, known):
    """Bring the numbers in the sentences of one Markdown page up to date."""
    before = path.read_text(encoding="utf-8")
    after = claims.rewrite(before, known)
    if after != before:
        path.write_text(after, encoding="utf-8")
        print(f"updated numbers in {path.name}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebooks", nargs="*", type=Path, help="default: all chapters")
    parser.add_argument("--timeout", type=int, default=600, help="seconds for a cell")
    args = parser.parse_args()
    os.environ |= {name: "1" for name in ONE_THREAD} | {"PYTHONHASHSEED": "0"}
    for path in args.notebooks or sorted(BOOK.rglob("*.ipynb")):
        run(path.resolve(), args.timeout)
        print(f"ran {path.name}")
    rewrite_claims()


if __name__ == "__main__":
    main()
