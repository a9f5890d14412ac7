"""What the settings of optimisers, clipping and schedules must be.

A number comes back as a plain float: float32 parameters times one stay float32, times
NumPy's own float64 they would not.
"""


def check_positive(name: str, value: float) -> float:
    """Raise ValueError unless `value` > 0; NaN is refused, too."""
    _check_number(name, value)
    if not value > 0:
        raise ValueError(f"{name} must be positive, got {value}")
    return float(value)


def check_not_negative(name: str, value: float) -> float:
    """Raise ValueError unless `value` >= 0; NaN is refused, too."""
    _check_number(name, value)
    if not value >= 0:
        raise ValueError(f"{name} must not be negative, got {value}")
    return float(value)


def check_fraction(name: str, value: float) -> float:
    """Raise ValueError unless 0 <= `value` < 1."""
    _check_number(name, value)
    if not 0 <= value < 1:
        raise ValueError(f"{name} must lie in [0, 1), got {value}")
    return float(value)


def check_function(name: str, value: object) -> None:
    """Raise TypeError unless `value` can be called."""
    if not callable(value):
        raise TypeError(f"{name} must be a function, got {value!r}")


def _check_number(name: str, value: object) -> None:
    if callable(value):
        hint = ": for a schedule, write scheduled(adam, schedule)" * (name == "lr")
        raise TypeError(f"{name} must be a number, got a function{hint}")
