"""The recorded runs of the bug museum can be made again, and say what the text says."""

import json
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "experiments"))

import bug_museum as experiment  # noqa: E402
from recall_runs import updates  # noqa: E402

from rnn_tutorial.cells import GRU, LSTM, RNN  # noqa: E402
from rnn_tutorial.gradcheck import check_gradients  # noqa: E402
from rnn_tutorial.optim import adam  # noqa: E402
from rnn_tutorial.proof.bugs import BUGS  # noqa: E402

RECORD = json.loads(experiment.RESULT.read_text(encoding="utf-8"))
PROGRAMS = experiment.programs()


def solved(task, name):
    return sum(n <= RECORD["limit"] for n in RECORD["tasks"][task][name]["updates"])


@pytest.mark.parametrize("task", experiment.TASKS)
@pytest.mark.parametrize("name", PROGRAMS)
def test_every_run_begins_as_it_was_recorded(task, name):
    run = experiment.losses(PROGRAMS[name], task, 0)
    witnesses = RECORD["tasks"][task][name]["witnesses"]
    assert len(witnesses) == 5
    np.testing.assert_allclose(list(islice(run, 5)), witnesses, rtol=1e-9)


def test_the_record_has_the_settings_of_the_script():
    assert RECORD["limit"] == experiment.LIMIT
    assert RECORD["every"] == experiment.EVERY
    assert RECORD["seeds"] == list(experiment.SEEDS)
    assert RECORD["symbols"] == experiment.V
    assert set(RECORD["versions"]) == {"numpy", "python"}
    assert list(RECORD["tasks"]) == list(experiment.TASKS)
    for runs in RECORD["tasks"].values():
        assert list(runs) == list(PROGRAMS)
        for run in runs.values():
            assert len(run["updates"]) == len(experiment.SEEDS)
            assert len(run["curve"]) == experiment.LIMIT // experiment.EVERY


def test_a_short_run_needs_as_many_updates_as_recorded():
    again = updates(experiment.losses(PROGRAMS["right"], "easy", 1), RECORD["limit"])
    assert again == RECORD["tasks"]["easy"]["right"]["updates"][1] < 100


@pytest.mark.parametrize("name", experiment.RIGHT)
@pytest.mark.parametrize("task", experiment.TASKS)
def test_the_right_programs_pass_a_gradient_check(name, task, monkeypatch):
    for size, value in {"V": 4, "H": 3, "B": 2, "T": 3}.items():
        monkeypatch.setattr(experiment, size, value)
    rng, parts = np.random.default_rng(0), PROGRAMS[name]
    net, data = experiment.new_net(rng, parts), experiment.task(task, rng)

    def run(net):
        return experiment.loss_and_grads(net, *data, parts)

    assert check_gradients(lambda net: run(net)[0], net, run(net)[1]).ok


def test_an_update_is_the_packages_adam():
    rng, parts = np.random.default_rng(0), PROGRAMS["right"]
    net = experiment.new_net(rng, parts)
    grads = experiment.new_net(rng, parts)
    optimizer = adam(experiment.LR)
    expected, _ = optimizer.update(grads, optimizer.init(net), net)
    got, _, _ = experiment.moved(parts.optimiser, net, grads, 0.0, 0.0, 1)
    for ours, theirs in zip(*map(experiment.tree_leaves, (got, expected)), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def test_the_easy_task_asks_for_what_is_seen_and_the_other_for_what_was():
    ids, targets, n = experiment.task("easy", np.random.default_rng(0))
    assert np.array_equal(ids, targets) and n == len(ids) == 7
    ids, targets, n = experiment.task("delay", np.random.default_rng(0))
    assert n == 1 and np.array_equal(targets, ids[:1])
    assert set(np.unique(ids[0])) == {0, 1} and set(np.unique(ids[1:])) == {2, 3, 4, 5}


def test_every_exhibit_stands_in_for_one_piece():
    for bug in experiment.trained():
        parts, rival = PROGRAMS[bug.name], PROGRAMS[experiment.rival(bug)]
        assert RECORD["rivals"][bug.name] == experiment.rival(bug)
        assert parts.depth == rival.depth == (2 if bug.name in experiment.DEEP else 1)
        same = [a is b for a, b in zip(parts, rival, strict=True)]
        assert same.count(False) == 1
    cells = [PROGRAMS[name].cell for name in experiment.RIGHT]
    assert cells == [RNN, LSTM, GRU, RNN]
    assert len(experiment.trained()) == len(BUGS) - 2


def test_every_program_but_the_uphill_one_solves_the_easy_task():
    counts = {name: solved("easy", name) for name in PROGRAMS}
    assert counts.pop("uphill") == 0
    assert set(counts.values()) == {8}


def test_below_the_output_a_control_gets_nothing_or_the_opposite():
    rng = np.random.default_rng(0)
    net = experiment.new_net(rng, PROGRAMS["right"])
    data = experiment.task("delay", rng)
    found = {
        name: experiment.loss_and_grads(net, *data, PROGRAMS[name])[1]
        for name in ("right", "silent", "uphill")
    }
    for name, factor in (("silent", 0), ("uphill", -1)):
        assert RECORD["rivals"][name] == "right"
        got, right = found[name], found["right"]
        for ours, true in zip(*map(experiment.tree_leaves, (got, right)), strict=True):
            below = not any(true is leaf for leaf in right.output)
            assert np.array_equal(ours, factor * true if below else true)


def test_a_silent_cell_learns_the_easy_task_late_and_the_other_never():
    easy, delay = (RECORD["tasks"][task]["silent"] for task in experiment.TASKS)
    assert max(easy["updates"]) < RECORD["limit"] < min(delay["updates"])


@pytest.mark.parametrize("seed", [0, 1])
def test_without_clipping_adam_divides_a_constant_factor_out(seed):
    pair = (PROGRAMS[name] for name in ("right", "constant_factor"))
    runs = [
        islice(
            experiment.losses(
                parts._replace(clipping=lambda grads, _: grads), "easy", seed
            ),
            30,
        )
        for parts in pair
    ]
    np.testing.assert_allclose(*map(list, runs), rtol=1e-4)


def test_the_factor_is_one_where_a_single_step_has_a_loss():
    delay = RECORD["tasks"]["delay"]
    assert delay["constant_factor"]["updates"] == delay["right"]["updates"]


def test_the_chapters_sentences_on_the_delay_task_are_those_of_the_record():
    runs = RECORD["tasks"]["delay"]
    counts = {
        "right": 8,
        "cut_future": 0,
        "skipped_slope": 8,
        "wrapped_index": 8,
        "frozen_partner": 7,
        "short_window": 6,
        "untransposed": 6,
        "lost_leak": 8,
        "clip_each": 8,
        "swapped_betas": 3,
        "slope_twice": 8,
        "repeated_token": 8,
    }
    assert {name: solved("delay", name) for name in counts} == counts
    median = {name: np.median(run["updates"]) for name, run in runs.items()}
    assert median["wrapped_index"] == pytest.approx(median["right"], rel=0.05)
    assert median["skipped_slope"] > 1.5 * median["right"]
    assert median["frozen_partner"] > 3 * median["right"]
    assert 1.9 < median["lost_leak"] / median["right gru"] < 2.4
    assert median["top_for_all"] > median["right stack"]
    assert median["overwritten"] / median["right lstm"] > 1.2
    assert median["repeated_token"] == pytest.approx(median["right"], rel=0.05)
    assert runs["cut_future"]["end"] > 0.69


@pytest.mark.parametrize("name", ["damaged_upstream", "aliased"])
def test_what_only_a_second_call_shows_changes_no_run(name):
    for runs in RECORD["tasks"].values():
        assert runs[name]["updates"] == runs["right"]["updates"]


def test_swapped_betas_solve_the_easy_task_and_then_lose_it():
    run = RECORD["tasks"]["easy"]["swapped_betas"]
    assert max(run["updates"]) < 100 and run["end"] > 100


def test_frozen_partners_never_move_the_recurrent_weights():
    rng, parts = np.random.default_rng(0), PROGRAMS["frozen_partner"]
    net = experiment.new_net(rng, parts)
    _, grads = experiment.loss_and_grads(net, *experiment.task("delay", rng), parts)
    assert not grads.layers[0].W_hh.any() and grads.layers[0].W_xh.all()


# Where the exhibits that neither task shows cost something.


def test_the_costs_are_those_of_the_script():
    assert list(RECORD["costs"]) == list(experiment.COSTS)
    for name, runs in RECORD["costs"].items():
        assert list(runs) == ["label", "wrong", "right"]
        assert runs["label"] == experiment.COSTS[name][0]
        assert all(len(runs[key]) == 8 for key in ("wrong", "right"))


def test_two_quiet_exhibits_fail_where_the_right_program_succeeds():
    limit, costs = RECORD["limit"], RECORD["costs"]
    counts = {
        name: [sum(n <= limit for n in costs[name][key]) for key in ("wrong", "right")]
        for name in ("damaged_upstream", "clip_each")
    }
    assert counts == {"damaged_upstream": [1, 8], "clip_each": [0, 7]}
    delay = RECORD["tasks"]["delay"]["right"]["updates"]
    assert costs["damaged_upstream"]["right"] == delay


def test_plain_descent_pays_for_a_slope_twice():
    wrong, right = (RECORD["costs"]["slope_twice"][key] for key in ("wrong", "right"))
    ratios = np.divide(wrong, right)
    assert max(wrong) < RECORD["limit"] and 1.15 < ratios.min() < ratios.max() < 1.45


def test_a_step_of_descent_is_the_gradient_times_the_rate():
    assert experiment.descent(0.5)(3.0, 1.0, 2.0, 4, lr=7.0) == (-1.5, 1.0, 2.0)
    parts = experiment.descending(2.0)(PROGRAMS["right lstm"])
    assert parts.cell is LSTM and parts.optimiser(3.0, 0, 0, 1, lr=1)[0] == -6


def test_a_thrifty_program_gives_its_cell_the_same_zeros_again():
    seen = []
    cell = RNN._replace(backward=lambda *arguments: seen.append(arguments))
    parts = experiment.thrifty(PROGRAMS["right"]._replace(cell=cell))
    for start in (0, 10):
        parts.cell.backward(start, 2, 3, np.full(2, float(start)))
    first, second = seen
    assert first[3] is second[3] and not first[3].any()
    assert (first[:3], second[:3]) == ((0, 2, 3), (10, 2, 3))


@pytest.mark.parametrize("name", ["slope_twice", "clip_each"])
def test_a_run_of_the_costs_needs_as_many_updates_as_recorded(name):
    _, task, change = experiment.COSTS[name]
    bug = next(bug for bug in experiment.trained() if bug.name == name)
    right = change(experiment.RIGHT[experiment.rival(bug)])
    again = updates(experiment.losses(right, task, 6), RECORD["limit"])
    assert again == pytest.approx(RECORD["costs"][name]["right"][6], rel=0.1)
