"""Change a function of a package that is imported already, wherever it is in use."""

import gc
from collections import defaultdict
from pathlib import Path
from types import CodeType, FunctionType

from .mutants import mutated

Functions = dict[CodeType, list[FunctionType]]


def functions_of(package: Path) -> Functions:
    """All functions of the package that exist now, by their code."""
    found = defaultdict(list)
    for function in gc.get_objects():
        if isinstance(function, FunctionType):
            if package in Path(function.__code__.co_filename).parents:
                found[function.__code__].append(function)
    return dict(found)


def swap(functions: Functions, file: Path, place: int, variant: int) -> bool:
    """Give the functions of `file` their changed code; False if that cannot be done.

    It can for what stands in the body of a function. What an import has computed, as a
    constant or a default, stays.
    """
    source = file.read_text(encoding="utf-8")
    old = compile(source, file, "exec", dont_inherit=True)
    new = compile(mutated(source, place, variant), file, "exec", dont_inherit=True)
    changed = [(a, b) for a, b in _pairs(old, new) if a in functions]
    if any(a.co_freevars != b.co_freevars for a, b in changed):
        return False
    for a, b in changed:
        for function in functions[a]:
            function.__code__ = b
    return bool(changed)


def _pairs(old: CodeType, new: CodeType):
    """The code objects that differ, each with what takes its place."""
    if old != new:
        yield old, new
    parts = (_inner(old), _inner(new))
    if len(parts[0]) == len(parts[1]):
        for a, b in zip(*parts, strict=True):
            yield from _pairs(a, b)


def _inner(code):
    return [c for c in code.co_consts if isinstance(c, CodeType)]
