"""What a node of the syntax tree may be changed into, by the kind of the node.

Arithmetic and what steers it: operators, signs, transposes, indices, numbers, bounds,
conditions, dropped terms and dropped statements. Texts and annotations stay.
"""

import ast
from collections.abc import Iterator
from copy import deepcopy

from .pairs import COMMUTES, DROPPED, ORDERED, OTHER_NAME, OTHER_OPERATOR


def variants(node: ast.AST) -> list[ast.AST | None]:
    """All changes of one node; None stands for a statement left out."""
    change = CHANGES.get(type(node))
    return list(change(node)) if change else []


def _with(node, **fields):
    """A copy of the node with other fields."""
    node = deepcopy(node)
    for name, value in fields.items():
        setattr(node, name, value)
    return node


def _is_text(node):
    text = isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))
    return text or isinstance(node, ast.JoinedStr)


def _is_transposed(node):
    return isinstance(node, ast.Attribute) and node.attr == "T"


def _transposed(node):
    return node.value if _is_transposed(node) else ast.Attribute(node, "T", ast.Load())


def _binary(node: ast.BinOp) -> Iterator[ast.AST]:
    """Another operator; one of the two terms dropped."""
    if _is_text(node.left) or _is_text(node.right):
        return
    if isinstance(node.op, ast.MatMult):
        yield from _product(node)
    elif type(node.op) in OTHER_OPERATOR:
        yield _with(node, op=OTHER_OPERATOR[type(node.op)]())
        yield node.left
        if isinstance(node.op, COMMUTES):
            yield node.right


def _product(node: ast.BinOp) -> Iterator[ast.AST]:
    """Factors exchanged; either of them transposed."""
    yield _with(node, left=node.right, right=node.left)
    yield _with(node, left=_transposed(node.left))
    yield _with(node, right=_transposed(node.right))


def is_negative(node: ast.AST) -> bool:
    """Whether the node is a number with a minus before it, which counts as one."""
    minus = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
    return minus and isinstance(node.operand, ast.Constant)


def _unary(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand
    if is_negative(node):
        yield ast.Constant(1 - node.operand.value)


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    for i, op in enumerate(node.ops):
        ops = [*node.ops[:i], OTHER_OPERATOR[type(op)](), *node.ops[i + 1 :]]
        yield _with(node, ops=ops)


def _boolean(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _with(node, op=OTHER_OPERATOR[type(node.op)]())
    for i in range(len(node.values)):
        left = node.values[:i] + node.values[i + 1 :]
        yield left[0] if len(left) == 1 else _with(node, values=left)


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield _with(node, value=not node.value)
    elif isinstance(node.value, (int, float, complex)):
        yield _with(node, value=node.value + 1)


def _subscript(node: ast.Subscript) -> Iterator[ast.AST]:
    """An index one less; a bound of a slice left out."""
    index = node.slice
    if isinstance(index, ast.Constant) and isinstance(index.value, int):
        yield _with(node, slice=ast.Constant(index.value - 1))
    elif is_negative(index):
        yield _with(node, slice=ast.Constant(-index.operand.value - 1))
    places = index.elts if isinstance(index, ast.Tuple) else [index]
    for i, part in enumerate(places):
        for bound in ("lower", "upper", "step"):
            if isinstance(part, ast.Slice) and getattr(part, bound):
                yield _without_bound(node, i, bound)


def _without_bound(node, i, bound):
    node = deepcopy(node)
    index = node.slice
    part = index.elts[i] if isinstance(index, ast.Tuple) else index
    setattr(part, bound, None)
    return node


def _attribute(node: ast.Attribute) -> Iterator[ast.AST]:
    if _is_transposed(node):
        yield node.value


def _called(node):
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _call(node: ast.Call) -> Iterator[ast.AST]:
    """Another function; the argument itself; two arguments exchanged."""
    name = _called(node)
    field = "attr" if isinstance(node.func, ast.Attribute) else "id"
    if name in OTHER_NAME:
        yield _with(node, func=_with(node.func, **{field: OTHER_NAME[name]}))
    if name in DROPPED:
        yield from _undone(node)
    if name in ORDERED and len(node.args) >= 2:
        first, second, *others = node.args
        yield _with(node, args=[second, first, *others])


def _undone(node):
    """f(x) or x.f() -> x."""
    if node.args:
        yield node.args[0]
    elif isinstance(node.func, ast.Attribute):
        yield node.func.value


def _augmented(node: ast.AugAssign) -> Iterator[ast.AST | None]:
    if type(node.op) in OTHER_OPERATOR and not _is_text(node.value):
        yield _with(node, op=OTHER_OPERATOR[type(node.op)]())
    yield ast.Assign([node.target], node.value)
    yield None


def _expression(node: ast.Expr) -> Iterator[None]:
    if isinstance(node.value, ast.Call):
        yield None


def _condition(node: ast.If | ast.IfExp) -> Iterator[ast.AST]:
    """The opposite, where no operator of the condition is changed anyway."""
    if isinstance(node.test, (ast.Name, ast.Call, ast.Attribute, ast.Subscript)):
        yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))


CHANGES = {
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.BoolOp: _boolean,
    ast.Constant: _constant,
    ast.Subscript: _subscript,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.AugAssign: _augmented,
    ast.Expr: _expression,
    ast.If: _condition,
    ast.IfExp: _condition,
}
