"""Fifty updates of every optimiser, schedule and clipping beside PyTorch's own."""

import numpy as np
import pytest
import torch
from torch.nn.utils import clip_grad_norm_, clip_grad_value_
from torch.optim import lr_scheduler

from rnn_tutorial import optim

STEPS = 50
PAIRS = {
    "sgd": (optim.sgd(0.1), lambda p: torch.optim.SGD(p, lr=0.1)),
    "momentum": (
        optim.momentum(0.1, 0.8),
        lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.8),
    ),
    "nesterov": (
        optim.nesterov(0.1, 0.8),
        lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.8, nesterov=True),
    ),
    "adagrad": (optim.adagrad(), torch.optim.Adagrad),
    "rmsprop": (optim.rmsprop(), torch.optim.RMSprop),
    "adam": (optim.adam(), torch.optim.Adam),
    "adamw": (optim.adamw(), torch.optim.AdamW),
    "adagrad, own settings": (
        optim.adagrad(0.3, eps=1e-3),
        lambda p: torch.optim.Adagrad(p, lr=0.3, eps=1e-3),
    ),
    "rmsprop, own settings": (
        optim.rmsprop(0.03, 0.9, eps=1e-2),
        lambda p: torch.optim.RMSprop(p, lr=0.03, alpha=0.9, eps=1e-2),
    ),
    "adam, own settings": (
        optim.adam(0.03, 0.8, 0.95, eps=1e-2),
        lambda p: torch.optim.Adam(p, lr=0.03, betas=(0.8, 0.95), eps=1e-2),
    ),
    "adamw, own settings": (
        optim.adamw(0.03, 0.8, 0.95, eps=1e-2, weight_decay=0.5),
        lambda p: torch.optim.AdamW(
            p, lr=0.03, betas=(0.8, 0.95), eps=1e-2, weight_decay=0.5
        ),
    ),
}
SCALES = {  # of the gradient at step k
    "random": lambda k, rng: 1.0,
    "zero": lambda k, rng: 0.0,
    "tiny": lambda k, rng: 1e-200,
    "as small as epsilon": lambda k, rng: 1e-9,
    "huge": lambda k, rng: 1e100,
    "overflowing": lambda k, rng: 1e200,  # its square is infinite
    "mixed": lambda k, rng: rng.choice([0.0, 1e-20, 1e-5, 1.0, 1e5, 1e20]),
}


def gradients(kind, dtype=np.float64):
    """Two arrays, a matrix and a vector, for each of the steps."""
    rng = np.random.default_rng(1)
    for k in range(STEPS):
        scale = SCALES[kind](k, rng)
        yield tuple((scale * rng.normal(size=s)).astype(dtype) for s in ((3, 2), (4,)))


def start(dtype=np.float64):
    rng = np.random.default_rng(0)
    return rng.normal(size=(3, 2)).astype(dtype), rng.normal(size=4).astype(dtype)


def ours(optimizer, steps, params):
    """The parameters after every update."""
    state = optimizer.init(params)
    with np.errstate(over="ignore"):
        for grads in steps:
            params, state = optimizer.update(grads, state, params)
            yield params


def theirs(make, steps, params, schedule=None):
    """The same by PyTorch."""
    leaves = [torch.nn.Parameter(torch.tensor(p)) for p in params]
    optimizer = make(leaves)
    scheduler = schedule and schedule(optimizer)
    for grads in steps:
        for leaf, grad in zip(leaves, grads, strict=True):
            leaf.grad = torch.tensor(grad)
        optimizer.step()
        if scheduler:
            scheduler.step()
        yield tuple(leaf.detach().numpy().copy() for leaf in leaves)


def worst(mine, other):
    """The largest difference, relative to the largest entry of its array."""
    return max(
        np.abs(a - b).max() / max(np.abs(b).max(), 1e-300)
        for mine_k, other_k in zip(mine, other, strict=True)
        for a, b in zip(mine_k, other_k, strict=True)
    )


@pytest.mark.parametrize("kind", SCALES)
@pytest.mark.parametrize("name", PAIRS)
def test_fifty_updates_agree(name, kind):
    optimizer, make = PAIRS[name]
    steps = list(gradients(kind))
    mine = ours(optimizer, steps, start())
    assert worst(mine, theirs(make, steps, start())) < 1e-12


@pytest.mark.parametrize("scale", [0.0, 1.0, 1e10, 1e30])
@pytest.mark.parametrize("name", ["adagrad", "rmsprop", "adam", "adamw"])
def test_fifty_updates_agree_in_float32(name, scale):
    optimizer, make = PAIRS[name]
    steps = [
        tuple((scale * g).astype(np.float32) for g in grads)
        for grads in gradients("random")
    ]
    mine = list(ours(optimizer, steps, start(np.float32)))
    assert mine[-1][0].dtype == np.float32
    assert worst(mine, theirs(make, steps, start(np.float32))) < 1e-5


TIMES = {  # schedule of ours, PyTorch's for a base rate of 0.1
    "constant": (optim.constant(0.1), lambda o: lr_scheduler.LambdaLR(o, lambda k: 1)),
    "linear": (
        optim.linear_decay(0.1, 30, end=0.01),
        lambda o: lr_scheduler.LinearLR(o, 1.0, 0.1, total_iters=30),
    ),
    "linear to zero": (
        optim.linear_decay(0.1, 30),
        lambda o: lr_scheduler.LambdaLR(o, lambda k: max(1 - k / 30, 0)),
    ),
    "cosine": (
        optim.cosine(0.1, 60, end=0.01),
        lambda o: lr_scheduler.CosineAnnealingLR(o, 60, eta_min=0.01),
    ),
    "warm-up, then cosine": (
        optim.warm_up(9, optim.cosine(0.1, 50)),
        lambda o: lr_scheduler.SequentialLR(
            o,
            [
                lr_scheduler.LinearLR(o, 1 / 10, 1.0, total_iters=9),
                lr_scheduler.CosineAnnealingLR(o, 50),
            ],
            milestones=[9],
        ),
    ),
    "of one's own": (
        lambda k: 0.1 / (1 + k / 10),
        lambda o: lr_scheduler.LambdaLR(o, lambda k: 1 / (1 + k / 10)),
    ),
}
MAKERS = {
    "momentum": (optim.momentum, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9)),
    "adamw": (optim.adamw, lambda p: torch.optim.AdamW(p, lr=0.1)),
}


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("name", TIMES)
def test_fifty_updates_with_a_schedule_agree(name, maker):
    (schedule, torch_schedule), (make, torch_make) = TIMES[name], MAKERS[maker]
    steps = list(gradients("random"))
    mine = ours(optim.scheduled(make, schedule), steps, start())
    other = theirs(torch_make, steps, start(), torch_schedule)
    assert worst(mine, other) < 1e-12


def torch_clip(clip, grads, bound):
    """Gradients after PyTorch's clipping in place, and what it returns."""
    leaves = [
        torch.nn.Parameter(torch.zeros(g.shape).to(torch.tensor(g))) for g in grads
    ]
    for leaf, grad in zip(leaves, grads, strict=True):
        leaf.grad = torch.tensor(grad)
    norm = clip(leaves, bound)
    return [leaf.grad.numpy() for leaf in leaves], norm


@pytest.mark.parametrize("bound", [0.5, 2.0, 100.0])
def test_clipping_by_norm_agrees_but_for_the_millionth_in_the_divisor(bound):
    for grads in gradients("random"):
        clipped, norm = optim.clip_by_global_norm(grads, bound)
        other, other_norm = torch_clip(clip_grad_norm_, grads, bound)
        assert norm == pytest.approx(other_norm.item(), rel=1e-14)
        scale = 1 + 1e-6 / norm if norm > bound else 1.0
        for a, b in zip(clipped, other, strict=True):
            np.testing.assert_allclose(a, b * scale, rtol=1e-14)


@pytest.mark.parametrize("bound", [0.5, 2.0, 100.0])
def test_clipping_by_value_agrees(bound):
    for grads in gradients("random"):
        clipped, _ = optim.clip_by_value(grads, bound)
        other, _ = torch_clip(clip_grad_value_, grads, bound)
        for a, b in zip(clipped, other, strict=True):
            np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("values", [[1e30, 1.0], [np.inf, 1.0], [-np.inf, 0.0]])
def test_an_infinite_norm_clips_as_in_pytorch(values):
    grads = (np.array(values, np.float32),)
    with np.errstate(over="ignore", invalid="ignore"):
        clipped, norm = optim.clip_by_global_norm(grads, 1.0)
    other, other_norm = torch_clip(clip_grad_norm_, grads, 1.0)
    assert norm == other_norm.item() == np.inf
    np.testing.assert_array_equal(clipped[0], other[0])


def test_with_a_nan_norm_the_gradients_stay_where_pytorch_makes_all_nan():
    grads = (np.array([np.nan, 1.0]),)
    clipped, norm = optim.clip_by_global_norm(grads, 1.0)
    other, _ = torch_clip(clip_grad_norm_, grads, 1.0)
    assert np.isnan(norm)
    np.testing.assert_array_equal(clipped[0], grads[0])
    assert np.isnan(other[0]).all()
