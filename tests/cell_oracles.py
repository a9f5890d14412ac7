"""The cells' equations once more, step by step, in a form that autograd differentiates.

Each function returns the next state as (h, ...): h is what the cell shows.
"""

import autograd.numpy as anp


def sigmoid(a):
    return 1 / (1 + anp.exp(-a))


def rnn(params, x, state):
    W_xh, W_hh, b = params
    return (anp.tanh(anp.dot(x, W_xh) + anp.dot(state[0], W_hh) + b),)


def lstm(params, x, state):
    W_xh, W_hh, b = params[:3]
    p_i, p_f, p_o = params[3] if len(params) == 4 else (0, 0, 0)
    h, c = state
    a_i, a_f, a_g, a_o = anp.split(anp.dot(x, W_xh) + anp.dot(h, W_hh) + b, 4, axis=-1)
    new = sigmoid(a_f + p_f * c) * c + sigmoid(a_i + p_i * c) * anp.tanh(a_g)
    return sigmoid(a_o + p_o * new) * anp.tanh(new), new


def lstm_coupled(params, x, state):
    W_xh, W_hh, b = params
    h, c = state
    a_f, a_g, a_o = anp.split(anp.dot(x, W_xh) + anp.dot(h, W_hh) + b, 3, axis=-1)
    new = sigmoid(a_f) * c + (1 - sigmoid(a_f)) * anp.tanh(a_g)
    return sigmoid(a_o) * anp.tanh(new), new


def gru(params, x, state):
    W_xh, W_hh, b, b_hn = params
    h = state[0]
    x_r, x_z, x_n = anp.split(anp.dot(x, W_xh) + b, 3, axis=-1)
    W_r, W_z, W_n = anp.split(W_hh, 3, axis=-1)
    r, z = sigmoid(x_r + anp.dot(h, W_r)), sigmoid(x_z + anp.dot(h, W_z))
    n = anp.tanh(x_n + r * (anp.dot(h, W_n) + b_hn))
    return ((1 - z) * n + z * h,)


def gru_reset_before(params, x, state):
    W_xh, W_hh, b = params
    h = state[0]
    x_r, x_z, x_n = anp.split(anp.dot(x, W_xh) + b, 3, axis=-1)
    W_r, W_z, W_n = anp.split(W_hh, 3, axis=-1)
    r, z = sigmoid(x_r + anp.dot(h, W_r)), sigmoid(x_z + anp.dot(h, W_z))
    n = anp.tanh(x_n + anp.dot(r * h, W_n))
    return ((1 - z) * n + z * h,)


STEPS = {
    "rnn": rnn,
    "lstm": lstm,
    "lstm_peephole": lstm,
    "lstm_coupled": lstm_coupled,
    "gru": gru,
    "gru_reset_before": gru_reset_before,
}
