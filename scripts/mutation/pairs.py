"""What takes the place of what: operators, and functions by name."""

import ast

OTHER_OPERATOR = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
COMMUTES = (ast.Add, ast.Mult, ast.BitAnd, ast.BitOr)
OPPOSITES = ["max min", "maximum minimum", "argmax argmin", "any all", "zeros ones"]
OPPOSITES += ["zeros_like ones_like", "floor ceil", "sum mean"]
OTHER_NAME = {a: b for pair in OPPOSITES for a, b in [pair.split(), pair.split()[::-1]]}
DROPPED = {"sqrt", "exp", "log", "tanh", "abs", "sigmoid", "square", "copy", "reversed"}
DROPPED |= {"sorted", "flip", "transpose", "swapaxes", "cumsum"}
ORDERED = {"subtract", "divide", "power", "outer", "swapaxes", "matmul", "dot"}
