"""The tape: each operation by itself, the walk back, and who uses it."""

import ast
from pathlib import Path

import numpy as np
import pytest

from rnn_tutorial.gradcheck import check_gradients, complex_step_gradient
from rnn_tutorial.proof import autodiff
from rnn_tutorial.proof.autodiff import Variable, backward, sum_to

ROOT = Path(__file__).resolve().parents[1]
A = np.array([[1.0, -2.0, 3.0], [0.5, 4.0, -1.0]])
B = np.array([[2.0, 1.0, -1.0], [3.0, -0.5, 2.0]])
W = np.array([[1.0, 2.0], [-1.0, 0.5], [3.0, -2.0]])
D = np.array([[1.0, 10.0, 100.0], [2.0, 20.0, 200.0]])

OPERATIONS = {
    "add": (lambda a, b: a + b, B, A + B, D, D),
    "subtract": (lambda a, b: a - b, B, A - B, D, -D),
    "multiply": (lambda a, b: a * b, B, A * B, D * B, A * D),
    "matmul": (lambda a, b: a @ b, W, A @ W, D[:, :2] @ W.T, A.T @ D[:, :2]),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_has_its_value_and_pulls_its_gradient(name):
    operation, other, value, da, db = OPERATIONS[name]
    tape = []
    a, b = Variable(tape, A), Variable(tape, other)
    c = operation(a, b)
    np.testing.assert_array_equal(c.value, value)
    assert c.parents == (a, b) and tape == [a, b, c] and c.tape is tape
    pulled = c.pull(D[:, : value.shape[1]])
    for found, right in zip(pulled, (da, db), strict=True):
        np.testing.assert_array_equal(found, right)


def test_tanh_pulls_its_slope():
    a = Variable([], np.arctanh(np.array([0.5, -0.8])))
    h = a.tanh()
    np.testing.assert_allclose(h.value, [0.5, -0.8])
    (da,) = h.pull(np.array([2.0, 10.0]))
    np.testing.assert_allclose(da, [1.5, 3.6])
    assert h.parents == (a,)


def test_a_sum_sends_its_gradient_to_every_entry():
    a = Variable([], A)
    total = a.sum()
    assert total.value == 5.5 and total.parents == (a,)
    (da,) = total.pull(np.array(3.0))
    np.testing.assert_array_equal(da, np.full((2, 3), 3.0))


def test_a_leaf_has_no_parents_and_starts_at_zero():
    leaf = Variable([], A)
    assert leaf.parents == () and leaf.pull(D) == ()
    np.testing.assert_array_equal(leaf.grad, np.zeros((2, 3)))


@pytest.mark.parametrize(
    ("shape", "right"),
    [
        ((2, 3), D),
        ((3,), [3.0, 30.0, 300.0]),
        ((1, 3), [[3.0, 30.0, 300.0]]),
        ((2, 1), [[111.0], [222.0]]),
        ((1, 1), [[333.0]]),
        ((), 333.0),
    ],
)
def test_a_broadcast_is_summed_back(shape, right):
    found = sum_to(D, shape)
    assert found.shape == shape
    np.testing.assert_array_equal(found, right)


def test_several_added_axes_are_summed():
    np.testing.assert_array_equal(sum_to(np.ones((4, 2, 3)), (3,)), [8, 8, 8])


def test_uses_add_up():
    """a is used three times: d(a * a + a) / da = 2 a + 1."""
    a = Variable([], np.array(3.0))
    last = a * a + a
    backward(last)
    assert (a.grad, last.grad) == (7, 1)


def test_a_node_waits_for_all_that_use_it():
    """b reaches the output by a short and a long way: d(b + b * b)/da = 2 (1 + 2 b)."""
    tape = []
    a, two = Variable(tape, np.array(3.0)), Variable(tape, np.array(2.0))
    b = a * two
    backward(b + b * b)
    assert a.grad == 26 and two.grad == 39


def test_a_long_tape_needs_no_recursion():
    tape = []
    a, one = Variable(tape, np.array(0.0)), Variable(tape, np.array(1.0))
    last = a
    for _ in range(5000):
        last = last + one
    backward(last)
    assert one.grad == 5000


def test_values_stay_as_they_are():
    arrays = A.copy(), W.copy()
    a, w = (Variable([], x) for x in arrays)
    w.tape = a.tape
    backward((a @ w).tanh().sum())
    np.testing.assert_array_equal(arrays[0], A)
    np.testing.assert_array_equal(arrays[1], W)


def test_everything_together_passes_the_check():
    rng = np.random.default_rng(0)
    leaves = {"x": rng.normal(size=(3, 2)), "W": rng.normal(size=(2, 4))}
    leaves |= {"b": rng.normal(size=4), "y": rng.normal(size=(3, 4))}

    def on_tape(values):
        tape = []
        x, w, b, y = nodes = [Variable(tape, v) for v in values.values()]
        miss = (x @ w + b).tanh() - y
        return (miss * miss).sum(), nodes

    total, nodes = on_tape(leaves)
    backward(total)
    grads = {name: node.grad for name, node in zip(leaves, nodes, strict=True)}
    assert check_gradients(lambda v: on_tape(v)[0].value, leaves, grads).ok
    exact = complex_step_gradient(
        lambda b: np.sum((np.tanh(leaves["x"] @ leaves["W"] + b) - leaves["y"]) ** 2),
        leaves["b"],
    )
    np.testing.assert_allclose(grads["b"], exact, rtol=1e-12)


def test_it_fits_on_sixty_lines():
    source = Path(autodiff.__file__).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 60


def test_only_the_five_ways_use_it():
    """The rest of the project derives its gradients by hand."""
    users = []
    for folder in ("rnn_tutorial", "experiments", "benchmarks", "scripts"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "node_modules" in path.parts:
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            nodes = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
            names = {f"{n.module}.{a.name}" for n in nodes for a in n.names}
            if any("autodiff" in name.split(".") for name in names):
                users.append(str(path.relative_to(ROOT)))
    assert users == ["rnn_tutorial/proof/ways.py"]
