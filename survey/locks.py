"""Locks between programs of one machine. They end with the program that holds them, however it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

try:
    import fcntl
except ImportError:  # Windows, where the service is only tried out
    fcntl = None


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Waits until nobody else holds it."""
    with path.open("a") as file:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def alone_at_once(path: Path) -> Iterator[bool]:
    """Whether nobody else holds it, alone or shared."""
    with path.open("a") as file:
        try:
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_ours = True
        except BlockingIOError:
            is_ours = False
        yield is_ours


def share(path: Path) -> TextIO:
    """Held as long as the file that is given back stays open."""
    file = path.open("a")
    if fcntl:
        fcntl.flock(file, fcntl.LOCK_SH)
    return file
