"""What the suspects and the tables of the part "Proof" compute, number by number."""

import numpy as np
import pytest

from rnn_tutorial.cells import gru, rnn
from rnn_tutorial.gradcheck import GradientReport
from rnn_tutorial.proof import bugs, museum, products, scenes, suspects
from rnn_tutorial.proof.autodiff import Variable
from rnn_tutorial.proof.bugs import (
    BUGS,
    constant_factor,
    damaged_upstream,
    mispaired_rows,
    right_cells,
    right_layers,
    unshifted,
)
from rnn_tutorial.tree import tree_items, tree_leaves

T, B, D, H = 5, 3, 2, 4


def normal(*shapes):
    rng = np.random.default_rng(3)
    return [rng.standard_normal(shape) for shape in shapes]


def same(got, expected):
    for a, b in zip(tree_leaves(got), tree_leaves(expected), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-10, atol=1e-12)


def summed(a, b):
    """The outer products of all steps and sequences, added up."""
    return np.einsum("tbi,tbj->ij", a, b)


def test_suspect_a_reads_the_slope_of_the_step_before_and_at_first_of_the_last():
    *arrays, xs, h_0, dhs, dh_T = normal(
        (D, H), (H, H), H, (T, B, D), (B, H), (T, B, H), (B, H)
    )
    params = rnn.RNNParams(*arrays)
    _, _, cache = rnn.forward(params, xs, h_0)
    hs = cache[1]
    turned = np.concatenate([hs[:1], hs[-1:], hs[1:-1]])
    _, das, dh_0 = rnn.scan_backward(params, turned, dhs, dh_T)
    grads = summed(xs, das), summed(hs[:-1], das), das.sum(axis=(0, 1))
    expected = rnn.RNNParams(*grads), das @ params.W_xh.T, dh_0
    same(suspects.suspect_a(params, cache, dhs, dh_T), expected)


def test_suspect_b_forgets_the_reset_gate_before_the_recurrent_weights():
    *arrays, projected, h_0, dhs, dh = normal(
        (D, 3 * H), (H, 3 * H), 3 * H, H, (T, B, 3 * H), (B, H), (T, B, H), (B, H)
    )
    params = gru.GRUParams(*arrays)
    _, _, cache = gru.scan_forward(params, projected, h_0)
    got = suspects.suspect_b(params, cache, dhs, dh)
    (hs, gates, memories), das = cache, []
    for t in (4, 3, 2, 1, 0):
        dh = dhs[t] + dh
        r, z, n = np.split(gates[t], 3, axis=-1)
        da_n = (1 - z) * (1 - n**2)
        slopes = da_n * memories[t] * r * (1 - r), (hs[t] - n) * z * (1 - z), da_n
        das.insert(0, np.hstack([dh * slope for slope in slopes]))
        dh = z * dh + das[0] @ params.W_hh.T
    das = np.array(das)
    db_hn = das[..., 2 * H :].sum(axis=(0, 1))
    same(got, ((summed(hs[:-1], das), db_hn), das, dh))


def test_a_cells_exhibit_has_the_name_of_its_module():
    got = bugs._cell(damaged_upstream, ("xs",), bugs.AGAIN)
    wrong, right = damaged_upstream.backward, right_cells.backward
    expected = "damaged_upstream", "cell", bugs.AGAIN, ("xs",), wrong, right
    assert got == bugs.Bug(*expected)
    assert bugs._cell(damaged_upstream, ()).detector == bugs.CHECK


def test_another_exhibit_finds_its_right_twin_by_its_function():
    wrong, right = mispaired_rows.project_backward, rnn.project_backward
    expected = "mispaired_rows", "projection", bugs.CHECK, ("W_xh",), wrong, right
    got = bugs._other(mispaired_rows, "project_backward", *expected[1:4])
    assert got == bugs.Bug(*expected)
    got = bugs._other(unshifted, "pairs", "targets", "position test")
    expected = "unshifted", "targets", "position test", ()
    assert got == bugs.Bug(*expected, unshifted.pairs, right_layers.pairs)


def test_an_exhibit_is_named_after_its_module():
    modules = [bug.wrong.__module__.rpartition(".")[2] for bug in BUGS]
    assert [bug.name for bug in BUGS] == modules


def test_a_sum_pulls_an_array_of_its_parents_shape():
    (da,) = Variable([], np.ones((2, 3))).sum().pull(np.array(3.0))
    assert da.shape == (2, 3)


@pytest.mark.parametrize(
    ("kind", "name", "draw"),
    [
        ("cell", "W_xh", lambda rng: rnn.init(rng, 2, 4).W_xh),
        ("stack", "lower.W_xh", lambda rng: rnn.init(rng, 4, 4).W_xh),
        ("embedding", "table", lambda rng: rng.normal(size=(scenes.V, 4))),
        ("loss", "logits", lambda rng: rng.normal(size=(T, B, scenes.V))),
    ],
)
def test_a_scene_is_drawn_from_a_seed_of_zero(kind, name, draw):
    drawn = dict(tree_items(scenes.scene(kind, T, B).tree))[name]
    np.testing.assert_array_equal(drawn, draw(np.random.default_rng(0)))


def test_a_card_is_as_wide_as_its_longest_name_asks():
    card = museum.Card({"xs": ("ok",), "lower.W_xh": ("0.50",)}, ())
    assert repr(card).splitlines()[1:] == ["xs            ok", "lower.W_xh  0.50"]


def test_products_at_sizes_are_tried_with_zeros():
    fits = products.at_sizes(4, 2, 3, out_in=False).values()
    assert not any(p().any() for p in fits if not products.refusal(p))


def test_the_columns_of_a_card_are_the_sizes_that_are_examined(monkeypatch):
    seen = []

    def examine(kind, suspect, *sizes):
        seen.append(sizes)
        return GradientReport((), 0)

    monkeypatch.setattr(museum, "examine", examine)
    assert museum.symptoms("cell", suspects.suspect_a) == {}
    sizes = [(1, 3, 1), (2, 3, 1), (6, 3, 1), (6, 1, 1), (6, 3, 2)]
    assert seen == sizes == list(museum.COLUMNS.values())


def test_the_constant_factor_leaves_the_probabilities_alone():
    probs, targets = np.full((T, B, 2), 0.5), np.zeros((T, B), int)
    constant_factor.loss_backward(probs, targets)
    assert (probs == 0.5).all()
