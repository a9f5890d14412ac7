"""Recurrent cells. A cell is a named tuple of functions, so models take it as data."""

from . import gru, gru_reset_before, lstm, lstm_coupled, lstm_peephole, relu, rnn
from .bidirectional import bidirectional
from .cell import Cell, check_state, joined
from .masked import masked
from .normalised import normalised
from .padded import padded
from .rnn import project, project_backward
from .stack import stack

__all__ = [
    "CELLS",
    "GRU",
    "GRU_RESET_BEFORE",
    "LSTM",
    "LSTM_COUPLED",
    "LSTM_PEEPHOLE",
    "RELU",
    "RNN",
    "Cell",
    "bidirectional",
    "check_state",
    "masked",
    "normalised",
    "padded",
    "stack",
]


def _cell(name, module, initial_state, gradients) -> Cell:
    """All cells project their inputs as the plain one does."""
    scan = module.scan_forward, module.scan_backward, gradients
    starts = module.init, initial_state, module.step
    return joined(name, *starts, project, project_backward, *scan)


RNN = _cell("rnn", rnn, rnn.initial_state, rnn.RNNParams)._replace(
    forward=rnn.forward, backward=rnn.backward
)
RELU = _cell("relu", relu, rnn.initial_state, rnn.RNNParams)
LSTM = _cell("lstm", lstm, lstm.initial_state, lstm.LSTMParams)
LSTM_PEEPHOLE = _cell(
    "lstm_peephole", lstm_peephole, lstm.initial_state, lstm_peephole.gradients
)
LSTM_COUPLED = _cell(
    "lstm_coupled", lstm_coupled, lstm.initial_state, lstm_coupled.CoupledParams
)
GRU = _cell("gru", gru, gru.initial_state, gru.gradients)
GRU_RESET_BEFORE = _cell(
    "gru_reset_before",
    gru_reset_before,
    gru.initial_state,
    gru_reset_before.GRUBeforeParams,
)
CELLS = RNN, LSTM, LSTM_PEEPHOLE, LSTM_COUPLED, GRU, GRU_RESET_BEFORE
