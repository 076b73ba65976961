"""A database from one file to another, page by page: what stood there at one moment, while others write."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from survey.db import sqlite3
from survey.errors import Refused

PAGES_AT_ONCE = 256
Progress = Callable[[int, int], None]  # pages copied, of how many


def copy_pages(original, target: Path, progress: Progress) -> None:
    """`original` is an open connection. What it reads stays as it is until the end; without that every write of another
    would make the copying begin anew."""
    original.execute("BEGIN")
    try:
        original.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with closing(sqlite3.connect(target)) as copy:
            original.backup(copy, pages=PAGES_AT_ONCE, progress=lambda _, left, total: progress(total - left, total))
            copy.execute("PRAGMA journal_mode=DELETE")  # a copy is one file
    finally:
        original.rollback()


def open_to_read(path: Path):
    return sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True, isolation_level=None)


def refuse_unless_sound(path: Path) -> None:
    try:
        with closing(open_to_read(path)) as copy:
            faults = [row[0] for row in copy.execute("PRAGMA integrity_check(3)")]
            orphans = copy.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as fault:
        raise Refused("copy_unreadable", path=path) from fault
    if faults != ["ok"] or orphans:
        raise Refused("copy_unreadable", path=path)


@contextmanager
def put_in_place(target: Path) -> Iterator[Path]:
    """A file to write beside the target, which takes its place when all is on the disk. Nobody else can read it."""
    aside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield aside
        settle(aside)
        aside.replace(target)
        settle(target.parent)
    except (OSError, sqlite3.Error) as fault:
        raise Refused("copy_failed", path=target, fault=fault) from fault
    finally:
        for leftover in (aside, aside.with_name(f"{aside.name}-journal")):
            leftover.unlink(missing_ok=True)


def settle(path: Path) -> None:
    with suppress(PermissionError):  # Windows does not open folders
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
