"""Wrong answers to the exercises on the GRU, as readers write them."""

import numpy as np
import pytest

from rnn_tutorial.exercises import gru as exercises
from rnn_tutorial.exercises import verdict
from rnn_tutorial.functions import sigmoid


def first_third(W_xh, W_hh, b_h, b_hn):
    H = len(b_hn)
    new = [W.copy() for W in (W_xh, W_hh, b_h)]
    for W in new:
        W[..., :H] *= -1
    return (*new, b_hn)


def in_place(W_xh, W_hh, b_h, b_hn):
    H = len(b_hn)
    for W in (W_xh, W_hh, b_h):
        W[..., H : 2 * H] *= -1
    return W_xh, W_hh, b_h, b_hn


def no_bias(W_xh, W_hh, b_h, b_hn):
    H = len(b_hn)
    new = [W.copy() for W in (W_xh, W_hh)]
    for W in new:
        W[:, H : 2 * H] = -W[:, H : 2 * H]
    return (*new, b_h, b_hn)


def three_arrays(W_xh, W_hh, b_h, b_hn):
    signs = np.repeat([1, -1, 1], len(b_hn))
    return W_xh * signs, W_hh * signs, b_h * signs


def wrong_sign_of_b_hn(W_xh, W_hh, b_h, b_hn):
    signs = np.repeat([1, -1, 1], len(b_hn))
    return W_xh * signs, W_hh * signs, b_h * signs, -b_hn


def at_the_gate(dh, r, z, n, m):
    return (dh * (1 - z)) * (1 - n * n) * m


def wrong_weight(dh, r, z, n, m):
    da_n = dh * z * (1 - n**2)
    return da_n * m * r * (1 - r)


def summed(weight_ih, weight_hh, bias_ih, bias_hh):
    H = weight_hh.shape[1]
    return weight_ih.T, weight_hh.T, bias_ih + bias_hh, bias_hh[-H:]


def untransposed(weight_ih, weight_hh, bias_ih, bias_hh):
    H = len(bias_hh) // 3
    b_h = bias_ih.copy()
    b_h[: 2 * H] += bias_hh[: 2 * H]
    return weight_ih, weight_hh, b_h, bias_hh[2 * H :]


def moved_out(weight_ih, weight_hh, bias_ih, bias_hh):
    H = len(bias_hh) // 3
    return weight_ih.T, weight_hh.T, bias_ih + bias_hh, np.zeros(H)


def lstm_size(D, n):
    return (-(D + 1) + np.sqrt((D + 1) ** 2 + n)) / 2


def one_bias(D, n):
    return float(np.roots([3, 3 * D + 3, -n]).max())


def whole(D, n):
    H = 1
    while 3 * (H + 1) * (D + H + 2) + H + 1 <= n:
        H += 1
    return H


@pytest.mark.parametrize(
    ("exercise", "answer", "part"),
    [
        (exercises.other_z, first_third, "block of r"),
        (exercises.other_z, in_place, "in place"),
        (exercises.other_z, no_bias, "bias of z belongs"),
        (exercises.other_z, three_arrays, "3 parts"),
        (exercises.other_z, lambda *arrays: arrays, "Nothing has changed"),
        (exercises.other_z, wrong_sign_of_b_hn, "Part b_hn"),
        (
            exercises.reset_gradient,
            lambda dh, r, z, n, m: (1 - r) * r**2 * m * dh * (1 - z) * (1 - n * n),
            "once too often",
        ),
        (exercises.reset_gradient, at_the_gate, "behind the sigmoid"),
        (exercises.reset_gradient, wrong_weight, "weight 1 - z"),
        (exercises.reset_gradient, lambda dh, r, z, n, m: dh * m, "should be"),
        (exercises.from_torch, summed, "counts twice"),
        (exercises.from_torch, untransposed, "transpose them"),
        (exercises.from_torch, moved_out, "out of the reset"),
        (exercises.wrong_line, "A", "A is right"),
        (exercises.wrong_line, "b", "B is right"),
        (exercises.wrong_line, "D", "D is right"),
        (exercises.half_life, lambda b: np.log(2) / np.log(1 + np.exp(b)), "keeps"),
        (exercises.half_life, lambda b: 0.5 / sigmoid(-b), "same fraction"),
        (exercises.half_life, lambda b: sigmoid(b) ** 0.5, "should be"),
        (exercises.half_life, lambda b: 0.69314718056 * np.exp(b), "solve exactly"),
        (exercises.half_life, lambda b: -(np.log(2) // np.log(sigmoid(b))), "round it"),
        (exercises.gru_size, lambda D, n: np.roots([3, 3 * D + 4, -n]).min(), "below"),
        (exercises.gru_size, lstm_size, "four gates"),
        (exercises.gru_size, one_bias, "second bias of n"),
        (exercises.gru_size, whole, "rounding comes after"),
    ],
)
def test_a_wrong_answer_is_told_what_is_wrong(exercise, answer, part):
    right, says = verdict(exercise, answer)
    assert not right
    assert part in says


def test_a_port_without_the_package_is_right():
    def port(weight_ih, weight_hh, bias_ih, bias_hh):
        H = len(bias_hh) // 3
        b_h = bias_ih.copy()
        b_h[: 2 * H] += bias_hh[: 2 * H]
        return weight_ih.T, weight_hh.T, b_h, bias_hh[2 * H :]

    assert verdict(exercises.from_torch, port).right


def test_the_size_by_the_roots_of_a_polynomial_is_right():
    def size(D, n):
        return float(np.roots([3, 3 * D + 4, -n]).max())

    assert verdict(exercises.gru_size, size).right
