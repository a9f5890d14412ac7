"""PyTorch's RNN, LSTM and GRU in float64, with all their gradients."""

from itertools import product
from typing import NamedTuple

import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from framework_runs import LENGTHS, B, D, H, T, grouped

MODULES = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


class Setting(NamedTuple):
    """What to build: D and H are sizes, `lengths` are those of a packed batch."""

    kind: str
    D: int
    H: int
    layers: int = 1
    directions: int = 1
    bias: bool = True
    lengths: list[int] | None = None


def cases(rng):
    """Yield (name, case) for one and two layers and directions, plain and packed."""
    for kind, n, ways, lengths in product(MODULES, (1, 2), (1, 2), (None, LENGTHS)):
        setting = Setting(kind, D, H, n, ways, True, lengths)
        name = f"{kind}, layers {n}, directions {ways}"
        yield name + (", packed" if lengths else ""), case(rng, setting, T, B)
    for kind in MODULES:
        yield f"{kind}, no bias", case(rng, Setting(kind, D, H, bias=False), T, B)


def case(rng, setting, T, B, scale=0.5):
    """Random weights, inputs, states and cotangents, and PyTorch's answer."""
    module = build(setting)
    for weight in module.parameters():
        weight.data = draw(rng, weight.shape, scale)
    shape = setting.layers * setting.directions, B, setting.H
    names = ("h", "c") if setting.kind == "lstm" else ("h",)
    shapes = {"xs": (T, B, setting.D), **dict.fromkeys(names, shape)}
    given = {name: draw(rng, s).requires_grad_() for name, s in shapes.items()}
    arrays = {}
    for group, tensors in answers(rng, module, given, setting).items():
        found = {name: tensor.detach().numpy() for name, tensor in tensors.items()}
        arrays |= grouped(group, found)
    return arrays | ({"lengths": setting.lengths} if setting.lengths else {})


def answers(rng, module, given, setting):
    """The module's outputs, and all gradients for random cotangents, by name."""
    weights, (xs, *state) = dict(module.named_parameters()), given.values()
    names = ["hs", "h", "c"][: 1 + len(state)]
    outputs = dict(zip(names, run(module, xs, state, setting), strict=True))
    d_out = {name: draw(rng, out.shape) for name, out in outputs.items()}
    sum((outputs[name] * d_out[name]).sum() for name in names).backward()
    parts = {"weights": weights, "in": given, "out": outputs, "d_out": d_out}
    return parts | {"d_weights": gradients(weights), "d_in": gradients(given)}


def build(setting):
    """The module, in float64."""
    return MODULES[setting.kind](
        setting.D,
        setting.H,
        num_layers=setting.layers,
        bias=setting.bias,
        bidirectional=setting.directions == 2,
        dtype=torch.float64,
    )


def run(module, xs, state, setting):
    """The module's outputs, hs and the last states; hs is zero in the padding."""
    start = tuple(state) if len(state) == 2 else state[0]
    if not setting.lengths:
        hs, last = module(xs, start)
    else:
        packed = pack_padded_sequence(xs, setting.lengths, enforce_sorted=False)
        hs, last = module(packed, start)
        hs, _ = pad_packed_sequence(hs, total_length=len(xs))
    return hs, *(last if len(state) == 2 else (last,))


def gradients(tensors):
    """What `backward` has left at each tensor."""
    return {name: tensor.grad for name, tensor in tensors.items()}


def draw(rng, shape, scale=1.0):
    """Normal numbers as a tensor of float64."""
    return torch.from_numpy(scale * rng.standard_normal(tuple(shape)))
