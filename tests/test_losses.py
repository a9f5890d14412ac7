"""Losses: means over what counts, gradients that agree, masks that hide."""

import numpy as np
import pytest

from rnn_tutorial import losses
from rnn_tutorial.gradcheck import check_gradients

RNG = np.random.default_rng(0)
LOGITS = RNG.standard_normal((4, 3, 5))
TARGETS = RNG.integers(5, size=(4, 3))
MASK = np.array([[1, 1, 1], [1, 1, 1], [1, 0, 1], [0, 0, 1]])
CALLS = {
    "cross_entropy": (LOGITS, TARGETS),
    "mean_squared_error": (LOGITS, RNG.standard_normal(LOGITS.shape)),
}


@pytest.mark.parametrize("mask", [None, MASK])
@pytest.mark.parametrize("name", CALLS)
def test_backward_agrees_with_differences(name, mask):
    forward = getattr(losses, f"{name}_forward")
    x, targets = CALLS[name]
    if mask is not None and name == "mean_squared_error":
        mask = np.repeat(mask[..., None], x.shape[-1], axis=-1)
    _, cache = forward(x, targets, mask)
    dx = getattr(losses, f"{name}_backward")(cache, 3.0)
    assert check_gradients(lambda x: 3.0 * forward(x, targets, mask)[0], x, dx).ok


@pytest.mark.parametrize("name", CALLS)
def test_backward_twice_gives_the_same(name):
    _, cache = getattr(losses, f"{name}_forward")(*CALLS[name])
    backward = getattr(losses, f"{name}_backward")
    np.testing.assert_array_equal(backward(cache), backward(cache))


def test_cross_entropy_is_the_mean_of_minus_log_p():
    loss, _ = losses.cross_entropy_forward(np.log([[0.5, 0.5], [0.1, 0.9]]), [0, 1])
    assert loss == pytest.approx(-(np.log(0.5) + np.log(0.9)) / 2)


def test_cross_entropy_is_finite_for_huge_logits():
    assert losses.cross_entropy_forward([[1e4, -1e4]], [0])[0] == 0
    assert losses.cross_entropy_forward([[1e4, -1e4]], [1])[0] == 2e4


def test_mean_squared_error_is_the_mean_of_squares():
    loss, cache = losses.mean_squared_error_forward([1.0, 3.0], [0.5, 1.0])
    assert loss == (0.5**2 + 2**2) / 2
    assert losses.mean_squared_error_backward(cache).tolist() == [0.5, 2]


def test_masked_positions_do_not_count():
    loss, cache = losses.cross_entropy_forward(LOGITS, TARGETS, MASK)
    changed = np.where(MASK[..., None] == 1, LOGITS, 100.0)
    assert losses.cross_entropy_forward(changed, TARGETS, MASK)[0] == loss
    assert not losses.cross_entropy_backward(cache)[MASK == 0].any()


def test_masked_loss_is_the_loss_of_the_rest():
    rest = LOGITS[MASK == 1], TARGETS[MASK == 1]
    expected, _ = losses.cross_entropy_forward(*rest)
    masked, _ = losses.cross_entropy_forward(LOGITS, TARGETS, MASK)
    assert masked == pytest.approx(expected, rel=1e-14)


def test_uniform_model_has_perplexity_v():
    loss, _ = losses.cross_entropy_forward(np.zeros((7, 73)), np.arange(7))
    assert losses.perplexity(loss) == pytest.approx(73)
    assert losses.bits_per_symbol(loss) == pytest.approx(np.log2(73))


@pytest.mark.parametrize("name", CALLS)
def test_loss_stays_in_float32(name):
    x, targets = CALLS[name]
    targets = targets if name == "cross_entropy" else targets.astype(np.float32)
    loss, cache = getattr(losses, f"{name}_forward")(x.astype(np.float32), targets)
    dx = getattr(losses, f"{name}_backward")(cache)
    assert loss.dtype == dx.dtype == np.float32


def test_complex_step_gives_a_derivative_of_the_cross_entropy():
    step, z = 1e-30, LOGITS.astype(complex)
    z[1, 2, 3] += 1j * step
    z[0, 0, :] = z[0, 0, :] + 700  # a tie in the real part must not decide by the other
    loss, _ = losses.cross_entropy_forward(z, TARGETS)
    _, cache = losses.cross_entropy_forward(LOGITS, TARGETS)
    expected = losses.cross_entropy_backward(cache)[1, 2, 3]
    assert loss.imag / step == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("logits", "targets", "mask", "message"),
    [
        (
            LOGITS,
            TARGETS[:2],
            None,
            r"targets must have shape \(4, 3\), got \(2, 3\)$",
        ),
        (LOGITS, TARGETS + 5, None, "targets must lie in"),
        (LOGITS, TARGETS * 1.0, None, "targets must be integers"),
        (LOGITS, TARGETS, MASK[:2], "mask must have shape"),
        (LOGITS, TARGETS, 0 * MASK, "nothing to average"),
        (LOGITS[:0], TARGETS[:0], None, "nothing to average"),
    ],
)
def test_bad_input_is_named(logits, targets, mask, message):
    with pytest.raises(ValueError, match=message):
        losses.cross_entropy_forward(logits, targets, mask)
