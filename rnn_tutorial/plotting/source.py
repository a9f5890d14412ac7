"""Show the tested source of a function, so that a chapter cannot print another."""

import inspect
from collections.abc import Callable
from textwrap import dedent

from IPython.display import Markdown


def show_source(*objects: Callable) -> Markdown:
    """Return the source of functions or classes as one highlighted Python block."""
    text = "\n\n".join(dedent(inspect.getsource(item)).rstrip() for item in objects)
    return Markdown(f"```python\n{text}\n```")
