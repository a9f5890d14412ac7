"""Recurrent layers run by PyTorch, Keras and ONNX: what the ports are compared with.

A *case* is a dict of arrays: the layer's weights in the framework's own layout, inputs,
states, cotangents, and what the framework answers. Names with a slash are groups.
"""

T, B, D, H = 5, 3, 4, 3
LENGTHS = [3, 5, 2]  # neither sorted nor full


def grouped(prefix, arrays):
    """{"a": array} -> {"prefix/a": array}"""
    return {f"{prefix}/{name}": array for name, array in arrays.items()}
