"""Change a function of a package that is imported already, wherever it is in use."""

import gc
from types import CodeType, FunctionType

from .mutants import mutated


def swap(file: str, source: str, place: int, variant: int) -> bool:
    """Give the functions of `file` their changed code; False if that cannot be done.

    It can for what stands in the body of a function. What an import has computed, as a
    constant or a default, stays.
    """
    old = compile(source, file, "exec", dont_inherit=True)
    new = compile(mutated(source, place, variant), file, "exec", dont_inherit=True)
    changed = dict(_pairs(old, new))
    functions = [f for f in gc.get_objects() if isinstance(f, FunctionType)]
    functions = [f for f in functions if f.__code__ in changed]
    if any(
        f.__code__.co_freevars != changed[f.__code__].co_freevars for f in functions
    ):
        return False
    for function in functions:
        function.__code__ = changed[function.__code__]
    return bool(functions)


def _pairs(old: CodeType, new: CodeType):
    """The code objects that differ, each with what takes its place."""
    if old != new:
        yield old, new
    inner = [
        [c for c in code.co_consts if isinstance(c, CodeType)] for code in (old, new)
    ]
    if len(inner[0]) == len(inner[1]):
        for a, b in zip(*inner, strict=True):
            yield from _pairs(a, b)
