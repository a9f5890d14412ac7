"""The reference of the package, from its docstrings.

The directive `{package}` documents every module of a package in the order it lists.
"""

import inspect
import pkgutil
import re
from importlib import import_module

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList

FIELD = re.compile(r"^(\w+) : (.*)$")
OBJECT = re.compile(r"<\w[^<>]*(?:<\w+>)?[^<>]*>")
COMMENTED = re.compile(r"^    (\w+): [^#\n]+  # (.+)$", re.M)


class Package(Directive):
    """Document the modules of a package, one section each, in the order given."""

    required_arguments = 1
    has_content = True

    def run(self):
        package = self.arguments[0]
        units = [f"{package}.{unit.strip()}" for unit in self.content]
        return [self.section(name) for unit in units for name in modules(unit)]

    def section(self, name):
        """Return the section of one module."""
        short = name.split(".", 1)[1]
        title = nodes.title("", "", nodes.literal("", short))
        section = nodes.section("", title, ids=[nodes.make_id(name)], names=[name])
        text = f"```{{eval-rst}}\n.. automodule:: {name}\n   :members:\n"
        text += "   :ignore-module-all:\n```"
        lines = StringList(text.splitlines(), source=name)
        self.state.nested_parse(lines, 0, section)
        return section


def modules(unit):
    """Return the names of a module and, if it is a package, of those inside."""
    path = getattr(import_module(unit), "__path__", [])
    return [unit, *sorted(f"{unit}.{info.name}" for info in pkgutil.iter_modules(path))]


def skip_fields(app, what, name, item, skip, options):
    """Leave out the fields of named tuples: their class lists them."""
    return True if type(item).__name__ == "_tuplegetter" else None


def tidy(app, what, name, item, options, lines):
    """Put what follows `name :` below it, where numpydoc wants the description.

    A bar is a norm or an absolute value, not a substitution.
    """
    lines[:] = [line.replace("|", r"\|") for line in lines]
    for number in reversed(range(len(lines))):
        if field := FIELD.match(lines[number]):
            lines[number : number + 1] = [field[1], f"    {field[2]}"]
    if hasattr(item, "_fields"):
        lines += ["", *fields(item)]


def fields(item):
    """Return one list item for each commented field of a named tuple."""
    found = COMMENTED.findall(inspect.getsource(item))
    return [f"- ``{name}``: {comment}" for name, comment in found]


def hide_objects(app, what, name, item, options, arguments, result):
    """Write `...` for a default that has no text of its own, such as a lambda."""
    return OBJECT.sub("...", arguments) if arguments else arguments, result


def setup(app):
    app.add_directive("package", Package)
    app.connect("autodoc-skip-member", skip_fields)
    app.connect("autodoc-process-signature", hide_objects)
    app.connect("autodoc-process-docstring", tidy, priority=400)  # before napoleon
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
