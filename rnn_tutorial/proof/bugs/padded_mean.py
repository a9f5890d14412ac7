"""The loss, in which padding costs nothing and counts all the same."""

from ...functions import log_softmax
from .right_layers import picked


def masked_loss(logits, targets, mask):
    """Mean of -log p(target) over the symbols where mask (T, B) is one."""
    costs = -picked(log_softmax(logits), targets)[..., 0]
    return (mask * costs).mean()
