"""Do pieces of work in forked processes, a few at a time."""

import os
import pickle
import resource
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress

MEMORY = 6 * 2**30  # bytes that a process may take


def in_forks(work: Callable, tasks, jobs: int, limit: Callable) -> Iterator[tuple]:
    """Yield (task, work(task)) as each is done; the result of one that died is None.

    `limit(task)` is the number of seconds after which a process is ended. What it has
    started ends with it.
    """
    running, waiting = {}, list(tasks)[::-1]
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                task = waiting.pop()
                pid, file = _start(work, task, limit(task))
                running[pid] = task, file
            pid, _ = os.wait()
            if pid in running:
                task, file = running.pop(pid)
                _end_group(pid)
                yield task, _result(file)
    finally:
        for pid in running:
            _end_group(pid)


def _start(work, task, seconds):
    handle, file = tempfile.mkstemp()
    os.close(handle)
    pid = os.fork()
    if pid:
        return pid, file
    try:
        os.setpgid(0, 0)  # so that whoever ends this process reaches its children
        signal.alarm(max(1, round(seconds)))  # its default is to end the process
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        result = work(task)
        with open(file, "wb") as out:
            pickle.dump(result, out)
    finally:
        os._exit(0)


def _end_group(pid):
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _result(file):
    with open(file, "rb") as data:
        content = data.read()
    os.remove(file)
    return pickle.loads(content) if content else None
