"""The moving figures: their stored runs, and how they come into a page."""

import itertools
import json
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest
import site_explorables
from build_explorables import content, written
from docutils import nodes
from explorable_settings import N_SETTINGS, cases
from explorables import (
    EXPLORABLES,
    cliff,
    lag,
    lag_cells,
    learning_rate,
    temperature,
    unrolled,
)
from explorables.explorable import MINUS, rounded, text

from rnn_tutorial.cells import GRU, rnn
from rnn_tutorial.gradcheck import numerical_gradient, relative_error

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ROOT / "book" / "_static" / "explorables"
QUICK = [e for e in EXPLORABLES if e.name != "temperature"]  # it trains for a while
by_name = pytest.mark.parametrize("explorable", EXPLORABLES, ids=lambda e: e.name)
quick = pytest.mark.parametrize("explorable", QUICK, ids=lambda e: e.name)


def path_of(explorable):
    return ROOT / "book" / "explorables" / f"{explorable.name}.json"


def stored(explorable):
    return json.loads(path_of(explorable).read_text(encoding="utf-8"))


def numbers(tree):
    """Every number of nested lists and dictionaries, in order."""
    if isinstance(tree, dict):
        tree = [value for _, value in sorted(tree.items())]
    if isinstance(tree, list):
        return [number for item in tree for number in numbers(item)]
    return [tree] if isinstance(tree, (int, float)) else []


@quick
def test_the_stored_runs_are_what_the_package_computes(explorable):
    before, now = numbers(stored(explorable)), numbers(content(explorable))
    assert len(now) > 100
    np.testing.assert_allclose(now, before, rtol=1e-9)


def test_the_language_models_training_begins_as_it_was_stored():
    before = stored(temperature.EXPLORABLE)["losses"]
    np.testing.assert_allclose(temperature.first_losses(), before, rtol=1e-9)


@by_name
def test_a_file_has_the_one_form_and_stays_small(explorable):
    assert path_of(explorable).read_text(encoding="utf-8") == written(
        stored(explorable)
    )
    assert path_of(explorable).stat().st_size < 30_000


def test_there_is_a_file_and_a_script_for_each_figure_and_no_others():
    names = {explorable.name for explorable in EXPLORABLES}
    assert {p.stem for p in (ROOT / "book" / "explorables").iterdir()} == names
    assert {p.stem for p in SCRIPTS.glob("*.js")} == names | {"common"}


@by_name
def test_the_static_figure_is_in_exactly_one_chapter(explorable):
    notebooks = [nbformat.read(p, as_version=4) for p in ROOT.glob("book/**/*.ipynb")]
    names = [
        cell.metadata.get("mystnb", {}).get("figure", {}).get("name")
        for notebook in notebooks
        for cell in notebook.cells
    ]
    assert stored(explorable)["figure"] == explorable.figure
    assert names.count(explorable.figure) == 1


@quick
def test_the_settings_of_the_check_are_twenty_and_the_same_each_time(explorable):
    first = cases(explorable)
    assert len(first) == N_SETTINGS == 20
    assert first == cases(explorable)
    assert len({json.dumps(case["setting"]) for case in first}) > 10


def test_a_rounded_number_has_the_books_minus_and_no_negative_zero():
    assert text(-0.0421, 3) == f"{MINUS}0.042"
    assert text(-0.0001, 3) == "0.000"
    assert str(rounded([-0.0001], 3)) == "[0.0]"


@pytest.mark.parametrize("example", range(len(unrolled.INPUTS)))
def test_the_copies_of_the_unrolled_weight_add_up_to_its_gradient(example):
    def loss(w):
        return unrolled.run(example, float(w))["L"].sum()

    run = unrolled.run(example, 0.7)
    whole = numerical_gradient(loss, np.array(0.7))
    assert relative_error(run["sum"][0], whole) < 1e-7
    assert relative_error(run["dw"].sum(), whole) < 1e-7


def test_nothing_is_shown_before_its_moment():
    start = unrolled.shown({"example": 0, "w": 3, "moment": 0})
    assert set(start.values()) == {""}
    loss = unrolled.shown({"example": 0, "w": 3, "moment": 4})
    assert loss["h_3"] and loss["loss"] and not loss["dw_3"]


def test_the_slope_of_the_surface_agrees_with_differences():
    theta = np.array([0.3, 0.6])
    differences = numerical_gradient(learning_rate.loss, theta)
    assert relative_error(learning_rate.slope(theta), differences) < 1e-7


def test_the_runs_end_near_the_minimum_below_the_limit_and_leave_above_it():
    for lr in (0.363, 0.46):
        away = np.linalg.norm(learning_rate.descend(lr)[-1] - learning_rate.minimum())
        assert (away < 0.01) == (lr < learning_rate.limit())


def test_without_tanh_the_gradient_is_a_product_with_powers_of_the_matrix():
    W = 0.9 * lag.chapter()[0]
    by_hand = lag.chapter()[3] @ np.linalg.matrix_power(W.T, 7)
    assert np.isclose(lag.without_tanh(W, 7)[-1], np.linalg.norm(by_hand))


def test_the_bound_of_the_lag_figure_holds():
    for gain in (0.5, 0.9, 3.0):
        norms, factor = lag.run(gain * lag.chapter()[0], 20)
        assert (norms <= factor ** np.arange(21) * (1 + 1e-12)).all()


def test_the_gradient_of_the_lag_figure_is_that_of_the_cell():
    W, W_xh, xs, dh_T = lag.chapter()
    params = rnn.RNNParams(W_xh, W, np.zeros(lag.H))
    _, _, cache = rnn.forward(params, xs[:9], np.zeros((1, lag.H)))
    _, _, dh_0 = rnn.backward(params, cache, np.zeros((9, 1, lag.H)), dh_T[None])
    assert np.isclose(lag.run(W, 9)[0][-1], np.linalg.norm(dh_0))


def test_the_slope_of_the_cliff_agrees_with_differences():
    theta = np.array([4.4, -2.2])
    loss, *slope = cliff.loss_and_slope(*theta)
    differences = numerical_gradient(lambda p: cliff.loss_and_slope(*p)[0], theta)
    assert relative_error(np.array(slope), differences) < 1e-7
    assert loss == pytest.approx((cliff.sigmoid(cliff_state(*theta)) - 0.7) ** 2)


def cliff_state(w, b):
    x = 0.5
    for _ in range(50):
        x = w / (1 + np.exp(-x)) + b
    return x


def test_no_run_that_the_cliff_offers_hangs_on_its_last_digits():
    """On a cliff a start's last digits can decide; such settings are not offered."""
    settings = itertools.product(
        cliff.STARTS_W, cliff.STARTS_B, cliff.RATES, cliff.THRESHOLDS
    )
    for w, b, *rest in settings:
        path, moved = cliff.descend(w, b, *rest), cliff.descend(w + 1e-14, b, *rest)
        np.testing.assert_allclose(moved, path, rtol=1e-5, atol=1e-5)


def test_a_clipped_step_on_the_cliff_is_never_longer_than_rate_times_threshold():
    path = cliff.descend(5.0, -2.75, 0.05, 0.3)
    strides = np.linalg.norm(np.diff(path[:, :2], axis=0), axis=1)
    assert strides.max() == pytest.approx(0.05 * 0.3)


@pytest.mark.parametrize("bias", [0, 3])
def test_the_gradient_of_the_cells_figure_is_that_of_the_gru(bias):
    xs, dh_T = lag_cells.chapter()
    params = GRU.init(np.random.default_rng(1), lag_cells.D, lag_cells.H)
    b_h = params.b_h + np.repeat([0, bias, 0], lag_cells.H)
    hs, _, cache = GRU.forward(
        params._replace(b_h=b_h), xs[:20], np.zeros((1, lag_cells.H))
    )
    params = params._replace(b_h=b_h)
    _, _, dh_0 = GRU.backward(params, cache, np.zeros_like(hs), dh_T)
    assert np.isclose(lag_cells.run(GRU, bias, 20)[-1], np.linalg.norm(dh_0))


def test_the_cells_figure_starts_from_what_init_sets():
    for cell in lag_cells.CELLS[1:]:
        b_h = cell.init(np.random.default_rng(1), 1, 1).b_h
        assert b_h[1] == lag_cells.DEFAULTS[cell.name]


def test_the_bias_changes_nothing_in_the_plain_cell():
    low, high = (
        lag_cells.shown({"cell": 0, "bias": bias, "length": 0}) for bias in (0, 7)
    )
    assert low == high
    assert low["gate"] == lag_cells.NONE


def figure_of(name):
    """A page with one figure of this name."""
    page = nodes.section()
    page += nodes.figure("", nodes.image(uri="a.svg"), ids=[name])
    return page


def app_of(builder):
    return SimpleNamespace(builder=SimpleNamespace(name=builder))


def test_the_site_puts_a_moving_figure_in_front_of_its_static_one():
    page = figure_of("fig-vg-lag")
    site_explorables.insert(app_of("html"), page, "page")
    moving, still = page[0].children
    assert 'data-explorable="lag"' in moving.astext()
    assert isinstance(still, nodes.image)


@pytest.mark.parametrize(
    ("builder", "name"), [("html", "fig-other"), ("epub", "fig-vg-lag")]
)
def test_other_figures_and_other_formats_stay_as_they_are(builder, name):
    page = figure_of(name)
    site_explorables.insert(app_of(builder), page, "page")
    assert len(page[0].children) == 1


def test_no_text_in_the_data_can_end_its_script():
    html = site_explorables.element("a", "fig-a", '{"x":"</script><b>"}')
    assert html.count("</script>") == 1


def scripts_of(body):
    """What the site loads on a page with this body."""
    loaded = []
    app = SimpleNamespace(
        add_css_file=loaded.append, add_js_file=lambda name, **_: loaded.append(name)
    )
    site_explorables.load_scripts(app, "page", "page.html", {"body": body}, None)
    return loaded


def test_a_page_loads_the_scripts_of_its_own_moving_figures_only():
    assert scripts_of("<p>nothing moves</p>") == []
    assert scripts_of('<div data-explorable="lag">') == [
        "explorables/explorables.css",
        "explorables/common.js",
        "explorables/lag.js",
    ]
