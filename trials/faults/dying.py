"""A program that dies at its N-th step: a statement given to SQLite, or a file opened, synced or deleted."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, event

DIED = 9
STEPS = ("open", "os.remove")


def in_another_process(act: Callable[[], None]) -> int:
    """How it ended. Forked, so that thousands of lines need not be loaded for each death."""
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def steps_of(act: Callable[[], None], folder: Path) -> int:
    counted = folder / "steps"

    def count() -> None:
        steps = count_steps()
        act()
        counted.write_text(str(len(steps)))

    assert in_another_process(count) == 0
    return int(counted.read_text())


def dies_at(step: int, act: Callable[[], None]) -> bool:
    """Whether it came so far."""

    def die() -> None:
        count_steps(step)
        act()

    return in_another_process(die) == DIED


def count_steps(last: int = 0) -> list[str]:
    """In a process that does nothing else; it ends just before the last step."""
    steps, sync = [], os.fsync

    def take(step: str) -> None:
        steps.append(step)
        if len(steps) == last:
            os._exit(DIED)

    event.listen(Engine, "connect", lambda connection, _record: connection.set_trace_callback(take))
    sys.addaudithook(lambda name, arguments: take(name) if name in STEPS and is_ours(arguments[0]) else None)
    os.fsync = lambda file: (take("fsync"), sync(file))
    return steps


def is_ours(path) -> bool:
    return str(path).endswith(".key")
