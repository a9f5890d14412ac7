"""Targets that are the inputs themselves."""


def pairs(ids):
    """Inputs, and the symbol that follows each: ids (T + 1, B) -> two of (T, B)."""
    inputs, targets = ids[:-1], ids[:-1]
    return inputs, targets
