"""Keras's SimpleRNN, LSTM and GRU in float64, with all their gradients.

Keras computes on TensorFlow here: on PyTorch and JAX it rounds products to float32.
"""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

from framework_runs import LENGTHS, B, D, H, T, grouped  # noqa: E402

keras.config.set_floatx("float64")
LAYERS = {
    "rnn": (keras.layers.SimpleRNN, {}),
    "lstm": (keras.layers.LSTM, {}),
    "gru": (keras.layers.GRU, {"reset_after": True}),
    "gru_reset_before": (keras.layers.GRU, {"reset_after": False}),
}


def cases(rng):
    """Yield (name, case): one and both directions, plain, masked and without bias."""
    for kind in LAYERS:
        for directions in (1, 2):
            for lengths in (None, LENGTHS):
                name = f"{kind}, directions {directions}"
                name += ", masked" if lengths else ""
                yield name, case(rng, kind, directions, lengths)
        yield f"{kind}, no bias", case(rng, kind, 1, None, use_bias=False)


def case(rng, kind, directions, lengths, use_bias=True):
    """Random weights, inputs, states and cotangents, and Keras's answer."""
    layer = build(kind, directions, use_bias)
    layer.set_weights([0.5 * rng.standard_normal(w.shape) for w in layer.weights])
    n_states = directions * (2 if kind == "lstm" else 1)
    shapes = [(B, T, D), *n_states * [(B, H)]]
    given = [tf.constant(rng.standard_normal(shape)) for shape in shapes]
    arrays = {}
    for name, tensors in run(rng, layer, given, lengths).items():
        arrays |= grouped(name, {str(n): np.array(t) for n, t in enumerate(tensors)})
    return arrays | ({"lengths": lengths} if lengths else {})


def run(rng, layer, given, lengths):
    """The layer's outputs, and all gradients for random cotangents, as lists."""
    weights = [variable.value for variable in layer.weights]
    mask = np.arange(T) < np.array(lengths)[:, None] if lengths else None
    with tf.GradientTape() as tape:
        tape.watch(given)
        outputs = layer(given[0], mask=mask, initial_state=given[1:])
    d_out = [rng.standard_normal(out.shape) for out in outputs]
    if lengths:  # what Keras shows in the padding is nobody's business
        d_out[0] *= mask[..., None]
    d_out = [tf.constant(cotangent) for cotangent in d_out]
    d_weights, d_in = tape.gradient(outputs, [weights, given], d_out)
    parts = {"weights": weights, "in": given, "out": outputs, "d_out": d_out}
    return parts | {"d_weights": d_weights, "d_in": d_in}


def build(kind, directions, use_bias):
    """The layer that returns all its outputs and its last states, with weights."""
    make, settings = LAYERS[kind]
    settings = settings | {"return_sequences": True, "return_state": True}
    layer = make(H, use_bias=use_bias, **settings)
    layer = layer if directions == 1 else keras.layers.Bidirectional(layer)
    layer.build((B, T, D))
    return layer
