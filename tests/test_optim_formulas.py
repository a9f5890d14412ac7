"""Fifty updates of every optimiser beside the same formula on single floats.

The formulas are PyTorch's. `tests/frameworks` compares with PyTorch itself; three of
its updates are recorded here.
"""

import math

import numpy as np
import pytest

from rnn_tutorial.optim import adagrad, adam, adamw, momentum, nesterov, rmsprop, sgd

START = 1.0, -2.0, 0.0
STEPS = 50


def momentum_by_floats(theta, grads, lr, beta, ahead):
    """v = beta v + g; then lr times v, or times g + beta v."""
    v = 0.0
    for g in grads:
        v = beta * v + g
        theta -= lr * (g + beta * v if ahead else v)
        yield theta


def adagrad_by_floats(theta, grads, lr, eps):
    """The sum of all squares; epsilon outside the root."""
    total = 0.0
    for g in grads:
        total += g * g
        theta -= lr * g / (math.sqrt(total) + eps)
        yield theta


def rmsprop_by_floats(theta, grads, lr, beta, eps):
    """A running mean of squares, not corrected; epsilon outside the root."""
    mean = 0.0
    for g in grads:
        mean = beta * mean + (1 - beta) * g * g
        theta -= lr * g / (math.sqrt(mean) + eps)
        yield theta


def adam_by_floats(theta, grads, lr, beta1, beta2, eps, decay=0.0):
    """Both means corrected; epsilon outside the root of the corrected one."""
    m = v = 0.0
    for k, g in enumerate(grads, start=1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        theta -= lr * decay * theta
        m_hat, v_hat = m / (1 - beta1**k), v / (1 - beta2**k)
        theta -= lr * m_hat / (math.sqrt(v_hat) + eps)
        yield theta


CASES = {  # optimiser, formula and its settings
    "sgd": (sgd(0.1), momentum_by_floats, (0.1, 0.0, False)),
    "momentum": (momentum(0.1), momentum_by_floats, (0.1, 0.9, False)),
    "momentum 0.5": (momentum(0.2, 0.5), momentum_by_floats, (0.2, 0.5, False)),
    "nesterov": (nesterov(0.1), momentum_by_floats, (0.1, 0.9, True)),
    "nesterov 0.5": (nesterov(0.2, 0.5), momentum_by_floats, (0.2, 0.5, True)),
    "adagrad": (adagrad(), adagrad_by_floats, (1e-2, 1e-10)),
    "adagrad 0.1": (adagrad(0.3, 0.1), adagrad_by_floats, (0.3, 0.1)),
    "rmsprop": (rmsprop(), rmsprop_by_floats, (1e-2, 0.99, 1e-8)),
    "rmsprop 0.1": (rmsprop(0.3, 0.9, 0.1), rmsprop_by_floats, (0.3, 0.9, 0.1)),
    "adam": (adam(), adam_by_floats, (1e-3, 0.9, 0.999, 1e-8)),
    "adam 0.1": (adam(0.3, 0.8, 0.9, 0.1), adam_by_floats, (0.3, 0.8, 0.9, 0.1)),
    "adamw": (adamw(), adam_by_floats, (1e-3, 0.9, 0.999, 1e-8, 1e-2)),
    "adamw 0.1": (
        adamw(0.3, 0.8, 0.9, 0.1, 0.5),
        adam_by_floats,
        (0.3, 0.8, 0.9, 0.1, 0.5),
    ),
}
SCALES = {  # of the gradient at step k
    "random": lambda k: 1.0,
    "zero": lambda k: 0.0,
    "tiny": lambda k: 1e-200,
    "as small as epsilon": lambda k: 1e-9,
    "huge": lambda k: 1e100,
    "overflowing": lambda k: 1e200,
    "mixed": lambda k: (1.0, 0.0, 1e20, 1e-20, 1e-5)[k % 5],
}


def path(optimizer, steps):
    """The parameters after every update, (steps, parameters)."""
    params, found = np.array(START[: len(steps[0])]), []
    state = optimizer.init(params)
    with np.errstate(over="ignore"):
        for grads in steps:
            params, state = optimizer.update(np.array(grads), state, params)
            found.append(params)
    return np.array(found)


@pytest.mark.parametrize("kind", SCALES)
@pytest.mark.parametrize("name", CASES)
def test_fifty_updates_follow_the_formula(name, kind):
    optimizer, formula, settings = CASES[name]
    scales = [[SCALES[kind](k)] for k in range(STEPS)]
    steps = scales * np.random.default_rng(0).normal(size=(STEPS, len(START)))
    columns = zip(START, steps.T.tolist(), strict=True)
    expected = [list(formula(theta, g, *settings)) for theta, g in columns]
    found = path(optimizer, steps).T
    largest = np.abs(expected).max(axis=1, keepdims=True)
    assert (np.abs(found - expected) <= 1e-13 * largest).all()


THREE_STEPS = [0.5, -0.25], [0.0, 1000.0], [-2.0, 1e-9]
RECORDED = {  # by PyTorch 2.13.0 in float64; a rate of 0.1 for the first two
    "momentum": [
        [0.95, -1.975],
        [0.9049999999999999, -101.9525],
        [1.0645, -191.9322500001],
    ],
    "nesterov": [
        [0.905, -1.9525],
        [0.8645, -191.93225],
        [1.20805, -272.91402500019],
    ],
    "adagrad": [
        [0.990000000002, -1.990000000004],
        [0.990000000002, -1.999999999691499],
        [0.9997014250029826, -1.999999999691509],
    ],
    "rmsprop": [
        [0.900000019999996, -1.9000000399999841],
        [0.900000019999996, -2.000000036896234],
        [0.9970710970728142, -2.0000000368963344],
    ],
    "adam": [
        [0.99900000002, -1.99900000004],
        [0.9983299417848203, -1.9997439694095454],
        [0.998824213669205, -2.000319059888458],
    ],
    "adamw": [
        [0.99899000002, -1.99898000004],
        [0.9983099518848202, -1.999703979609545],
        [0.9987942406696861, -2.0002590730486616],
    ],
}


@pytest.mark.parametrize("name", RECORDED)
def test_three_updates_are_those_that_pytorch_recorded(name):
    found = path(CASES[name][0], THREE_STEPS)
    np.testing.assert_allclose(found, RECORDED[name], rtol=1e-13)
