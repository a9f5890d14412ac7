"""Port weights: from a code with the other z, and from PyTorch's layout."""

import numpy as np

from ...cells.gru import GRUParams
from ..grading import Exercise, Mistake, sizes


def _arrays(rng):
    D, H = sizes(rng, 2)
    shapes = (D, 3 * H), (H, 3 * H), (3 * H,), (H,)
    return tuple(rng.normal(size=shape) for shape in shapes)


def _negated(signs, arrays=3):
    """Multiply the blocks r, z, n of the first `arrays` arrays by these signs."""

    def turned(W_xh, W_hh, b_h, b_hn):
        s = np.repeat(signs, len(b_hn))
        new = [W * s if i < arrays else W for i, W in enumerate((W_xh, W_hh, b_h))]
        return GRUParams(*new, b_hn)

    return turned


def _biases_only(W_xh, W_hh, b_h, b_hn):
    return W_xh, W_hh, b_h * np.repeat([1, -1, 1], len(b_hn)), b_hn


def _alternating(W_xh, W_hh, b_h, b_hn):
    """Columns 1, 4, 7 ... turned, as if the gates of one unit stood side by side."""
    signs = np.tile([1, -1, 1], len(b_hn))
    return W_xh * signs, W_hh * signs, b_h * signs, b_hn


def _one_minus(W_xh, W_hh, b_h, b_hn):
    H = len(b_hn)
    new = [np.array(W) for W in (W_xh, W_hh, b_h)]
    for W in new:
        W[..., H : 2 * H] = 1 - W[..., H : 2 * H]
    return (*new, b_hn)


other_z = Exercise(
    _negated([1, -1, 1]),
    (
        Mistake(
            _negated([-1, 1, 1]),
            "You negated the block of r, the first third. z is the second.",
        ),
        Mistake(
            _negated([1, 1, -1]),
            "You negated the block of n, the last third. z is the second.",
        ),
        Mistake(
            _negated([1, -1, 1], arrays=2),
            "The bias of z belongs to the sum too: the whole sum changes its sign.",
        ),
        Mistake(
            _negated([1, -1, 1], arrays=1),
            "Only W_xh is turned. The sum of z has three terms.",
        ),
        Mistake(
            _biases_only, "Only the bias is turned. The sum of z has two more terms."
        ),
        Mistake(
            lambda W_xh, W_hh, b_h, b_hn: (W_xh, W_hh, b_h, b_hn),
            "Nothing has changed yet: which block belongs to z?",
        ),
        Mistake(
            _alternating,
            "Every third column is turned. z has H columns side by side.",
        ),
        Mistake(
            _one_minus,
            "You took one minus the weights. One minus the *gate* is wanted.",
        ),
        Mistake(
            _negated([-1, -1, -1]), "You turned all three gates. Only z is another."
        ),
    ),
    _arrays,
)


def _right_biases(b_ih, b_hh, H):
    return b_ih + np.repeat([1, 1, 0], H) * b_hh, b_hh[2 * H :]


def _torch_arrays(rng):
    D, H = sizes(rng, 2)
    shapes = (3 * H, D), (3 * H, H), (3 * H,), (3 * H,)
    return tuple(rng.normal(size=shape) for shape in shapes)


def _ported(biases, turn=np.transpose):
    """A port whose two biases are `biases(b_ih, b_hh, H)`."""

    def port(weight_ih, weight_hh, bias_ih, bias_hh):
        H = weight_hh.shape[1]
        W_xh, W_hh = turn(weight_ih), turn(weight_hh)
        return GRUParams(W_xh, W_hh, *biases(bias_ih, bias_hh, H))

    return port


from_torch = Exercise(
    _ported(_right_biases),
    (
        Mistake(
            _ported(_right_biases, turn=lambda W: W),
            "PyTorch's weights are (out, in). Ours are (in, out): transpose them.",
        ),
        Mistake(
            _ported(_right_biases, turn=lambda W: W.reshape(W.shape[::-1])),
            "reshape mixes rows and columns. Transpose the weights.",
        ),
        Mistake(
            _ported(lambda b_ih, b_hh, H: (b_ih + b_hh, b_hh[2 * H :])),
            "The last third of bias_hh counts twice: it belongs inside the reset only.",
        ),
        Mistake(
            _ported(lambda b_ih, b_hh, H: (b_ih + b_hh, np.zeros(H))),
            "You moved bias_hh of n out of the reset. There r does not scale it.",
        ),
        Mistake(
            _ported(lambda b_ih, b_hh, H: (b_ih, b_hh[2 * H :])),
            "For r and z both biases stand in one sum: add bias_hh there.",
        ),
        Mistake(
            _ported(lambda b_ih, b_hh, H: (b_ih, np.zeros(H))),
            "bias_hh is nowhere in your result.",
        ),
        Mistake(
            _ported(
                lambda b_ih, b_hh, H: (
                    np.concatenate([(b_ih + b_hh)[: 2 * H], b_hh[2 * H :]]),
                    b_ih[2 * H :],
                )
            ),
            "The two biases of n have changed places: bias_hh stands inside the reset.",
        ),
        Mistake(
            _ported(
                lambda b_ih, b_hh, H: (b_ih + np.repeat([1, 1, 0], H) * b_hh, b_hh[:H])
            ),
            "b_hn is the *last* third of bias_hh. The first belongs to r.",
        ),
    ),
    _torch_arrays,
)
