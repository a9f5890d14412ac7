"""A pytest plugin that imports one module of the package with one change.

The environment's MUTANT says which: "file:place:variant", as in `mutants.Mutant`.
"""

import os
import sys
from importlib.machinery import PathFinder, SourceFileLoader
from pathlib import Path

from .mutants import mutated


class MutatedLoader(SourceFileLoader):
    """Compiles the changed source, and neither reads nor writes a cache of it."""

    def __init__(self, name, path, place, variant):
        super().__init__(name, path)
        self.change = place, variant

    def get_code(self, fullname):
        """The code of the module with its one change."""
        source = Path(self.path).read_text(encoding="utf-8")
        return compile(mutated(source, *self.change), self.path, "exec")


class MutatedFinder:
    """Finds the one module before anybody else does."""

    def __init__(self, file: Path, place: int, variant: int):
        self.file, self.change = file, (place, variant)

    def find_spec(self, name, path=None, target=None):
        """The usual place of the module, with another loader."""
        spec = PathFinder.find_spec(name, path, target)
        if not spec or not spec.origin or Path(spec.origin) != self.file:
            return None
        spec.loader = MutatedLoader(name, spec.origin, *self.change)
        return spec


def install(text: str, package: Path) -> None:
    """Change the module that `text` names; it must not be imported yet."""
    module, place, variant = text.split(":")
    finder = MutatedFinder(package / module, int(place), int(variant))
    sys.meta_path.insert(0, finder)


if "MUTANT" in os.environ:
    install(os.environ["MUTANT"], Path(__file__).parents[2] / "rnn_tutorial")
