"""What our cells answer to a case of PyTorch's, in PyTorch's layout."""

from recordings import assert_same, cell_for

from rnn_tutorial import ports
from rnn_tutorial.ports.structure import layers_of
from rnn_tutorial.tree import tree_leaves


def state_of(case, group, params):
    """The state in one of the case's groups, as our tree."""
    parts = tuple(case[group][name] for name in ("h", "c") if name in case[group])
    directions = len(layers_of(params)[0])
    return ports.state_from_pytorch(parts if len(parts) == 2 else parts[0], directions)


def named_state(state):
    """Our state as {"h": array} or {"h": array, "c": array}."""
    arrays = ports.state_to_pytorch(state)
    arrays = arrays if isinstance(arrays, tuple) else (arrays,)
    return dict(zip(("h", "c"), arrays, strict=False))


def compare(case, kind, tolerance):
    """Outputs, last states and all gradients; those of the weights both ways."""
    params = ports.from_pytorch(case["weights"], kind)
    cell = cell_for(kind, params, case.get("lengths"))
    start = state_of(case, "in", params)
    hs, last, cache = cell.forward(params, case["in"]["xs"], start)
    assert_same({"hs": hs, **named_state(last)}, case["out"], tolerance)
    dlast = state_of(case, "d_out", params)
    grads, dxs, dstart = cell.backward(params, cache, case["d_out"]["hs"], dlast)
    assert_same({"xs": dxs, **named_state(dstart)}, case["d_in"], tolerance)
    theirs = case["d_weights"]
    named = ports.grads_to_pytorch(grads)
    assert_same({name: named[name] for name in theirs}, theirs, tolerance)
    if named.keys() == theirs.keys():
        back = ports.grads_from_pytorch(theirs, kind)
        assert_same(tree_leaves(grads), tree_leaves(back), tolerance)
