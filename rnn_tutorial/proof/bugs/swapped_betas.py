"""Adam, whose two memories have each other's length."""

import numpy as np


def adam_step(g, m, v, n, lr=0.01, beta1=0.999, beta2=0.9):
    """Adam's n-th step for the gradient g, n = 1, 2, ... -> step, m, v."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat, v_hat = m / (1 - beta1**n), v / (1 - beta2**n)
    return -lr * m_hat / (np.sqrt(v_hat) + 1e-8), m, v
