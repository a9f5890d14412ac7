"""The GRU, in which the straight way back past the candidate is missing."""

import numpy as np

from ...cells.gates import recurrent_gradient, split


def gru_scan_backward(params, cache, dhs, dh_T):
    """dhs (T, B, H), dh_T (B, H) -> (dW_hh (H, 3H), db_hn (H,)), das, dh_0."""
    (hs, gates, memories), dh = cache, dh_T
    das, dms = np.zeros_like(gates), np.zeros_like(gates)
    for t in reversed(range(len(dhs))):
        r, z, n = split(gates[t], 3)
        dh = dhs[t] + dh
        da_n = dh * (1 - z) * (1 - n**2)
        da_r = da_n * memories[t] * r * (1 - r)
        da_z = dh * (hs[t] - n) * z * (1 - z)
        das[t] = np.hstack([da_r, da_z, da_n])
        dms[t] = np.hstack([da_r, da_z, da_n * r])
        dh = dms[t] @ params.W_hh.T
    db_hn = split(dms, 3)[2].sum(axis=(0, 1))
    return (recurrent_gradient(hs, dms), db_hn), das, dh
