"""Every exhibit of the bug museum: what catches it, and what exactly is wrong."""

import copy
import inspect

import numpy as np
import pytest

from rnn_tutorial.cells import GRU, LSTM, RNN, gru, lstm, rnn
from rnn_tutorial.functions import softmax
from rnn_tutorial.gradcheck import check_gradients
from rnn_tutorial.layers import embedding_backward
from rnn_tutorial.losses import cross_entropy_backward, cross_entropy_forward
from rnn_tutorial.optim import adam, clip_by_global_norm, clip_by_norm
from rnn_tutorial.proof import bugs, detectors, scenes
from rnn_tutorial.proof.bugs import BUGS, right_cells, right_layers
from rnn_tutorial.proof.scenes import examine
from rnn_tutorial.tree import to_vector, tree_items

BY_NAME = {bug.name: bug for bug in BUGS}
CHECKED = [bug for bug in BUGS if bug.detector == bugs.CHECK]
AGAIN = [bug for bug in BUGS if bug.detector == bugs.AGAIN]
BLIND = [bug for bug in BUGS if bug.detector not in (bugs.CHECK, bugs.AGAIN)]
T, B = 6, 3
SIZES = ((1, 3), (2, 3), (6, 3), (6, 1))
EVERYTHING = {(1, 3): (), (2, 3): "all", (6, 1): "all"}

# What fails at the other sizes; "all" stands for all that fails at T = 6, B = 3.
ELSEWHERE = {
    "cut_future": EVERYTHING,
    "skipped_slope": {**EVERYTHING, (1, 3): ("h_0",)},
    "wrapped_index": {(1, 3): "all", (2, 3): "all", (6, 1): "all"},
    "frozen_partner": EVERYTHING,
    "short_window": {**EVERYTHING, (2, 3): ()},
    "untransposed": {**EVERYTHING, (1, 3): ("h_0",)},
    "mispaired_rows": {**EVERYTHING, (6, 1): ()},
    "top_for_all": {(1, 3): "all", (2, 3): "all", (6, 1): "all"},
    "overwritten": {
        **EVERYTHING,
        (1, 3): ("c_0",),
        (2, 3): tuple(name for name in bugs.LSTM if name != "b_o"),
    },
    "slope_twice": {
        **EVERYTHING,
        (1, 3): ("W_xh", "W_hh", "b_o", "xs", "h_0"),
    },
    "lost_leak": {**EVERYTHING, (1, 3): ("h_0",)},
    "repeated_token": {(1, 3): (), (2, 3): (), (6, 1): ()},
    "deaf_inputs": EVERYTHING,
    "constant_factor": EVERYTHING,
}


def by_name(bugs_):
    return pytest.mark.parametrize("bug", bugs_, ids=lambda bug: bug.name)


def failing(bug, function, *sizes):
    return {row.name for row in examine(bug.kind, function, *sizes).rows if not row.ok}


def right_arguments(T=T, B=B, seed=1):
    """params, cache, dhs, dh_T of the plain cell; nothing is zero."""
    rng = np.random.default_rng(seed)
    params = rnn.RNNParams(*(rng.normal(size=s) for s in ((2, 4), (4, 4), 4)))
    xs, h_0 = rng.normal(size=(T, B, 2)), rng.normal(size=(B, 4))
    _, _, cache = rnn.forward(params, xs, h_0)
    return params, cache, rng.normal(size=(T, B, 4)), rng.normal(size=(B, 4))


def gated_arguments(cell):
    """The same for the scan of a gated cell."""
    rng = np.random.default_rng(2)
    params = cell.init(rng, 2, 4)
    params = type(params)(*(rng.normal(size=leaf.shape) for leaf in params))
    state = cell.initial_state(params, B)
    state = type(state)(*rng.normal(size=(2, B, 4))) if cell is LSTM else state + 0.3
    projected = rng.normal(size=(T, B, params.W_xh.shape[1]))
    _, _, cache = cell.scan_forward(params, projected, state)
    return params, cache, rng.normal(size=(T, B, 4)), state


def same(got, expected):
    got, expected = dict(tree_items(got)), dict(tree_items(expected))
    assert list(got) == list(expected)
    for name, leaf in expected.items():
        np.testing.assert_allclose(got[name], leaf, rtol=1e-10, atol=1e-12)


def test_there_are_twenty_exhibits_of_which_sixteen_are_backward_passes():
    assert len(BUGS) == len(BY_NAME) == 20
    assert [len(kind) for kind in (CHECKED, AGAIN, BLIND)] == [14, 2, 4]


@by_name(CHECKED)
def test_the_check_names_exactly_the_arrays_that_are_wrong(bug):
    caught = set(bug.caught)
    assert failing(bug, bug.wrong, T, B) == caught
    for sizes, arrays in ELSEWHERE[bug.name].items():
        expected = caught if arrays == "all" else set(arrays)
        assert failing(bug, bug.wrong, *sizes) == expected


@by_name(AGAIN)
def test_a_second_call_shows_what_the_first_does_not(bug):
    for sizes in SIZES:
        assert not failing(bug, bug.wrong, *sizes)
        assert failing(bug, bug.wrong, *sizes, 2) == set(bug.caught)


@by_name(CHECKED + AGAIN)
def test_the_repaired_version_passes_at_every_size_and_twice(bug):
    for sizes in SIZES:
        assert not failing(bug, bug.right, *sizes)
    assert not failing(bug, bug.right, T, B, 2)


@by_name(BUGS)
def test_an_exhibit_says_of_itself_what_its_right_twin_says(bug):
    assert bug.wrong.__doc__ == bug.right.__doc__
    assert bug.wrong.__name__ == bug.right.__name__
    wrong, right = (inspect.getsource(f).splitlines() for f in (bug.wrong, bug.right))
    assert wrong != right
    moved = set(wrong) == set(right)  # two lines have changed places
    assert moved or len([line for line in wrong if line not in right]) <= 1


def test_the_probes_change_what_they_say():
    tree = {"W_hh": np.array([[1.0, 2.0], [4.0, 3.0]]), "h_0": np.ones(2)}
    assert scenes.unchanged(tree) is tree
    assert np.array_equal(scenes.mirrored(tree)["W_hh"], [[1.0, 3.0], [3.0, 3.0]])
    assert np.array_equal(scenes.mirrored(tree)["h_0"], tree["h_0"])
    with pytest.raises(ValueError, match=r"square W_hh, got shape \(4, 16\)"):
        examine("lstm", right_cells.lstm_scan_backward, 2, 2, probe=scenes.mirrored)
    assert np.array_equal(scenes.quiet(tree)["W_hh"], tree["W_hh"])
    assert np.array_equal(scenes.quiet(tree)["h_0"], [1e-5, 1e-5])


def test_a_probe_silences_one_of_two_bugs_with_the_same_symptoms():
    for name, probe, other in (
        ("skipped_slope", scenes.quiet, scenes.mirrored),
        ("untransposed", scenes.mirrored, scenes.quiet),
    ):
        wrong = BY_NAME[name].wrong
        assert examine("cell", wrong, T, B, probe=probe).ok
        assert not any(r.ok for r in examine("cell", wrong, T, B, probe=other).rows)


# The right twins: the package's own functions, and finite differences.


@pytest.mark.parametrize("kind", ["cell", "projection", "lstm", "gru"])
def test_a_scene_is_the_right_cell(kind):
    cell = scenes.right_cell(kind)
    plain = {"lstm": LSTM, "gru": GRU}.get(kind, RNN)
    rng = np.random.default_rng(0)
    params = plain.init(rng, 2, 3)
    xs, state = rng.normal(size=(4, 2, 2)), plain.initial_state(params, 2)
    same(cell.forward(params, xs, state)[0], plain.forward(params, xs, state)[0])


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("cell", bugs.CELL),
        ("projection", bugs.CELL),
        ("lstm", bugs.LSTM),
        ("gru", bugs.GRU),
        ("stack", ("upper.W_xh", "upper.W_hh", "upper.b_h", *bugs.LOWER)),
        ("embedding", ("table",)),
        ("loss", ("logits",)),
    ],
)
def test_a_scene_holds_no_array_of_zeros(kind, names):
    tree = scenes.scene(kind, 5, 3).tree
    assert {name for name, _ in tree_items(tree)} == set(names)
    assert all(leaf.all() and leaf.std() > 0.1 for _, leaf in tree_items(tree))


def test_a_scene_has_the_sizes_that_are_asked_for():
    assert scenes.scene("gru", 5, 3).tree["xs"].shape == (5, 3, 2)
    assert scenes.scene("lstm", 5, 3).tree["c_0"].shape == (3, 4)
    assert scenes.scene("stack", 5, 3).tree["xs"].shape == (5, 3, 4)
    assert scenes.scene("embedding", 5, 3).tree["table"].shape == (7, 4)
    assert scenes.scene("loss", 5, 3).tree["logits"].shape == (5, 3, 7)


def test_a_loss_scene_is_the_packages_loss():
    tree, loss, gradients = scenes.scene("loss", 4, 3)
    seen = []
    gradients(lambda probs, targets: seen.append((probs, targets)))
    probs, targets = seen[0]
    np.testing.assert_allclose(probs, softmax(tree["logits"]))
    ours, cache = cross_entropy_forward(tree["logits"], targets)
    assert loss(tree) == pytest.approx(ours)
    same(right_layers.loss_backward(probs, targets), cross_entropy_backward(cache))


def test_the_symbols_of_an_embedding_scene_come_in_turn():
    seen = []
    scenes.scene("embedding", 3, 3).gradients(lambda *a: seen.append(a))
    table, ids, d_rows = seen[0]
    assert np.array_equal(ids, [[0, 1, 2], [3, 4, 5], [6, 0, 1]])
    same(
        right_layers.embedding_backward(table, ids, d_rows),
        embedding_backward(table, ids, d_rows),
    )


def test_the_step_by_step_passes_agree_with_the_packages():
    arguments = right_arguments()
    same(right_cells.backward(*arguments), rnn.backward(*arguments))
    arguments = gated_arguments(LSTM)
    expected = lstm.scan_backward(*arguments)
    same(right_cells.lstm_scan_backward(*arguments), expected)
    arguments = gated_arguments(GRU)
    same(right_cells.gru_scan_backward(*arguments), gru.scan_backward(*arguments))


def test_the_right_adam_is_the_packages():
    optimizer, rng = adam(0.01), np.random.default_rng(0)
    params, m, v = np.zeros(3), 0.0, 0.0
    ours, state = params, optimizer.init(params)
    for n in range(1, 5):
        g = rng.normal(size=3)
        params, state = optimizer.update(g, state, params)
        step, m, v = right_layers.adam_step(g, m, v, n)
        ours = ours + step
    np.testing.assert_allclose(ours, params, rtol=1e-12)


def test_the_rate_and_the_betas_of_adam_can_be_chosen():
    step, m, v = right_layers.adam_step(2.0, 1.0, 3.0, 2, 0.1, 0.5, 0.75)
    assert (m, v) == (1.5, 3.25)
    assert step == pytest.approx(-0.1 * 2.0 / (np.sqrt(3.25 / 0.4375) + 1e-8), 1e-15)
    assert right_layers.adam_step(0.0, 0.0, 0.0, 1)[0] == 0


@pytest.mark.parametrize("max_norm", [0.5, 100.0])
def test_the_right_clipping_is_the_packages(max_norm):
    grads = np.array([3.0, 4.0]), np.array([[1.0], [-2.0]])
    same(right_layers.clip(grads, max_norm), clip_by_global_norm(grads, max_norm)[0])
    same(BY_NAME["clip_each"].wrong(grads, max_norm), clip_by_norm(grads, max_norm)[0])


def test_the_right_masked_loss_is_the_packages():
    rng = np.random.default_rng(0)
    logits, targets = rng.normal(size=(4, 3, 5)), rng.integers(5, size=(4, 3))
    mask = np.arange(4)[:, None] < np.array([4, 1, 3])
    expected, _ = cross_entropy_forward(logits, targets, mask)
    assert right_layers.masked_loss(logits, targets, mask) == pytest.approx(expected)
    wrong = BY_NAME["padded_mean"].wrong(logits, targets, mask)
    assert wrong == pytest.approx(expected * 8 / 12)


def test_the_right_stack_passes_a_check():
    assert examine("stack", right_layers.stack_backward, 4, 2).ok


# What exactly each exhibit computes, in other words.


def wrong(name):
    """The exhibit's result on random arguments, the right one, and the arguments."""
    arguments = right_arguments()
    got = BY_NAME[name].wrong(*copy.deepcopy(arguments))
    return got, rnn.backward(*arguments), arguments


def from_das(params, cache, das, dh_0):
    """What follows from the gradients of the sums, all steps at once."""
    xs, hs = cache
    dW_hh = np.einsum("tbi,tbj->ij", hs[:-1], das)
    dW_xh = np.einsum("tbi,tbj->ij", xs, das)
    grads = rnn.RNNParams(dW_xh, dW_hh, das.sum(axis=(0, 1)))
    return grads, das @ params.W_xh.T, dh_0


def test_the_cut_future_leaves_each_step_its_own_loss():
    got, _, (params, cache, dhs, _) = wrong("cut_future")
    das = dhs * (1 - cache[1][1:] ** 2)
    same(got, from_das(params, cache, das, das[0] @ params.W_hh.T))


def test_the_skipped_slope_carries_dh_itself():
    got, _, (params, cache, dhs, dh_T) = wrong("skipped_slope")
    powers = [np.linalg.matrix_power(params.W_hh.T, k) for k in range(T + 1)]
    totals = np.array([
        sum(dhs[s] @ powers[s - t] for s in range(t, T)) + dh_T @ powers[T - 1 - t]
        for t in range(T)
    ])  # fmt: skip
    das = totals * (1 - cache[1][1:] ** 2)
    same(got, from_das(params, cache, das, totals[0] @ params.W_hh.T))


def all_das(params, cache, dhs, dh_T):
    return rnn.scan_backward(params, cache[1], dhs, dh_T)[1]


def test_the_wrapped_index_pairs_the_first_step_with_the_last_state():
    got, (grads, dxs, dh_0), arguments = wrong("wrapped_index")
    hs, da = arguments[1][1], all_das(*arguments)[0]
    dW_hh = grads.W_hh + (hs[-1] - hs[0]).T @ da
    same(got, (grads._replace(W_hh=dW_hh), dxs, dh_0))


def test_the_frozen_partner_is_the_initial_state():
    got, (grads, dxs, dh_0), arguments = wrong("frozen_partner")
    dW_hh = arguments[1][1][0].T @ all_das(*arguments).sum(axis=0)
    same(got, (grads._replace(W_hh=dW_hh), dxs, dh_0))


def test_the_short_window_is_right_for_the_last_five_steps():
    got, _, (params, (xs, hs), dhs, dh_T) = wrong("short_window")
    grads, dxs, dh = rnn.backward(params, (xs[-5:], hs[-6:]), dhs[-5:], dh_T)
    same(got, (grads, np.concatenate([0 * xs[:1], dxs]), dh))


def test_untransposed_is_right_for_a_network_with_the_transpose():
    got, _, (params, cache, dhs, dh_T) = wrong("untransposed")
    mirrored = params._replace(W_hh=params.W_hh.T)
    same(got, rnn.backward(mirrored, cache, dhs, dh_T))


def test_the_damaged_upstream_holds_the_last_loss_too():
    params, cache, dhs, dh_T = right_arguments()
    expected, dh_T_before = rnn.backward(params, cache, dhs, dh_T), dh_T.copy()
    same(BY_NAME["damaged_upstream"].wrong(params, cache, dhs, dh_T), expected)
    np.testing.assert_allclose(dh_T, dh_T_before + dhs[-1])


def test_deaf_inputs_hear_their_own_step_only():
    got, (grads, _, dh_0), (params, cache, dhs, _) = wrong("deaf_inputs")
    dxs = (dhs * (1 - cache[1][1:] ** 2)) @ params.W_xh.T
    same(got, (grads, dxs, dh_0))


def test_mispaired_rows_read_the_inputs_batch_first():
    params, (xs, _), das, _ = right_arguments()
    dW_xh, db_h, dxs = BY_NAME["mispaired_rows"].wrong(params, xs, das)
    _, right_b, right_dxs = rnn.project_backward(params, xs, das)
    rows = [xs[t, b] for b in range(B) for t in range(T)]
    partners = [das[t, b] for t in range(T) for b in range(B)]
    same(dW_xh, sum(np.outer(x, da) for x, da in zip(rows, partners, strict=True)))
    same((db_h, dxs), (right_b, right_dxs))


def test_every_layer_of_the_stack_gets_the_gradient_of_the_top():
    params, (xs, hs), dhs, dh_T = right_arguments()
    square = params._replace(W_xh=np.eye(4) + 0.1)
    lower = rnn.forward(square, hs[1:], hs[0])[2]
    upper = rnn.forward(square, lower[1][1:], hs[0])[2]
    got, dxs = BY_NAME["top_for_all"].wrong((square, square), (lower, upper), dhs)
    runs = [rnn.backward(square, cache, dhs, 0 * dh_T) for cache in (lower, upper)]
    same(got, tuple(grads for grads, _, _ in runs))
    same(dxs, runs[0][1])


def test_overwritten_sends_the_earlier_dh_through_the_later_memory():
    arguments = params, (hs, cs, tanh_cs, gates), dhs, state = gated_arguments(LSTM)
    das, dh, dc = [], *state
    slopes = lstm.local_slopes(cs[:-1], tanh_cs[1:], gates)
    for t in (5, 4, 3, 2, 1, 0):
        _, f, _, o = np.split(gates[t], 4, axis=-1)
        dh, to_c = dhs[t] + dh, o * (1 - tanh_cs[t + 1] ** 2)
        total = dc + dh * to_c
        das.insert(0, slopes[t] * np.hstack([total, total, total, dh]))
        dh = das[0] @ params.W_hh.T
        dc = dc * f + dh * to_c * f
    das = np.array(das)
    dW_hh = np.einsum("tbi,tbj->ij", hs[:-1], das)
    expected = dW_hh, das, lstm.LSTMState(dh, dc)
    same(BY_NAME["overwritten"].wrong(*arguments), expected)


def test_slope_twice_shrinks_the_output_gate_once_more():
    arguments = params, (hs, cs, tanh_cs, gates), dhs, state = gated_arguments(LSTM)
    das, dh, dc = [], *state
    slopes = lstm.local_slopes(cs[:-1], tanh_cs[1:], gates)
    for t in (5, 4, 3, 2, 1, 0):
        _, f, _, o = np.split(gates[t], 4, axis=-1)
        dh = dhs[t] + dh
        dc = dc + dh * o * (1 - tanh_cs[t + 1] ** 2)
        twice = dh * o * (1 - o)
        das.insert(0, slopes[t] * np.hstack([dc, dc, dc, twice]))
        dh, dc = das[0] @ params.W_hh.T, dc * f
    das = np.array(das)
    dW_hh = np.einsum("tbi,tbj->ij", hs[:-1], das)
    expected = dW_hh, das, lstm.LSTMState(dh, dc)
    same(BY_NAME["slope_twice"].wrong(*arguments), expected)


def test_the_lost_leak_leaves_only_the_way_through_the_products():
    params, (hs, gates, memories), dhs, dh = gated_arguments(GRU)
    got = BY_NAME["lost_leak"].wrong(params, (hs, gates, memories), dhs, dh)
    das, dms = [], []
    for t in (5, 4, 3, 2, 1, 0):
        dh = dhs[t] + dh
        r, z, n = np.split(gates[t], 3, axis=-1)
        slope_n = (1 - z) * (1 - n**2)
        slope_r, slope_z = (
            slope_n * memories[t] * r * (1 - r),
            (hs[t] - n) * z * (1 - z),
        )
        das.insert(0, np.hstack([dh * slope_r, dh * slope_z, dh * slope_n]))
        dms.insert(0, np.hstack([dh * slope_r, dh * slope_z, dh * slope_n * r]))
        dh = dms[0] @ params.W_hh.T
    dms = np.array(dms)
    dW_hh = np.einsum("tbi,tbj->ij", hs[:-1], dms)
    same(got, ((dW_hh, dms[..., 8:].sum(axis=(0, 1))), np.array(das), dh))


def test_a_repeated_token_keeps_the_gradient_of_its_last_use():
    d_rows = np.arange(6.0).reshape(3, 2)
    got = BY_NAME["repeated_token"].wrong(np.ones((4, 2)), np.array([1, 3, 1]), d_rows)
    assert np.array_equal(got, [[0, 0], [4, 5], [0, 0], [2, 3]])


def loss_arguments():
    rng = np.random.default_rng(0)
    return softmax(rng.normal(size=(4, 3, 5))), rng.integers(5, size=(4, 3))


def test_the_constant_factor_is_the_number_of_steps():
    arguments = loss_arguments()
    right = right_layers.loss_backward(*arguments)
    same(BY_NAME["constant_factor"].wrong(*arguments), 4 * right)


def test_an_alias_leaves_probabilities_that_sum_to_zero():
    probs, targets = loss_arguments()
    right = right_layers.loss_backward(probs, targets)
    same(BY_NAME["aliased"].wrong(probs, targets), right)
    same(probs, 12 * right)
    np.testing.assert_allclose(probs.sum(axis=-1), 0, atol=1e-12)


def test_unshifted_targets_are_the_inputs():
    ids = np.arange(8).reshape(4, 2)
    inputs, targets = BY_NAME["unshifted"].wrong(ids)
    assert np.array_equal(inputs, ids[:3]) and np.array_equal(targets, ids[:3])
    inputs, targets = right_layers.pairs(ids)
    assert np.array_equal(inputs, ids[:3]) and np.array_equal(targets, ids[1:])


def test_swapped_betas_are_adams_with_the_other_two_numbers():
    got = BY_NAME["swapped_betas"].wrong(0.3, 0.2, 0.5, 3)
    assert got == right_layers.adam_step(0.3, 0.2, 0.5, 3, 0.01, 0.999, 0.9)
    assert BY_NAME["swapped_betas"].wrong(1.0, 0, 0, 1, lr=5)[0] == pytest.approx(-5)


# Detectors for what no gradient check sees.


def test_the_position_test_sees_a_missing_and_a_double_shift():
    assert detectors.positions_agree(BY_NAME["unshifted"].right)
    assert not detectors.positions_agree(BY_NAME["unshifted"].wrong)
    assert not detectors.positions_agree(lambda ids: (ids[:-2], ids[2:]))
    assert not detectors.positions_agree(
        lambda ids: (ids[:-1], np.concatenate([ids[1:-1], ids[:1]]))
    )


def test_the_first_step_of_adam_is_blind_to_its_betas_and_the_second_is_not():
    bug = BY_NAME["swapped_betas"]
    wrong, right = (detectors.steps_of(f, [1.0, 0.0]) for f in (bug.wrong, bug.right))
    assert wrong[0] == right[0] == pytest.approx(-0.01)

    def second(beta1, beta2):  # m = b1 (1 - b1), v = b2 (1 - b2), both corrected
        return -0.01 * beta1 / (1 + beta1) / np.sqrt(beta2 / (1 + beta2))

    assert right[1] == pytest.approx(second(0.9, 0.999))
    assert wrong[1] == pytest.approx(second(0.999, 0.9))


def test_the_direction_test_sees_clipping_array_by_array():
    bug = BY_NAME["clip_each"]
    assert detectors.kept_direction(bug.right) == pytest.approx(1)
    turned = (3 * 3 + 40 * 5) / np.sqrt((9 + 1600) * (9 + 25))
    assert detectors.kept_direction(bug.wrong) == pytest.approx(turned)


def test_the_padding_test_sees_a_mean_over_the_padding():
    bug, (probs, targets) = BY_NAME["padded_mean"], loss_arguments()
    short, long = detectors.padded_losses(bug.right, np.log(probs), targets)
    assert short == pytest.approx(long)
    assert short == pytest.approx(cross_entropy_forward(np.log(probs), targets)[0])
    wrong_short, wrong_long = detectors.padded_losses(bug.wrong, np.log(probs), targets)
    assert wrong_short == pytest.approx(short)
    assert wrong_long == pytest.approx(short / 2)


@by_name(BLIND)
def test_what_is_blind_to_a_gradient_check_names_no_arrays(bug):
    assert bug.caught == ()
    expected = {
        "targets": "position test",
        "optimiser": "two steps",
        "clipping": "direction test",
        "masked loss": "padding test",
    }
    assert bug.detector == expected[bug.kind]


def test_the_gradient_of_a_loss_over_the_padding_passes_its_own_check():
    probs, targets = loss_arguments()
    logits, mask = np.log(probs), np.ones((4, 3))
    mask[2:] = 0
    wrong = BY_NAME["padded_mean"].wrong
    _, cache = cross_entropy_forward(logits, targets, mask)
    grad = cross_entropy_backward(cache) * mask.mean()
    assert check_gradients(lambda z: float(wrong(z, targets, mask)), logits, grad).ok
    assert to_vector(grad).any()
