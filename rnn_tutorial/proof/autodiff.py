"""A tape: note every operation as it runs, then walk back over the notes.

For the chapter on five ways to a gradient, and for nothing else in the package.
"""

import numpy as np


class Variable:
    """A value on a tape. `pull` turns its gradient into those of its parents."""

    def __init__(self, tape: list, value, parents=(), pull=lambda d: ()):
        self.tape, self.value, self.parents, self.pull = tape, value, parents, pull
        self.grad = np.zeros_like(value)
        tape.append(self)

    def __add__(self, other):
        """c = a + b: both parents get d."""
        total = self.value + other.value
        return Variable(self.tape, total, (self, other), lambda d: (d, d))

    def __sub__(self, other):
        """c = a - b: the second parent gets -d."""
        rest = self.value - other.value
        return Variable(self.tape, rest, (self, other), lambda d: (d, -d))

    def __mul__(self, other):
        """c = a * b, entry by entry: da = d * b, db = a * d."""
        a, b = self.value, other.value
        return Variable(self.tape, a * b, (self, other), lambda d: (d * b, a * d))

    def __matmul__(self, other):
        """c = a @ b: da = d b^T (n, m), db = a^T d (m, p) for d (n, p)."""
        a, b = self.value, other.value
        return Variable(self.tape, a @ b, (self, other), lambda d: (d @ b.T, a.T @ d))

    def tanh(self):
        """h = tanh(a): da = d * (1 - h^2)."""
        h = np.tanh(self.value)
        return Variable(self.tape, h, (self,), lambda d: (d * (1 - h**2),))

    def sum(self):
        """The sum of all entries: each of them gets d."""
        ones = np.ones_like(self.value)
        return Variable(self.tape, self.value.sum(), (self,), lambda d: (d * ones,))


def sum_to(d, shape: tuple):
    """Undo a broadcast: sum over the axes that it added, and those it stretched."""
    d = d.sum(axis=tuple(range(d.ndim - len(shape))))
    stretched = tuple(axis for axis, size in enumerate(shape) if size == 1)
    return d.sum(axis=stretched, keepdims=True)


def backward(output: Variable) -> None:
    """Put d output / d v into v.grad, for every v on the tape; output is a scalar."""
    output.grad = np.ones_like(output.value)
    for node in reversed(output.tape):
        for parent, d in zip(node.parents, node.pull(node.grad), strict=True):
            parent.grad += sum_to(d, parent.grad.shape)
