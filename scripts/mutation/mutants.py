"""List the mutants of a source, and make one: the same source with one change."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from .operators import is_negative, variants

SKIPPED = {"annotation", "returns", "decorator_list", "format_spec"}
COMPOUND = (
    ast.FunctionDef,
    ast.ClassDef,
    ast.If,
    ast.For,
    ast.While,
    ast.With,
    ast.Try,
)


class Mutant(NamedTuple):
    """One change. `was` and `becomes` are the statement before and after."""

    module: str  # the file, as from the package's folder
    place: int  # which node, counted through the whole file
    variant: int  # which change of this node
    lines: tuple[int, int]  # first and last line that a test must run
    inside: bool  # in a function's body, or run by the import
    was: str
    becomes: str


class _Place(NamedTuple):
    """A node, where its parent holds it, and the statement that it is part of."""

    node: ast.AST
    parent: ast.AST
    field: str
    index: int | None
    statement: ast.stmt
    inside: bool

    def put(self, node) -> None:
        """Let the parent hold another node in this place."""
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def _places(parent, statement=None, inside=False) -> Iterator[_Place]:
    """Every node that may change, in a fixed order."""
    for field, value in ast.iter_fields(parent):
        if field in SKIPPED or is_negative(parent) or _is_strict(parent):
            continue
        function = isinstance(parent, (ast.FunctionDef, ast.Lambda))
        within = inside or (function and field == "body")
        many = isinstance(value, list)
        for index, node in enumerate(value if many else [value]):
            if isinstance(node, ast.AST):
                own = node if isinstance(node, ast.stmt) else statement
                at = index if many else None
                yield _Place(node, parent, field, at, own, within)
                yield from _places(node, own, within)


def _is_strict(node):
    """The guard of a zip, which no right program notices."""
    return isinstance(node, ast.keyword) and node.arg == "strict"


def mutants(module: str, source: str) -> list[Mutant]:
    """All mutants of one file."""
    found = []
    for place, spot in enumerate(list(_places(ast.parse(source)))):
        was = _head(spot.statement)
        for variant, new in enumerate(variants(spot.node)):
            with _changed(spot, new) as statement:
                becomes = _head(statement)
            found.append(
                Mutant(module, place, variant, _lines(spot), spot.inside, was, becomes)
            )
    return found


def _lines(spot):
    """Of the whole statement, unless it has a body: constants alone run no line."""
    node = spot.node if isinstance(spot.statement, COMPOUND) else spot.statement
    return node.lineno, node.end_lineno


def has_mutants(source: str) -> bool:
    """Whether there is anything to change."""
    return any(variants(spot.node) for spot in _places(ast.parse(source)))


def mutated(source: str, place: int, variant: int) -> ast.Module:
    """The syntax tree of the source with one change; line numbers stay."""
    tree = ast.parse(source)
    spot = list(_places(tree))[place]
    spot.put(_placed(variants(spot.node)[variant], spot.node))
    return ast.fix_missing_locations(tree)


def _placed(new, node):
    return ast.copy_location(ast.Pass() if new is None else new, node)


@contextmanager
def _changed(spot, new):
    """The statement with the change, which is undone at the end."""
    new = _placed(new, spot.node)
    spot.put(new)
    yield new if spot.node is spot.statement else spot.statement
    spot.put(spot.node)


def _head(statement):
    """The statement, without the body of a compound one."""
    text = ast.unparse(ast.fix_missing_locations(statement))
    return text.splitlines()[0] if isinstance(statement, COMPOUND) else text
