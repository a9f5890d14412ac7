"""Run every test once, and note which lines of the package it runs, and how long."""

import time
from collections import defaultdict
from typing import NamedTuple

import coverage

SLOW = 10.0  # seconds: so slow a test is left to those who run the whole suite


class Choice(NamedTuple):
    """What is known of the tests that pass without any change."""

    seconds: dict[str, float]  # of every test
    tests: dict[str, dict[int, list[str]]]  # file -> line -> tests that run it

    def for_lines(self, file: str, lines: tuple[int, int], inside: bool) -> list[str]:
        """Tests that run one of the lines, the quickest first.

        What an import runs, no test runs: then all that run anything of the file.
        """
        known = self.tests.get(file, {})
        first, last = lines
        wanted = range(first, last + 1) if inside else known
        names = {name for line in wanted for name in known.get(line, ())}
        quick = [name for name in names if self.seconds[name] < SLOW]
        return sorted(quick, key=lambda name: (self.seconds[name], name))


def observe(items, run, package) -> Choice:
    """Run the items one by one, `run(item) -> passed`, under coverage."""
    measured = coverage.Coverage(data_file=None, include=[f"{package}/*"])
    measured.start()
    seconds = {}
    for item in items:
        measured.switch_context(item.nodeid)
        start = time.perf_counter()
        if run(item):
            seconds[item.nodeid] = time.perf_counter() - start
    measured.stop()
    return Choice(seconds, _by_line(measured.get_data(), seconds))


def _by_line(data, passed):
    tests = {}
    for file in data.measured_files():
        lines = data.contexts_by_lineno(file)
        tests[file] = {
            n: [c for c in names if c in passed] for n, names in lines.items()
        }
    return tests


def merged(choices) -> Choice:
    """What several processes have seen, together."""
    seconds, tests = {}, defaultdict(lambda: defaultdict(list))
    for choice in choices:
        seconds |= choice.seconds
        for file, lines in choice.tests.items():
            for line, names in lines.items():
                tests[file][line] += names
    return Choice(seconds, {file: dict(lines) for file, lines in tests.items()})
