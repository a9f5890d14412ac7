"""Wrong answers to the exercises on the LSTM, as readers write them."""

import inspect

import numpy as np
import pytest

from rnn_tutorial.exercises import lstm as exercises
from rnn_tutorial.exercises import verdict


def split(W):
    return np.split(W, 4, axis=1)


def step(W_hh, gates, c_prev, c, dh, dc):
    i, f, g, o = split(gates)
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g * g)]
    da = np.concatenate([*da, dh * np.tanh(c) * o * (1 - o)], axis=1)
    return da, da @ W_hh.T, dc * f


def untransposed(W_hh, gates, c_prev, c, dh, dc):
    da, _, dc_prev = step(W_hh, gates, c_prev, c, dh, dc)
    return da, da @ W_hh, dc_prev


def order_f_i(W_hh, gates, c_prev, c, dh, dc):
    da, _, dc_prev = step(W_hh, gates, c_prev, c, dh, dc)
    i, f, g, o = split(da)
    da = np.concatenate([f, i, g, o], axis=1)
    return da, da @ W_hh.T, dc_prev


def no_way_through_h(W_hh, gates, c_prev, c, dh, dc):
    return step(W_hh, gates, c_prev, c, dh, dc)[:2] + (dc * split(gates)[1],)


def two_results(*arguments):
    return step(*arguments)[:2]


def with_line(old, new):
    """The step with one of its lines written wrong."""
    source, names = inspect.getsource(step), dict(globals())
    assert source.count(old) == 1
    exec(source.replace(old, new), names)
    return names["step"]


def f_too_early(W_hh, gates, c_prev, c, dh, dc):
    i, f, g, o = split(gates)
    dc = (dc + dh * o * (1 - np.tanh(c) ** 2)) * f
    da = [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g * g)]
    da = np.concatenate([*da, dh * np.tanh(c) * o * (1 - o)], axis=1)
    return da, da @ W_hh.T, dc


def own_slope(i):
    s = 1 / (1 + np.exp(-i))
    return s * (1 - s)


def sigmoid_twice(W_hh, gates, c_prev, c, dh, dc):
    i, f, g, o = split(gates)
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = [dc * g * own_slope(i), dc * c_prev * own_slope(f), dc * i * (1 - g * g)]
    da = np.concatenate([*da, dh * np.tanh(c) * own_slope(o)], axis=1)
    return da, da @ W_hh.T, dc * f


def no_forget_gate(i, f, g, o, c_prev, c, dh, dc):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    return dc * g, dc * c_prev, dc * i, dc


def with_slopes(i, f, g, o, c_prev, c, dh, dc):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    dg = dc * i * (1 - g) * (1 + g)
    return dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dg, dc * f


def no_second_tanh(i, f, g, o, c_prev, c, dh, dc):
    dc = dc + dh * o
    return dc * g, dc * c_prev, dc * i, dc * f


def colleague(i, f, g, o, c_prev, c, dh, dc):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    dc = dc * f
    return dc * g, dc * c_prev, dc * i, dc


def f_twice(i, f, g, o, c_prev, c, dh, dc):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    out = dc * g, dc * c_prev, dc * i
    dc = dc * f
    return *out, dc * f


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.parameters, lambda D, H: 4 * (H * D + H * H), "biases are missing"),
        (
            exercises.parameters,
            lambda D, H: 4 * (H * D + H * H) + H,
            "biases of its own",
        ),
        (exercises.parameters, lambda D, H: 4 * H * (D + H) + 4, "not one for each"),
        (exercises.parameters, lambda D, H: (D + H + 1) * 4 * D, "multiply by D"),
        (exercises.parameters, lambda D, H: 3 * H * (D + 1 + H), "four"),
        (exercises.parameters, 4, "function"),
        (exercises.reordered, lambda W: W, "order of the file"),
        (exercises.reordered, lambda W: W[:, ::-1], "At index"),
        (exercises.reordered, lambda W: np.stack(split(W)), "shape"),
        (
            exercises.reordered,
            lambda W: np.roll(W, W.shape[1] // 4, axis=1),
            "other way",
        ),
        (exercises.step_backward, untransposed, "ValueError"),
        (exercises.step_backward, order_f_i, "another order"),
        (exercises.step_backward, no_way_through_h, "all of dc_t"),
        (exercises.step_backward, two_results, "2 parts"),
        (exercises.step_backward, f_too_early, "overwritten too early"),
        (exercises.step_backward, with_line("* c_prev", "* c"), "c_prev, not c"),
        (exercises.step_backward, with_line("dh * np", "dc * np"), "hears dh"),
        (
            exercises.step_backward,
            with_line("np.tanh(c) * o", "np.tanh(c) * o * (1 - o) * o"),
            "slope of o is applied twice",
        ),
        (exercises.step_backward, sigmoid_twice, "through the sigmoid already"),
        (exercises.step_backward, with_line("W_hh.T", "W_hh.T / 2"), "Part dh_prev"),
        (
            exercises.step_backward,
            with_line("dc * f\n", "dc * i\n"),
            "That gate stands",
        ),
        (exercises.step_backward, with_line("dc * f\n", "dc * o\n"), "Part dc_prev"),
        (exercises.step_backward, with_line("+ dh * o", "+ dh"), "the factor o"),
        (exercises.step_backward, with_line("da @", "dh + da @"), "goes no further"),
        (exercises.parameters, lambda D, H: 4 * (H + D * H), "W_hh is missing"),
        (
            exercises.mended,
            lambda i, f, g, o, c_prev, c, dh, dc: (dc * g, dc * c_prev, dc * i, dc * f),
            "is lost now",
        ),
        (
            exercises.unsquashed_backward,
            lambda o, c, dh: (dh * c * (1 - o * o), dh * o),
            "a tanh's",
        ),
        (exercises.reordered, lambda W: np.roll(W, -1, axis=1), "one column"),
        (
            exercises.reordered,
            lambda W: np.concatenate([split(W)[n] for n in (0, 2, 3, 1)], axis=1),
            "o and i",
        ),
        (exercises.mended, no_forget_gate, "lacks the forget gate"),
        (exercises.mended, with_slopes, "not da"),
        (exercises.mended, no_second_tanh, "Part di"),
        (exercises.mended, f_twice, "twice"),
        (exercises.mended, colleague, "bug is still in it"),
        (exercises.kept, "a", "near one"),
        (exercises.kept, "D", "no weight matrix"),
        (exercises.kept, 0.048, "one letter"),
        (exercises.unsquashed_backward, lambda o, c, dh: (dh * c, dh * o), "slope"),
        (
            exercises.unsquashed_backward,
            lambda o, c, dh: (dh * o, dh * c * o * (1 - o)),
            "exchanged",
        ),
        (
            exercises.unsquashed_backward,
            lambda o, c, dh: (dh * c * (o - o * o), dh * o * (1 - c * c)),
            "1 - c**2",
        ),
        (
            exercises.unsquashed_backward,
            lambda o, c, dh: (dh * c * (1 - o), dh * o),
            "not 1 - o",
        ),
        (
            exercises.unsquashed_backward,
            lambda o, c, dh: (dh * np.tanh(c) * o * (1 - o), dh * o),
            "still has tanh",
        ),
    ],
)
def test_a_wrong_answer_is_told_what_is_wrong(exercise, answer, part):
    right, says = verdict(exercise, answer)
    assert not right
    assert part in says, says
