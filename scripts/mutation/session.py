"""A pytest plugin that runs chosen tests against one mutant after another.

The tests are collected once. Each mutant gets a forked process, in which its function
is exchanged and the tests that run its lines are run, the quickest first, up to the
first that fails. A mutant of what an import computes needs a new interpreter, and one
that survives is tried there once more.
"""

import gc
import os
import signal
import subprocess
import sys
from pathlib import Path

from .choice import merged, observe
from .forks import in_forks
from .mutants import Mutant
from .swap import functions_of, swap

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "rnn_tutorial"
PATIENCE = 10  # times what the tests take without a change, and as many seconds more
START = 90  # seconds in which a new interpreter has imported and collected all


class MutationSession:
    """Handed to `pytest.main`; leaves `outcomes`: mutant -> the test that noticed."""

    def __init__(self, mutants: list[Mutant], jobs: int, say):
        self.mutants, self.jobs, self.say = mutants, jobs, say
        self.outcomes: dict[Mutant, str] = {}
        self.failed = False

    def pytest_configure(self, config):
        """The quickest account of a failure; its option belongs to the terminal."""
        config.option.tbstyle = "native"

    def pytest_runtest_logreport(self, report):
        """Note whether the test that runs now has failed."""
        self.failed |= report.failed

    def pytest_runtestloop(self, session):
        """In place of pytest's own loop over the tests."""
        self.items = {item.nodeid: item for item in session.items}
        self.choice = self._observed()
        self.functions = functions_of(PACKAGE)
        gc.freeze()  # a collection in a fork would touch, and so copy, every object
        self.say(f"{len(self.choice.seconds)} tests pass and may notice a change")
        for mutant, noticed in in_forks(
            self._try, self.mutants, self.jobs, self._limit
        ):
            self.outcomes[mutant] = "no answer in time" if noticed is None else noticed
            if noticed == "":
                self.say(f"survived: {mutant.module}:{mutant.lines[0]}")
        return True

    def _observed(self):
        """Run all tests in forked processes, so that this one stays as imported."""
        items = list(self.items.values())
        shares = [items[i :: self.jobs] for i in range(self.jobs)]
        work = in_forks(self._observe, shares, self.jobs, lambda _: 3600)
        return merged(choice for _, choice in work)

    def _observe(self, items):
        return observe(items, self._passes, PACKAGE)

    def _passes(self, item):
        self.failed = False
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return not self.failed

    def _tests(self, mutant):
        file = str(PACKAGE / mutant.module)
        return self.choice.for_lines(file, mutant.lines, mutant.inside)

    def _limit(self, mutant):
        return self._patience(self._tests(mutant))

    def _patience(self, tests):
        return PATIENCE * (1 + sum(self.choice.seconds[name] for name in tests))

    def _try(self, mutant):
        """The name of the first test that fails; "" if all pass."""
        tests, file = self._tests(mutant), PACKAGE / mutant.module
        change = mutant.place, mutant.variant
        if not mutant.inside or not swap(self.functions, file, *change):
            return self._try_afresh(mutant, tests)
        noticed = next((n for n in tests if not self._passes(self.items[n])), "")
        return noticed or self._try_afresh(mutant, self._tests_of_file(mutant))

    def _tests_of_file(self, mutant):
        """What an import has computed with a function may show elsewhere."""
        return self._tests(mutant._replace(inside=False))

    def _try_afresh(self, mutant, tests):
        signal.alarm(round(START + self._patience(tests)))  # more than in a fork
        return tried_afresh(mutant, tests) if tests else ""


def tried_afresh(mutant: Mutant, tests: list[str]) -> str:
    """As `MutationSession` tries a mutant, in a new interpreter: slow, and exact."""
    name = f"{mutant.module}:{mutant.place}:{mutant.variant}"
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "-p", "mutation.fresh", *tests],
        env=os.environ | {"MUTANT": name, "PYTHONPATH": str(ROOT / "scripts")},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    return done.stdout[-200:] if done.returncode else ""
