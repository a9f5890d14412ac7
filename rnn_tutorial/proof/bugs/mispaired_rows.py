"""The projection, in which states of one step meet inputs of another."""

from ...cells.rnn import RNNParams


def project_backward(params: RNNParams, xs, das):
    """das (..., H) -> dW_xh (D, H), db_h (H,), dxs (..., D)."""
    rows = das.reshape(-1, das.shape[-1])
    dW_xh = xs.swapaxes(0, 1).reshape(-1, xs.shape[-1]).T @ rows
    return dW_xh, rows.sum(axis=0), das @ params.W_xh.T
