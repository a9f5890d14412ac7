"""Which objects of the package some code shows or uses, by their full names."""

import ast
from importlib import import_module
from types import ModuleType

PACKAGE = "rnn_tutorial"


def canonical(name):
    """Return the full name under which `name` is defined; itself if there is none."""
    item = found(name)
    own = getattr(item, "__qualname__", None)
    return f"{item.__module__}.{own}" if own and hasattr(item, "__module__") else name


def found(name):
    """Return the object of this full name, or None."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            item = import_module(".".join(parts[:end]))
        except ImportError:
            continue
        for part in parts[end:]:
            item = getattr(item, part, None)
        return item
    return None


def imported(tree):
    """Yield (name, full name) of what the code imports from the package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module.split(".")[0] == PACKAGE:
                for alias in node.names:
                    yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def dotted(node):
    """Return the text of `a.b.c`, or None if the node is anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return None


def named(tree, known):
    """Yield the full name of each function and class of the package in the code."""
    for node in ast.walk(tree):
        first, _, rest = (dotted(node) or "").partition(".")
        name = f"{known.get(first)}.{rest}".rstrip(".")
        if first in known and not isinstance(found(name), ModuleType):
            yield canonical(name)


def shown(tree, known):
    """Yield the full names of what the code hands to `show_source`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and dotted(node.func) in SHOW:
            for argument in node.args:
                yield from named(argument, known)


SHOW = ("show_source", "plotting.show_source")


def uses(cells):
    """Return ({shown: anchor}, {used: anchor}) of cells (anchor, code), in order.

    What is shown is not used as well, and the first anchor of each counts.
    """
    known, is_shown, is_used = {}, {}, {}
    for anchor, code in cells:
        tree = ast.parse(code)
        known |= dict(imported(tree))
        for names, places in ((shown, is_shown), (named, is_used)):
            for name in names(tree, known):
                places.setdefault(name, anchor)
    return is_shown, {k: v for k, v in is_used.items() if k not in is_shown}
