"""Ports: parameters, gradients and states in the layouts of PyTorch, Keras and ONNX.

They are functions of arrays; no framework is imported. Gate order, number of biases,
transposition and the place of the reset differ, and nothing else does.
"""

from .keras import (
    from_keras,
    grads_from_keras,
    grads_to_keras,
    state_from_keras,
    state_to_keras,
    to_keras,
)
from .onnx import (
    from_onnx,
    hs_from_onnx,
    onnx_attributes,
    state_from_onnx,
    state_to_onnx,
    to_onnx,
)
from .pytorch import (
    from_pytorch,
    grads_from_pytorch,
    grads_to_pytorch,
    state_from_pytorch,
    state_to_pytorch,
    to_pytorch,
)

__all__ = [
    "from_keras",
    "from_onnx",
    "from_pytorch",
    "grads_from_keras",
    "grads_from_pytorch",
    "grads_to_keras",
    "grads_to_pytorch",
    "hs_from_onnx",
    "onnx_attributes",
    "state_from_keras",
    "state_from_onnx",
    "state_from_pytorch",
    "state_to_keras",
    "state_to_onnx",
    "state_to_pytorch",
    "to_keras",
    "to_onnx",
    "to_pytorch",
]
