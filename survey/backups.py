"""Copies of the database. Where each went is written down, so that the close can delete those from before it: they
still hold what joins answers to slips. Keys are never in a copy, nor beside it."""

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from flask import current_app

from survey import clock, copying, db, locks
from survey.errors import Refused
from survey.keys import lies_within


class Copy(NamedTuple):
    path: Path
    made_at: datetime


def make_copy(destination: Path, progress: copying.Progress) -> Path:
    """`destination` is a folder, where the copy is named after the moment, or the copy's own name."""
    made_at = clock.now()
    target = target_of(destination, made_at)
    refuse_beside_the_keys(target.parent)
    with one_at_a_time():
        with closing(database()) as original:
            refuse_an_empty(original)
        remember(Copy(target, made_at))
        with copying.put_in_place(target) as aside, closing(database()) as original:
            copying.copy_pages(original, aside, progress)
            copying.refuse_unless_sound(aside)
    return target


def target_of(destination: Path, moment: datetime) -> Path:
    destination = destination.absolute()
    if destination == current_app.config["BACKUPS"]:
        destination.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = destination / f"xinyuan-{moment:%Y%m%dT%H%M%SZ}.sqlite3" if destination.is_dir() else destination
    if not target.parent.is_dir():
        raise Refused("copy_no_folder", folder=target.parent)
    if target.exists():
        raise Refused("copy_exists", path=target)
    return target


def refuse_beside_the_keys(folder: Path) -> None:
    """Whoever carries that folder away must not carry the keys along."""
    keys = current_app.config["KEYS"]
    if lies_within(folder, keys) or lies_within(keys, folder):
        raise Refused("copy_beside_keys", folder=folder, keys=keys)


def database():
    if db.engine().dialect.name != "sqlite":
        raise Refused("copy_other_database")
    return db.engine().raw_connection()


def refuse_an_empty(database) -> None:
    """Where the database was lost, a copy of nothing must not take the place of the last good one."""
    if not database.cursor().execute("SELECT count(*) FROM sqlite_master WHERE name = 'community'").fetchone()[0]:
        raise Refused("copy_of_nothing")


def keep_newest(folder: Path, count: int) -> None:
    """Of the copies that were named after their moment; older ones are deleted."""
    with one_at_a_time():
        for old in sorted(folder.glob("xinyuan-*.sqlite3"))[:-count]:
            old.unlink()
            forget([old])


def delete_copies_made_before(moment: datetime) -> list[Path]:
    """Gives back those that could not be deleted, because they are not where they were made or not ours to delete."""
    with one_at_a_time():
        older = made_before(moment)
        deleted = [path for path in older if was_deleted(path)]
        forget(deleted)
    return [path for path in older if path not in deleted]


def made_before(moment: datetime) -> list[Path]:
    return sorted({copy.path for copy in [*remembered(), *found_in_folder()] if copy.made_at < moment})


def was_deleted(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True


def found_in_folder() -> list[Copy]:
    """Also what somebody put there by hand."""
    files = current_app.config["BACKUPS"].glob("*.sqlite3*")
    known = {copy.path for copy in remembered()}
    return [Copy(path, datetime.fromtimestamp(path.stat().st_mtime, UTC)) for path in files if path not in known]


def one_at_a_time():
    """The close waits for a copy that is being made, so that it deletes that one too."""
    return locks.alone(current_app.config["DATA"] / "copies.lock")


def register() -> Path:
    return current_app.config["DATA"] / "copies.jsonl"


def remembered() -> list[Copy]:
    lines = register().read_text(encoding="utf-8").splitlines() if register().exists() else []
    return [Copy(Path(path), datetime.fromisoformat(made_at)) for path, made_at in map(json.loads, lines)]


def remember(copy: Copy) -> None:
    with register().open("a", encoding="utf-8") as file:
        file.write(line_of(copy))


def forget(paths: list[Path]) -> None:
    kept = [line_of(copy) for copy in remembered() if copy.path not in paths]
    with copying.put_in_place(register()) as aside:
        aside.write_text("".join(kept), encoding="utf-8")


def line_of(copy: Copy) -> str:
    return json.dumps([str(copy.path), copy.made_at.isoformat()]) + "\n"
