"""The rules that keep the package readable: its order, its imports, its sizes."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "rnn_tutorial"

# A module imports only from its left, so this order is also one to read them in.
ORDER = ["tree", "counting", "functions", "initialisers", "checkpoint", "datasets"]
ORDER += ["losses", "layers", "dropout", "layer_norm", "cells", "truncation", "rtrl"]
ORDER += ["checkpointing", "ports", "models", "gradcheck", "directional"]
ORDER += ["optim", "train", "early_stopping", "sampling", "analysis", "gradient_norm"]
ORDER += ["character_model", "commands", "__main__", "proof"]
ORDER += ["plotting", "exercises"]
SERVES_THE_BOOK = {"plotting"}  # may need more than NumPy

FILES = sorted(PACKAGE.rglob("*.py"))
OTHER_CODE = [*(ROOT / "scripts").rglob("*.py"), *(ROOT / "book" / "_ext").glob("*.py")]
MAX_LINES = 200
MAX_BODY = 19


def name_of(path):
    return str(path.relative_to(ROOT))


def unit(path):
    """The entry of ORDER that a file belongs to; none for the package's __init__."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def origin(node, path):
    """The full name of the package or module that a `from` import takes from."""
    if not node.level:
        return node.module
    parts = path.relative_to(ROOT).parts[: -node.level]
    return ".".join([*parts, *([node.module] if node.module else [])])


def imported(path):
    """The full names of what the file imports, wherever in it."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = origin(node, path)
            names |= {f"{start}.{alias.name}" for alias in node.names}
    return names


def own_units(path):
    """The other entries of ORDER that the file imports from."""
    own = (name.split(".") for name in imported(path))
    units = {parts[1] for parts in own if parts[0] == PACKAGE.name and len(parts) > 1}
    return units - {unit(path)}


def definitions(path):
    """Every function and class of the file, methods and inner functions too."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [node for node in ast.walk(tree(path)) if isinstance(node, kinds)]


def public(path):
    """What a reader may call or use: top-level names, and the methods of classes."""
    top = tree(path).body
    methods = [n for c in top if isinstance(c, ast.ClassDef) for n in c.body]
    kinds = (ast.FunctionDef, ast.ClassDef)
    named = [node for node in top + methods if isinstance(node, kinds)]
    return [node for node in named if not node.name.startswith("_")]


def body_lines(node):
    """Lines of a function's body without its docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


every_file = pytest.mark.parametrize("path", FILES, ids=name_of)
numerical_file = pytest.mark.parametrize(
    "path", [p for p in FILES if unit(p) not in SERVES_THE_BOOK], ids=name_of
)


def test_the_order_names_every_module_once():
    assert sorted({unit(path) for path in FILES} - {"__init__"}) == sorted(ORDER)


@every_file
def test_a_module_imports_only_from_its_left(path):
    own = unit(path)
    left = ORDER[: ORDER.index(own)] if own in ORDER else []
    assert own_units(path) <= set(left)


@numerical_file
def test_a_numerical_module_needs_only_numpy(path):
    known = {*sys.stdlib_module_names, PACKAGE.name, "numpy"}
    assert {name.split(".")[0] for name in imported(path)} <= known


def test_importing_the_package_loads_nothing_else():
    code = "import sys, rnn_tutorial; print(*{m.split('.')[0] for m in sys.modules})"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert "rnn_tutorial" in loaded
    assert not {"numpy", "matplotlib", "IPython", "argparse"} & set(loaded)


@every_file
def test_a_module_says_what_it_is(path):
    assert ast.get_docstring(tree(path))


@every_file
def test_every_public_name_has_a_docstring(path):
    assert [n.name for n in public(path) if not ast.get_docstring(n)] == []


@pytest.mark.parametrize("path", [*FILES, *OTHER_CODE], ids=name_of)
def test_a_file_fits_in_two_hundred_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < MAX_LINES


@pytest.mark.parametrize("path", [*FILES, *OTHER_CODE], ids=name_of)
def test_a_function_fits_on_a_screen(path):
    functions = [n for n in definitions(path) if not isinstance(n, ast.ClassDef)]
    assert [n.name for n in functions if body_lines(n) > MAX_BODY] == []
