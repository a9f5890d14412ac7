"""Our cells beside PyTorch's, live: outputs, last states and all gradients."""

import numpy as np
import pytest
import torch
from framework_runs.pytorch import MODULES, Setting, build, case, draw, run
from pytorch_answers import compare
from recordings import KINDS, assert_same, nested

from rnn_tutorial import ports
from rnn_tutorial.cells import bidirectional, stack
from rnn_tutorial.tree import tree_map

TOLERANCE = 1e-10
every_kind = pytest.mark.parametrize("kind", MODULES)


def random_setting(rng, kind):
    """Sizes, layers, directions and biases -> the setting, T and B."""
    D, H, T, B = (int(n) for n in rng.integers(1, [6, 8, 12, 6]))
    lengths = [int(n) for n in rng.integers(1, T + 1, B)]
    layers, directions = (int(n) for n in rng.integers(1, [4, 3]))
    bias, packed = (bool(b) for b in rng.integers(2, size=2))
    setting = Setting(kind, D, H, layers, directions, bias, lengths if packed else None)
    return setting, T, B


@every_kind
@pytest.mark.parametrize("seed", range(40))
def test_random_networks_agree(kind, seed):
    rng = np.random.default_rng(seed)
    setting, T, B = random_setting(rng, kind)
    compare(nested(case(rng, setting, T, B)), KINDS[kind], TOLERANCE)


@every_kind
@pytest.mark.parametrize("lengths", [None, [200, 1, 150]], ids=["plain", "packed"])
def test_two_hundred_steps_agree(kind, lengths):
    setting = Setting(kind, 3, 6, layers=2, directions=2, lengths=lengths)
    rng = np.random.default_rng(0)
    compare(nested(case(rng, setting, 200, 3, 0.4)), KINDS[kind], TOLERANCE)


@every_kind
def test_saturated_gates_agree(kind):
    rng = np.random.default_rng(0)
    answers = case(rng, Setting(kind, 4, 5), 6, 3, scale=30)
    compare(nested(answers), KINDS[kind], TOLERANCE)


@every_kind
@pytest.mark.parametrize("lengths", [None, [4, 2, 3]], ids=["plain", "packed"])
def test_our_parameters_run_in_pytorch(kind, lengths):
    rng = np.random.default_rng(0)
    setting = Setting(kind, 3, 5, layers=2, directions=2, lengths=lengths)
    layer = bidirectional(KINDS[kind], lengths)
    cell = stack(layer, layer)
    params = tree_map(lambda p: p + rng.standard_normal(p.shape), cell.init(rng, 3, 5))
    module = build(setting)
    arrays = ports.to_pytorch(params)
    module.load_state_dict({n: torch.from_numpy(a) for n, a in arrays.items()})
    assert list(module.state_dict()) == list(arrays)
    xs = draw(rng, (4, 3, 3))
    state = [draw(rng, (4, 3, 5)) for _ in range(2 if kind == "lstm" else 1)]
    theirs = [out.detach().numpy() for out in run(module, xs, state, setting)]
    start = [s.numpy() for s in state]
    start = ports.state_from_pytorch(tuple(start) if len(start) == 2 else start[0], 2)
    hs, _, _ = cell.forward(params, xs.numpy(), start)
    assert_same([hs], theirs[:1], TOLERANCE)


def test_projections_and_relu_are_refused():
    projected = torch.nn.LSTM(3, 5, proj_size=2, dtype=torch.float64)
    arrays = {name: p.detach().numpy() for name, p in projected.state_dict().items()}
    with pytest.raises(ValueError, match="proj_size"):
        ports.from_pytorch(arrays, KINDS["lstm"])
    relu = torch.nn.RNN(3, 5, nonlinearity="relu")
    arrays = {name: p.detach().numpy() for name, p in relu.state_dict().items()}
    with pytest.raises(ValueError, match="got 'relu'"):
        ports.from_pytorch(arrays, KINDS["rnn"], relu.nonlinearity)
