"""Run what the moving figures show, and store it: book/explorables/<name>.json.

A second run on the same machine changes no byte.
"""

import json
import sys
from pathlib import Path

from explorables import EXPLORABLES, Explorable

FOLDER = Path(__file__).resolve().parents[1] / "book" / "explorables"


def content(explorable: Explorable) -> dict:
    """All that the file of one moving figure holds."""
    return {"figure": explorable.figure, **explorable.build()}


def written(data: dict) -> str:
    """Return `data` in the one form of a stored file: a line for each entry."""
    lines = (
        f"{json.dumps(key)}:{json.dumps(value, sort_keys=True, separators=(',', ':'))}"
        for key, value in sorted(data.items())
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    wanted = sys.argv[1:] or [explorable.name for explorable in EXPLORABLES]
    for explorable in EXPLORABLES:
        if explorable.name in wanted:
            path = FOLDER / f"{explorable.name}.json"
            path.write_text(written(content(explorable)), encoding="utf-8")
            print(f"wrote {path.name}, {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
