"""Wrong answers to the exercises on gradient descent, as readers write them."""

import numpy as np
import pytest

from rnn_tutorial.exercises import gradient_descent as exercises
from rnn_tutorial.exercises import verdict
from rnn_tutorial.functions import one_hot, softmax
from rnn_tutorial.layers import linear_backward, linear_forward
from rnn_tutorial.losses import cross_entropy_backward, cross_entropy_forward


def mse_in_a_loop(P, y):
    dP = np.zeros_like(P)
    for i in range(len(P)):
        dP[i] = 2 * (P[i] - y[i])
    return dP


def mse_in_place(P, y):
    P -= y
    return 2 * P / len(P)


def halved_after(logits, targets):
    p = softmax(logits) / 2
    p[np.arange(len(p)), targets] -= 1
    return p / (2 * len(p))


def quarter(logits, targets):
    p = softmax(logits / 2)
    return (p - one_hot(targets, p.shape[1])) / (4 * len(p))


def whole_probabilities(logits, targets):
    p = softmax(logits)
    p[np.arange(len(p)), targets] -= 1
    return p / (2 * len(p))


def joined(params, x, targets, slope, turn=lambda a: a):
    hidden, output = params["hidden"], params["output"]
    a, _ = linear_forward(hidden, x)
    h = np.tanh(a)
    loss, cache = cross_entropy_forward(h @ output.W + output.b, targets)
    dz = cross_entropy_backward(cache)
    d_output, dh = linear_backward(output, turn(h), dz)
    return loss, {
        "hidden": linear_backward(hidden, x, dh * slope(a, h))[0],
        "output": d_output,
    }


def only_loss(params, x, targets):
    return joined(params, x, targets, lambda a, h: 1 - h**2)[0]


def without_tanh(params, x, targets):
    return joined(params, x, targets, lambda a, h: 1)


def slope_of_a(params, x, targets):
    return joined(params, x, targets, lambda a, h: 1 - a * a)


def cache_of_x(params, x, targets):
    return joined(params, x, targets, lambda a, h: 1 - h**2, turn=lambda h: h[::-1])


def test_one_step_is_the_best_rate_of_a_single_curvature_of_5():
    best, step = exercises.best_rate, exercises.one_step
    assert best.solution(5, 5) == step.solution
    assert [m.answer for m in step.mistakes] == [2 / 5, 5 / 2, 5]
    assert verdict(step, 0.2001).right and not verdict(step, 0.201).right


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.one_step, 2 / 5, "limit"),
        (exercises.one_step, 5, "lambda"),
        (exercises.one_step, 0.3, "too large"),
        (exercises.best_rate, lambda low, high: 2 / max(low, high), "limit"),
        (exercises.best_rate, lambda low, high: high**-1, "steep direction alone"),
        (exercises.best_rate, lambda low, high: 1 / (high + low), "Half"),
        (exercises.best_rate, lambda low, high: (low + high) / 2, "should be"),
        (exercises.summed_loss, "A", "minimum is the same"),
        (exercises.summed_loss, "C", "larger than the mean"),
        (exercises.summed_loss, "D", "loss it belongs to"),
        (exercises.mse_backward, mse_in_a_loop, "1/n"),
        (exercises.mse_backward, mse_in_place, "in place"),
        (exercises.mse_backward, lambda P, y: -2 * np.subtract(P, y) / P.size, "sign"),
        (exercises.mse_backward, lambda P, y: (P - y) / P.size, "square leaves"),
        (exercises.mse_backward, lambda P, y: ((P - y) ** 2).mean(), "is the loss"),
        (exercises.mse_backward, lambda P, y: 2 * (P - y).mean(), "shape ()"),
        (exercises.join, only_loss, "must be a tuple"),
        (exercises.join, without_tanh, "passes through tanh"),
        (exercises.join, slope_of_a, "not the input a"),
        (exercises.join, cache_of_x, "Part 1.output.W is wrong"),
        (exercises.cool_backward, halved_after, "should be"),
        (exercises.cool_backward, quarter, "0.5 times"),
        (exercises.cool_backward, whole_probabilities, "those of z / 2"),
        (exercises.momentum_limit, lambda lam, beta: 2 / lam, "without momentum"),
        (exercises.momentum_limit, lambda lam, b: 2 / lam - 2 * b / lam, "One sign"),
        (exercises.momentum_limit, lambda lam, b: 2 / (1 - b) / lam, "flips its sign"),
    ],
)
def test_a_wrong_answer_is_told_what_is_wrong(exercise, answer, part):
    right, says = verdict(exercise, answer)
    assert not right
    assert part in says
