"""Print random settings of every moving figure, and what the page must show there.

The values are computed by the package, now: nothing is read from the stored runs.
"""

import json

import numpy as np
from explorables import EXPLORABLES, Explorable

N_SETTINGS = 20


def cases(explorable: Explorable) -> list[dict]:
    """Twenty random settings, the same in every run, with their values."""
    rng = np.random.default_rng(0)
    settings = [explorable.draw(rng) for _ in range(N_SETTINGS)]
    return [{"setting": s, "shown": explorable.shown(s)} for s in settings]


if __name__ == "__main__":
    everything = {e.name: {"figure": e.figure, "cases": cases(e)} for e in EXPLORABLES}
    print(json.dumps(everything, sort_keys=True, ensure_ascii=False))
