"""Call a reader's function once, and catch whatever goes wrong in it."""

import copy
import inspect
import traceback

import numpy as np

from ..tree import tree_items
from .compare import describe, same

UNFINISHED = "There is still a `...` to replace by your code."
KEPT = "Your second result overwrites the first: make the array inside the call."


def attempt(function, arguments, fresh):
    """Return (result, "") or (None, what went wrong), for copies of the arguments.

    With `fresh`, an array of the result must not be the one of another call.
    """
    given = copy.deepcopy(arguments)
    try:
        got, again = function(*given), function(*copy.deepcopy(arguments))
    except Exception as error:
        return None, failure(function, arguments, error)
    if got is None or got is ...:
        return None, nothing(got)
    if not same(given, arguments, 0):
        return None, changed(function, given, arguments)
    if fresh and kept(got, again):
        return None, KEPT
    if not same(got, again, 0):
        return None, "Two calls with the same arguments give different results."
    return got, ""


def nothing(got):
    """What to say of a function that returns None or `...`."""
    if got is ...:
        return UNFINISHED
    return "The result is None: replace the `...`, and let every way end in a `return`."


def kept(got, again):
    """True if two calls returned one array, which outlives them."""
    pairs = zip(tree_items(got), tree_items(again), strict=False)
    return any(np.may_share_memory(a, b) for (_, a), (_, b) in pairs if np.ndim(a))


def changed(function, given, arguments):
    """Name the argument that the function changed in place."""
    pairs = enumerate(zip(given, arguments, strict=True))
    index = next(i for i, (new, old) in pairs if not same(new, old, 0))
    return (
        f"Your function changes its argument number {index + 1} in place: copy "
        f"{argument_name(function, index)} first."
    )


def argument_name(function, index):
    """The name of an argument, if it has one: some of NumPy's functions tell none."""
    try:
        return list(inspect.signature(function).parameters)[index]
    except (TypeError, ValueError, IndexError):
        return "it"


def failure(function, arguments, error):
    """Name the error, the reader's own line that raised it, and the arguments."""
    if isinstance(error, NotImplementedError) or "llipsis" in str(error):
        return UNFINISHED
    text = f"It stops with {type(error).__name__}: {error}".rstrip(".")
    line = own_line(function, error)
    where = f", in the line `{line}`" if line else ""
    return f"{text}{where}. The call was {describe(arguments)}."


def own_line(function, error):
    """The innermost line of the reader's own file on the way to the error."""
    code = getattr(function, "__code__", None)
    frames = traceback.extract_tb(error.__traceback__)
    own = [f.line for f in frames if code and f.filename == code.co_filename]
    return own[-1] if own else ""
