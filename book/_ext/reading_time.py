"""How long a page takes, by a rule that CONTRIBUTING.md states."""

from docutils import nodes

WORDS_A_MINUTE = 200
AN_EQUATION = 0.5  # minutes
A_CODE_CELL = 0.75
AN_EXERCISE = 6
TEXT = (nodes.paragraph, nodes.caption, nodes.title)


def minutes(doctree):
    """Return the minutes for reading a page and for its exercises, in fives."""
    words = sum(len(node.astext().split()) for node in doctree.findall(is_read))
    equations = len(list(doctree.findall(nodes.math_block)))
    cells = len(list(doctree.findall(is_code_cell)))
    exercises = len(list(doctree.findall(is_exercise)))
    reading = words / WORDS_A_MINUTE + equations * AN_EQUATION + cells * A_CODE_CELL
    return in_fives(reading), in_fives(exercises * AN_EXERCISE)


def in_fives(time):
    """Return the minutes rounded to five, and never to none if there are some."""
    return max(5 * round(time / 5), 5 if time else 0)


def is_read(node):
    """Tell whether `node` is a text that everybody reads: not one of a solution."""
    if not isinstance(node, TEXT):
        return False
    while node is not None:
        if type(node).__name__.startswith("solution"):
            return False
        node = node.parent
    return True


def is_code_cell(node):
    """Tell whether `node` is the input of a code cell."""
    return isinstance(node, nodes.container) and "cell_input" in node["classes"]


def is_exercise(node):
    """Tell whether `node` is an exercise of sphinx-exercise."""
    name = type(node).__name__
    return name.startswith("exercise") and name.endswith("node")
