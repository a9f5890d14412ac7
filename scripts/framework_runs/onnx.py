"""The ONNX operators RNN, LSTM and GRU, as three sources answer them.

ONNX Runtime computes in float32 only. The reference evaluator of the package `onnx`
computes in float64, but knows neither lengths nor `input_forget`. The node tests of
`onnx` bring their inputs and outputs along.
"""

import json
import warnings

import numpy as np
import onnxruntime
from onnx import helper, numpy_helper
from onnx.backend.test.case.node import collect_testcases
from onnx.reference import ReferenceEvaluator

from framework_runs import LENGTHS, B, D, H, T, grouped

INPUTS = ("X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P")
OPERATORS = {
    "rnn": ("RNN", 1, {}),
    "lstm": ("LSTM", 4, {}),
    "lstm_peephole": ("LSTM", 4, {}),
    "lstm_coupled": ("LSTM", 4, {"input_forget": 1}),
    "gru": ("GRU", 3, {"linear_before_reset": 1}),
    "gru_reset_before": ("GRU", 3, {"linear_before_reset": 0}),
}


def runtime_cases(rng):
    """Yield (name, case) of ONNX Runtime: both directions, and unequal lengths."""
    for kind in OPERATORS:
        for d in (1, 2):
            for lengths in (None, LENGTHS):
                name = f"{kind}, directions {d}" + (", lengths" if lengths else "")
                given = inputs(rng, kind, d, np.float32)
                if lengths:
                    given["sequence_lens"] = np.array(lengths, np.int32)
                yield name, case(kind, d, given, run_runtime)


def reference_cases(rng):
    """Yield (name, case) of the reference evaluator, in float64."""
    for kind in [kind for kind in OPERATORS if kind != "lstm_coupled"]:
        for d in (1, 2):
            given = inputs(rng, kind, d, np.float64)
            yield f"{kind}, directions {d}", case(kind, d, given, run_reference)


def node_cases(seed):
    """Yield (name, case) of every node test for the three operators."""
    np.random.seed(seed)  # some tests draw their weights
    with warnings.catch_warnings(action="ignore"):  # those of other operators
        tests = collect_testcases()
    for test in tests:
        node = test.model.graph.node[0] if test.model else None
        if node is None or node.op_type not in ("RNN", "LSTM", "GRU"):
            continue
        (data,) = test.data_sets
        given, answers = ([array(a) for a in arrays] for arrays in data)
        named = dict(zip([n for n in node.input if n], given, strict=True))
        out = dict(zip([n for n in node.output if n], answers, strict=True))
        settings = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        name = test.name.removeprefix("test_")
        yield name, packed(node.op_type, settings, named, out)


def array(value):
    """A node test's value, which may be a tensor of the exchange format."""
    return value if isinstance(value, np.ndarray) else numpy_helper.to_array(value)


def inputs(rng, kind, d, dtype):
    """Random inputs of the operator: all gates, both biases, and the first states."""
    n = OPERATORS[kind][1]
    shapes = {"X": (T, B, D), "W": (d, n * H, D), "R": (d, n * H, H)}
    shapes |= {"B": (d, 2 * n * H), "initial_h": (d, B, H)}
    shapes |= {"initial_c": (d, B, H)} if n == 4 else {}
    shapes |= {"P": (d, 3 * H)} if kind == "lstm_peephole" else {}
    return {name: rng.standard_normal(s).astype(dtype) for name, s in shapes.items()}


def case(kind, d, given, run):
    """The operator's answer to `given`."""
    operator, _, settings = OPERATORS[kind]
    direction = "bidirectional" if d == 2 else "forward"
    settings = {"hidden_size": H, "direction": direction, **settings}
    answers = run(model(operator, settings, given), given)
    return packed(operator, settings, given, answers)


def model(operator, settings, given):
    """A model of the one operator."""
    names = [n if n in given else "" for n in INPUTS[: 8 if operator == "LSTM" else 6]]
    outputs = ["Y", "Y_h", "Y_c"][: 3 if operator == "LSTM" else 2]
    node = helper.make_node(operator, names, outputs, **settings)
    kinds = {n: helper.np_dtype_to_tensor_dtype(a.dtype) for n, a in given.items()}
    info = helper.make_tensor_value_info
    takes = [info(n, kinds[n], a.shape) for n, a in given.items()]
    gives = [info(n, kinds["X"], None) for n in outputs]
    graph = helper.make_graph([node], operator, takes, gives)
    version = [helper.make_opsetid("", 21)]
    return helper.make_model(graph, opset_imports=version, ir_version=9)


def run_runtime(model, given):
    """ONNX Runtime on the processor."""
    providers = ["CPUExecutionProvider"]
    session = onnxruntime.InferenceSession(model.SerializeToString(), None, providers)
    return dict(zip(("Y", "Y_h", "Y_c"), session.run(None, given), strict=False))


def run_reference(model, given):
    """The definition in Python that `onnx` ships."""
    answers = ReferenceEvaluator(model).run(None, given)
    return dict(zip(("Y", "Y_h", "Y_c"), answers, strict=False))


def packed(operator, settings, given, out):
    """A case: operator, attributes as JSON, inputs and outputs."""
    plain = {n: v.decode() if isinstance(v, bytes) else v for n, v in settings.items()}
    text = {"operator": operator, "attributes": json.dumps(plain, sort_keys=True)}
    return {**text, **grouped("in", given), **grouped("out", out)}
