"""What gated cells share: their weights lie side by side, for one product."""

import numpy as np


def init_weights(rng, input_size: int, hidden_size: int, n_gates: int, dtype):
    """W_xh (D, nH) of variance 1/D, W_hh (H, nH): a random rotation for each gate."""
    W_xh = rng.standard_normal((input_size, n_gates * hidden_size))
    squares = rng.standard_normal((n_gates, hidden_size, hidden_size))
    W_hh = np.hstack([np.linalg.qr(square)[0] for square in squares])
    return (W_xh / np.sqrt(input_size)).astype(dtype), W_hh.astype(dtype)


def with_bias(params, gate: int, value: float):
    """A copy of the parameters in which one gate, counted from 0, has this bias.

    Gate 1 guards the memory in both families: f of an LSTM, z of a GRU.
    """
    H, n_gates = params.W_hh.shape[0], params.W_hh.shape[1] // params.W_hh.shape[0]
    if gate not in range(n_gates):
        raise ValueError(f"gate must lie between 0 and {n_gates - 1}, got {gate}")
    b_h = params.b_h.copy()
    b_h[gate * H : (gate + 1) * H] = value
    return params._replace(b_h=b_h)


def split(gates: np.ndarray, n_gates: int) -> list[np.ndarray]:
    """Views of the gates, (..., nH) -> n times (..., H)."""
    return np.split(gates, n_gates, axis=-1)


def sigmoid_columns(kinds: str, hidden_size: int, dtype):
    """scale and shift, (nH,) each, so that one tanh computes all gates at once.

    `kinds` has an s for each sigmoid and a t for each tanh. A sigmoid is a tanh:
    sigmoid(a) = tanh(a / 2) / 2 + 1/2, so gate = scale * tanh(scale * a) + shift.
    """
    scale = [0.5 if kind == "s" else 1.0 for kind in kinds]
    shift = [0.5 if kind == "s" else 0.0 for kind in kinds]
    return np.repeat(np.array([scale, shift], dtype), hidden_size, axis=1)


def scan(update, params, projected, state):
    """Step by step: update(params, projected_t, state) -> the next state, its gates.

    Returns the T + 1 states, the first one included, and the gates (T, B, nH).
    """
    states, gates = [state], []
    for projected_t in projected:
        state, gates_t = update(params, projected_t, states[-1])
        states.append(state)
        gates.append(gates_t)
    return states, np.array(gates)


def recurrent_gradient(hs, das):
    """The sum of h_{t-1}^T da_t: hs (T+1, B, H), das (T, B, G) -> (H, G)."""
    h_prevs = hs[:-1].reshape(-1, hs.shape[-1])
    return h_prevs.T @ das.reshape(len(h_prevs), -1)
