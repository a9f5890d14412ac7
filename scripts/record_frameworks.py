"""Record what PyTorch, Keras and ONNX answer, for the tests that have none of them.

`make record` writes tests/recorded/*.npz, each a set of small cases with the versions
that made them. The ports and the cells are then compared with them everywhere.
"""

from importlib.metadata import version
from pathlib import Path

import numpy as np
from framework_runs import keras, onnx, pytorch

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "recorded"
SEED = 0


def record(name, cases, packages):
    """Write all arrays of the cases into one file, as "case/array"."""
    arrays = {"versions": " ".join(f"{p}=={version(p)}" for p in packages)}
    for case, content in cases:
        arrays |= {f"{case}/{key}": np.asarray(a) for key, a in content.items()}
    FOLDER.mkdir(exist_ok=True)
    np.savez_compressed(FOLDER / f"{name}.npz", **arrays)
    print(f"{name}: {len({key.split('/')[0] for key in arrays}) - 1} cases")


def main():
    """Each file has a generator of its own, so that one can change alone."""
    rng = np.random.default_rng
    record("pytorch", pytorch.cases(rng(SEED)), ["torch"])
    record("keras", keras.cases(rng(SEED)), ["keras", "tensorflow-cpu"])
    record("onnxruntime", onnx.runtime_cases(rng(SEED)), ["onnxruntime", "onnx"])
    record("onnx_reference", onnx.reference_cases(rng(SEED)), ["onnx"])
    record("onnx_nodes", onnx.node_cases(SEED), ["onnx"])


if __name__ == "__main__":
    main()
