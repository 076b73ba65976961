"""F10: the program dies at each statement of each migration. What is left has the old shape or the new one, never one
between, holds every answer, and can be migrated again.

    python -m trials.faults.migrations
"""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import click
from alembic import command
from alembic.script import ScriptDirectory

from survey import create_app, db, migrations
from trials import machine
from trials.faults.dying import dies_at, in_another_process, steps_of
from trials.open_list import made_up_answer

NAME = "xinyuan.sqlite3"
ANSWERS = 300  # in each list
LISTS = {1: (2026, "closed"), 2: (2027, "open")}


@dataclass
class Figures:
    deaths: int = 0
    between: int = 0  # neither the old shape nor the new one
    changed: int = 0  # answers not as they were
    stuck: int = 0  # could not be migrated afterwards


def main() -> None:
    bars = {}
    for before, after in steps():
        figures = trial(before, after)
        bars[
            f"{before or 'nothing'} to {after}: died at each of {figures.deaths} statements; {figures.between} times "
            f"between two shapes, {figures.changed} times with other answers, {figures.stuck} times not to be mended"
        ] = figures.deaths > 0 and not (figures.between or figures.changed or figures.stuck)
    machine.conclude(bars)


def steps() -> Iterator[tuple[str | None, str]]:
    revisions = reversed(list(ScriptDirectory.from_config(migrations.alembic_config()).walk_revisions()))
    return ((revision.down_revision, revision.revision) for revision in revisions)


def trial(before: str | None, after: str, every: int = 1) -> Figures:
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        old, new = Path(folder) / "old", Path(folder) / "new"
        old.mkdir()
        if before:
            assert in_another_process(lambda: migrate(old, before)) == 0
            fill(old / NAME)
        shutil.copytree(old, new)
        assert in_another_process(lambda: migrate(new, after)) == 0
        return die_again_and_again(old, new, after, every)


def die_again_and_again(old: Path, new: Path, after: str, every: int) -> Figures:
    figures, shapes = Figures(), (shape_of(old / NAME), shape_of(new / NAME))
    place = old.with_name("tried")
    shutil.copytree(old, place)
    last = steps_of(lambda: migrate(place, after), place)
    with click.progressbar(range(1, last + 1, every), label=f"to {after}") as statements:
        for statement in statements:
            shutil.rmtree(place)
            shutil.copytree(old, place)
            figures.deaths += dies_at(statement, lambda: migrate(place, after))
            figures.between += shape_of(place / NAME) not in shapes
            figures.changed += answers_in(place / NAME) != answers_in(old / NAME)
            mended = in_another_process(lambda: migrate(place, after)) == 0
            figures.stuck += not mended or (shape_of(place / NAME), answers_in(place / NAME)) != (
                shapes[1],
                answers_in(old / NAME),
            )
    return figures


def migrate(folder: Path, to: str) -> None:
    app = create_app(DATA=folder)
    with app.app_context():
        command.upgrade(migrations.alembic_config(), to)


def fill(place: Path) -> None:
    """A list that is closed and one that is open, with answers and wishes."""
    random = Random(1)
    with closing(db.sqlite3.connect(place)) as database, database:
        insert(
            database,
            "community",
            id=1,
            name="和平村社区",
            name_en="",
            contact_name="",
            contact_phone="",
            is_demonstration=0,
        )
        insert(
            database,
            "area",
            id=1,
            community_id=1,
            level="building",
            name="1号楼",
            position=0,
            households=0,
            residents_14_34=0,
            residents_35_59=0,
            residents_60_74=0,
            residents_75_up=0,
        )
        for id, (year, status) in LISTS.items():
            fill_list(database, random, id, year, status)


def fill_list(database, random: Random, id: int, year: int, status: str) -> None:
    times = {"opens_at": f"{year}-01-01 00:00:00.000000", "closes_at": f"{year}-01-28 10:00:00.000000"}
    texts = dict.fromkeys(
        ("title", "title_en", "introduction", "introduction_en", "consent", "consent_en", "code_salt"), ""
    )
    insert(
        database, "wish_list", id=id, community_id=1, year=year, budget=0, status=status, revision=1, **texts, **times
    )
    places = {"community_id": 1, "wish_list_id": id}
    for _ in range(ANSWERS):
        slip, tags = secrets.token_hex(16), {"qr_tag": secrets.token_hex(32), "code_tag": secrets.token_hex(32)}
        insert(database, "slip", id=slip, area_id=1, state="issued", **tags, **places)
        insert(
            database,
            "response",
            slip_id=slip,
            area_id=1,
            age_band="75+",
            channel="WEB",
            assisted=0,
            ratings=made_up_answer(random)["ratings"],
            free_times="",
            offers="",
            version=2,
            **places,
        )
        insert(database, "wish", id=secrets.token_hex(16), text=f"心愿 {slip}", slip_tag=slip, **places)


def insert(database, table: str, **values) -> None:
    names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)


def shape_of(place: Path) -> frozenset:
    """The constraints of a table that is built anew stand in any order."""
    with closing(db.sqlite3.connect(place)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        made = database.execute("SELECT name, coalesce(sql, '') FROM sqlite_master")
        tables = frozenset((name, frozenset(part.strip(" ,") for part in sql.splitlines())) for name, sql in made)
        named = any(name == "alembic_version" for name, _sql in tables)
        return tables | frozenset(database.execute("SELECT version_num FROM alembic_version") if named else ())


def answers_in(place: Path) -> frozenset:
    with closing(db.sqlite3.connect(place)) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'response'").fetchone():
            return frozenset()
        return frozenset(
            database.execute(
                "SELECT slip.id, slip.qr_tag, slip.state, ratings, age_band, version, wish.text FROM slip "
                "JOIN response ON response.slip_id = slip.id JOIN wish ON wish.slip_tag = slip.id"
            )
        )


if __name__ == "__main__":
    main()
