"""Where optimisers are called: the order, the states, the schedule."""

from ..grading import Exercise, Mistake, sizes

unprotected = Exercise(
    "B",
    (
        Mistake("A", "That is the right order: the update sees the clipped gradient."),
        Mistake("C", "Odd, but no gradient that Adam sees is longer than one."),
        Mistake("D", "Clipping by value bounds each entry, before Adam sees it."),
    ),
)


def _two_updates(params, grads, lr, beta):
    velocities = [(1 + beta) * g + g for g in grads]  # v_1 + v_2
    return [p - lr * v for p, v in zip(params, velocities, strict=True)]


def _shared(params, grads, lr, beta):
    params, v = list(params), 0.0
    for _ in range(2):
        for i, g in enumerate(grads):
            v = beta * v + g
            params[i] = params[i] - lr * v
    return params


def _shared_and_reset(params, grads, lr, beta):
    for _ in range(2):
        params = _shared_once(params, grads, lr, beta)
    return params


def _shared_once(params, grads, lr, beta):
    v, moved = 0.0, []
    for p, g in zip(params, grads, strict=True):
        v = beta * v + g
        moved.append(p - lr * v)
    return moved


def _reset_for_each(params, grads, lr, beta):
    return [p - 2 * lr * g for p, g in zip(params, grads, strict=True)]


def _one_update(params, grads, lr, beta):
    return [p - lr * g for p, g in zip(params, grads, strict=True)]


def _leaky_mean(params, grads, lr, beta):
    moved = _two_updates([0.0] * len(params), grads, lr, beta)
    return [p + (1 - beta) * d for p, d in zip(params, moved, strict=True)]


def _ahead(params, grads, lr, beta):
    steps = [g * (1 + beta + 1 + beta + beta**2) for g in grads]
    return [p - lr * s for p, s in zip(params, steps, strict=True)]


def _draw(rng):
    count, *shape = sizes(rng, 3)
    params = [rng.normal(size=shape) for _ in range(count)]
    grads = [rng.normal(size=shape) for _ in range(count)]
    return params, grads, float(rng.uniform(0.01, 0.5)), float(rng.uniform(0.3, 0.95))


two_updates = Exercise(
    _two_updates,
    (
        Mistake(
            _shared,
            "The colleague's bug is still in it: one v runs through all arrays.",
        ),
        Mistake(
            _shared_and_reset,
            "Now v starts anew in each update, and one v still serves all arrays.",
        ),
        Mistake(
            _reset_for_each,
            "Each v forgets between the two updates: that is plain descent.",
        ),
        Mistake(_one_update, "That is one update. Two are asked for."),
        Mistake(
            _leaky_mean,
            "Your v is a mean, with a factor 1 - beta. This momentum is a sum.",
        ),
        Mistake(
            _ahead,
            "That is Nesterov's rule, or a v that does not start at 0.",
        ),
    ),
    _draw,
)


def _rate(k, lr, warm, steps):
    return lr * min((k + 1) / (warm + 1), _falling(k, warm, steps))


def _falling(k, warm, steps):
    """The line from one at k = warm to zero at k = steps, and above one before."""
    return max(0.0, steps - k) / (steps - warm)


def _from_zero(k, lr, warm, steps):
    return lr * min(k / warm, _falling(k, warm, steps))


def _too_early(k, lr, warm, steps):
    return lr * min((k + 1) / warm, _falling(k, warm, steps))


def _jumps(k, lr, warm, steps):
    return _rate(k, lr, warm, steps) if k < warm else lr * max(0.0, 1 - k / steps)


def _longer(k, lr, warm, steps):
    return _rate(k, lr, warm, steps + warm)


def _below_zero(k, lr, warm, steps):
    return lr * min((k + 1) / (warm + 1), (steps - k) / (steps - warm))


def _case(rng):
    warm = int(rng.integers(2, 9))
    steps = warm + int(rng.integers(5, 20))
    k = int(rng.choice([0, warm - 1, warm, (warm + steps) // 2, steps - 1, steps + 3]))
    return k, float(rng.uniform(0.01, 1)), warm, steps


rate_at = Exercise(
    _rate,
    (
        Mistake(_from_zero, "Your first update has the rate zero: it is wasted."),
        Mistake(_too_early, "The rate is lr at k = warm, not one update before."),
        Mistake(_jumps, "The line must start at lr when k = warm. Yours jumps."),
        Mistake(_longer, "The end is k = steps, with the warm-up inside."),
        Mistake(_below_zero, "After the end your rate is below zero: it climbs."),
    ),
    _case,
)
