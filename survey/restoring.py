"""A copy takes the place of the database. What stood there is put aside, never deleted."""

from contextlib import closing
from pathlib import Path

from flask import current_app
from sqlmodel import select

from survey import backups, clock, copying, db, locks, migrations, serving, slip_codes
from survey.errors import Refused
from survey.models import WishList
from survey.operations import audit, communities

PARTS = ("", "-wal", "-shm", "-journal")


def restore(file: Path, *, replace: bool, progress: copying.Progress) -> Path | None:
    """Gives back where the database that stood there lies now."""
    refuse_unless_ours(file)
    target = Path(db.engine().url.database)
    with locks.alone_at_once(serving.lock_path(current_app)) as is_free:
        if not is_free:
            raise Refused("restore_in_use")
        if target.exists() and not replace:
            raise Refused("restore_would_replace", path=target)
        with copying.put_in_place(target) as aside, closing(copying.open_to_read(file)) as original:
            copying.copy_pages(original, aside, progress)
            copying.refuse_unless_sound(aside)
            put_aside = move_aside(target)
        migrations.upgrade()
        write_down(file)
    return put_aside


def refuse_unless_ours(file: Path) -> None:
    copying.refuse_unless_sound(file)
    with closing(copying.open_to_read(file)) as copy:
        tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"alembic_version", "community", "wish_list"} <= tables:
            raise Refused("restore_not_ours", path=file)
        revision = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    if not revision or revision[0] not in migrations.known_revisions():
        raise Refused("restore_from_newer", path=file)


def move_aside(target: Path) -> Path | None:
    """It is a copy like others: the close must be able to delete it."""
    if not target.exists():
        return None
    db.engine().dispose()
    place = target.with_name(f"{target.name}.before-{clock.now():%Y%m%dT%H%M%SZ}")
    for part in PARTS:
        source = Path(f"{target}{part}")
        if source.exists():
            source.rename(moved := Path(f"{place}{part}"))
            backups.remember(backups.Copy(moved, clock.now()))
    return place


def write_down(file: Path) -> None:
    with db.writing() as session:
        if home := communities.home_community(session):
            audit.record(session, by=None, action="restore_copy", of=home, detail=file.name)


def lists_without_key() -> list[int]:
    """Years whose slips will not open until the key file is put back."""
    with db.reading() as session:
        lists = session.exec(select(WishList).where(WishList.status == "open").order_by(WishList.year))
        return [wish_list.year for wish_list in lists if not slip_codes.has_key(wish_list)]
