"""The mutation tool: which changes it makes, who notices them, and what it counts."""

import ast
import os
import select
import subprocess
import sys
from collections import Counter

import mutate
import pytest
from mutation import choice, forks, fresh, report, swap
from mutation.mutants import Mutant, has_mutants, mutants, mutated

from rnn_tutorial.functions import sigmoid

FUNCTION = "def f(x, y):\n    return {}\n"


def changes(expression):
    """What the expression may become."""
    found = mutants("m.py", FUNCTION.format(expression))
    return [m.becomes.removeprefix("return ") for m in found]


@pytest.mark.parametrize(
    "expression, expected",
    [
        ("x + y", ["x - y", "x", "y"]),
        ("x - y", ["x + y", "x"]),
        ("x / y", ["x * y", "x"]),
        ("x ** y", ["x * y", "x"]),
        ("x @ y", ["y @ x", "x.T @ y", "x @ y.T"]),
        ("x.T @ y", ["y @ x.T", "x @ y", "x.T @ y.T", "x @ y"]),
        ("-x", ["x"]),
        ("x < y", ["x <= y"]),
        ("x and y", ["x or y", "y", "x"]),
        ("x[1:]", ["x[:]", "x[2:]"]),
        ("x[::-1]", ["x[:]", "x[::1]", "x[::0]"]),
        ("x[:, :-1]", ["x[:, :]", "x[:, :1]", "x[:, :0]"]),
        ("x[2]", ["x[1]", "x[3]"]),
        ("x[-1]", ["x[-2]", "x[1]", "x[0]"]),
        ("x.sum(axis=0)", ["x.mean(axis=0)", "x.sum(axis=1)"]),
        ("np.sqrt(x)", ["x"]),
        ("x.copy()", ["x"]),
        ("np.outer(x, y)", ["np.outer(y, x)"]),
        ("x if y else None", ["x if not y else None"]),
        ("True", ["False"]),
        ("'text' + x", []),
        ("zip(x, y, strict=True)", []),
    ],
)
def test_an_expression_has_these_mutants(expression, expected):
    assert changes(expression) == expected


@pytest.mark.parametrize(
    "statement, expected",
    [
        ("x += y", ["x -= y", "x = y", "pass"]),
        ("check(x)", ["pass"]),
        ("x: int = y", []),
    ],
)
def test_a_statement_has_these_mutants(statement, expected):
    found = mutants("m.py", f"def f(x, y):\n    {statement}\n    return x\n")
    assert [m.becomes for m in found] == expected


def test_a_mutant_knows_its_place():
    (first, second, *_) = mutants(
        "m.py", "A = 1\n\n\ndef f(x, y=2):\n    return x * y\n"
    )
    assert first == Mutant("m.py", 3, 0, (1, 1), False, "A = 1", "A = 2")
    assert second.becomes == "def f(x, y=3):" and not second.inside


def test_a_constant_has_the_lines_of_its_statement_but_not_of_a_body():
    source = "def f(x):\n    a = [\n        (1,),\n        x,\n    ]\n"
    source += "    if x < a:\n        x += 2\n"
    lines = {m.becomes: m.lines for m in mutants("m.py", source)}
    assert lines["a = [(2,), x]"] == (2, 5)
    assert lines["if x <= a:"] == (6, 6)
    assert lines["x += 3"] == (7, 7)


def test_each_mutant_is_the_source_with_its_one_change():
    source = "def f(x, y):\n    z = x + 2 * y\n    return -z if x > y else z[1]\n"
    for mutant in mutants("m.py", source):
        got = ast.unparse(mutated(source, mutant.place, mutant.variant))
        assert got == ast.unparse(ast.parse(source.replace(mutant.was, mutant.becomes)))


def test_a_list_of_names_has_nothing_to_change():
    assert has_mutants("A = 1") and not has_mutants('"""Text."""\n\n__all__ = ["a"]')


def test_listing_the_mutants_twice_gives_the_same():
    source = (mutate.PACKAGE / "cells" / "gru.py").read_text()
    assert mutants("m.py", source) == mutants("m.py", source)


def swapped_sigmoid(number):
    """In a process of its own: sigmoid(0.0) after a change of its code."""
    file = mutate.PACKAGE / "functions.py"
    found = [m for m in mutants("functions.py", file.read_text()) if "tanh" in m.was]
    chosen = found[number]
    functions = swap.functions_of(mutate.PACKAGE)
    assert swap.swap(functions, file, chosen.place, chosen.variant)
    return chosen.becomes, float(sigmoid(0.0))


def test_a_swapped_function_is_changed_wherever_it_is_in_use():
    assert sigmoid(0.0) == 0.5
    results = dict(forks.in_forks(swapped_sigmoid, range(3), 2, lambda _: 30))
    assert all(becomes for becomes, _ in results.values())
    assert {value for _, value in results.values()} != {0.5}
    assert sigmoid(0.0) == 0.5


def test_a_fresh_process_imports_the_change():
    file = mutate.PACKAGE / "gradcheck.py"
    floor = next(m for m in mutants("gradcheck.py", file.read_text()) if not m.inside)
    code = (
        "import mutation.fresh; from rnn_tutorial.gradcheck import FLOOR; print(FLOOR)"
    )
    name = f"gradcheck.py:{floor.place}:{floor.variant}"
    paths = os.pathsep.join([str(mutate.ROOT), str(mutate.ROOT / "scripts")])
    environment = os.environ | {"MUTANT": name, "PYTHONPATH": paths}
    printed = subprocess.check_output(
        [sys.executable, "-c", code], env=environment, text=True
    )
    assert floor.becomes == f"FLOOR = {printed.strip()}" != floor.was


def test_only_the_named_module_is_changed():
    finder = fresh.MutatedFinder(mutate.PACKAGE / "tree.py", 0, 0)
    assert finder.find_spec("json") is None


def work(task):
    """Answers, raises, or never comes back."""
    if task == "late":
        while True:
            pass
    return {"right": 1}[task]


def test_a_process_that_dies_or_is_late_has_no_result():
    tasks = ["right", "wrong", "late"]
    done = dict(forks.in_forks(work, tasks, 2, lambda _: 1))
    assert done == {"right": 1, "wrong": None, "late": None}


def test_what_a_late_process_has_started_ends_with_it():
    read, write = os.pipe()

    def start_another(_):
        subprocess.run([sys.executable, "-c", "input()"], stdin=read, pass_fds=[write])

    assert dict(forks.in_forks(start_another, [0], 1, lambda _: 1)) == {0: None}
    os.close(write)
    ready, _, _ = select.select([read], [], [], 20)
    assert ready and os.read(read, 1) == b""  # nobody holds the other end


def test_the_quickest_test_of_a_line_comes_first():
    seconds = {"a": 2.0, "b": 1.0, "slow": 99.0}
    chosen = choice.Choice(seconds, {"f": {3: ["a", "b", "slow"], 4: ["a"]}})
    assert chosen.for_lines("f", (3, 3), True) == ["b", "a"]
    assert chosen.for_lines("f", (4, 5), True) == ["a"]
    assert chosen.for_lines("f", (9, 9), True) == []
    assert chosen.for_lines("f", (9, 9), False) == ["b", "a"]


def test_what_several_processes_saw_is_put_together():
    parts = [choice.Choice({n: 1.0}, {"f": {1: [n]}}) for n in "ab"]
    both = choice.merged(parts)
    assert both == choice.Choice({"a": 1.0, "b": 1.0}, {"f": {1: ["a", "b"]}})


OUTCOMES = {
    Mutant("m.py", 1, 0, (1, 1), True, "x + y", "x - y"): "a test",
    Mutant("m.py", 1, 1, (1, 1), True, "x + y", "x"): "",
    Mutant("m.py", 2, 0, (2, 2), True, "x + 0", "x - 0"): "",
}
KNOWN = {("m.py", "x + 0", "x - 0"): "adding nothing", ("m.py", "a", "b"): "gone"}


def test_the_score_leaves_the_equivalent_out():
    counts = report.counted(OUTCOMES, KNOWN)
    assert counts == {"m.py": Counter(killed=1, equivalent=1, survived=1)}
    assert report.score(counts["m.py"]) == 0.5
    assert "m.py              1           1         1  50.0%" in report.table(counts)
    assert report.score(Counter()) == 1.0


def test_the_report_names_survivors_and_what_is_listed_for_nothing():
    assert report.survivors(OUTCOMES, KNOWN) == "m.py:1\n  'x + y'\n  'x'"
    assert report.stale(OUTCOMES, KNOWN) == [("m.py", "a", "b")]
    assert report.stale(OUTCOMES, {("n.py", "a", "b"): "not run"}) == []


def test_the_record_keeps_what_other_runs_have_counted(tmp_path):
    file = tmp_path / "mutation.json"
    report.record(file, {"b.py": Counter(killed=2), "a.py": Counter(survived=1)})
    report.record(file, {"a.py": Counter(killed=3)})
    assert report.read_record(file) == {"a.py": {"killed": 3}, "b.py": {"killed": 2}}


def recorded_modules():
    """The files that have a mutant at all."""
    files = [(str(f.relative_to(mutate.PACKAGE)), f) for f in mutate.files([])]
    return {name for name, file in files if has_mutants(file.read_text())}


def test_every_module_is_recorded_with_a_high_score():
    counts = report.read_record(mutate.RECORD)
    assert set(counts) == recorded_modules()
    assert all(report.score(fates) >= 0.95 for fates in counts.values())


def test_the_readme_says_the_score():
    total = sum(report.read_record(mutate.RECORD).values(), Counter())
    text = " ".join((mutate.ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"Of {total.total():,} changes the tests notice {total['killed']:,}" in text
    assert f"The other {total.total() - total['killed']} change no result" in text
    assert not total["survived"]


def test_a_name_outside_the_package_is_refused():
    with pytest.raises(SystemExit, match="not in the package: .*nowhere.py"):
        mutate.files(["nowhere.py"])


def test_a_run_without_tests_is_no_success():
    command = [sys.executable, "scripts/mutate.py", "tree.py", "--tests", "nowhere.py"]
    done = subprocess.run(command, cwd=mutate.ROOT, capture_output=True, text=True)
    assert done.returncode and "not every mutant was tried" in done.stderr


def test_a_folder_stands_for_its_files():
    names = [file.name for file in mutate.files(["optim", "tree.py"])]
    assert {"clipping.py", "schedules.py", "tree.py"} <= set(names)


def test_every_equivalent_change_is_one_of_its_module_and_has_a_reason():
    listed = report.read_equivalents(mutate.EQUIVALENTS)
    modules = {module for module, _, _ in listed}
    sources = {m: (mutate.PACKAGE / m).read_text(encoding="utf-8") for m in modules}
    possible = {report.key(m) for name in modules for m in mutants(name, sources[name])}
    assert set(listed) <= possible
    assert all(len(reason.split()) > 3 for reason in listed.values())


def test_a_run_records_what_its_tests_notice_and_fails_for_the_rest(tmp_path):
    file = tmp_path / "counts.json"
    options = ["--record", file, "--verify", "1", "--tests", "tests/test_sampling.py"]
    command = [sys.executable, "scripts/mutate.py", "sampling.py", "counting.py"]
    done = subprocess.run(
        [*command, *options], cwd=mutate.ROOT, capture_output=True, text=True
    )
    counts = report.read_record(file)
    assert set(counts["sampling.py"]) == {report.KILLED}
    assert set(counts["counting.py"]) == {report.EQUIVALENT, report.SURVIVED}
    assert done.returncode and "1 of 1 noticed afresh, too." in done.stdout
