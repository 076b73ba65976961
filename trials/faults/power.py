"""F2: the power fails. SQLite writes real answers through a disk that remembers every write; then the power is cut at
thousands of moments, what was not synced is dropped, reordered or torn, and each disk that is left is opened again.

The settings that we ship must lose nothing; two weaker ones must be caught, or the trial has no teeth.

    python -m trials.faults.power [--seeds 10] [--cuts 200] [--commits 60]
"""

import argparse
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from random import Random

import apsw
import click

from survey import db
from survey.operations import responses
from trials import machine
from trials.faults.recording import Acknowledged, Platter, RecordingDisk, Step
from trials.open_list import issue_slips, made_up_answer, make_app

SLIPS = 40
NAME = "xinyuan.sqlite3"
OLD_SQLITE = (3, 40, 1)  # as Debian's Python carries it
OUR_SQLITE = db.SAFE_WRITE_AHEAD
CHECKPOINTS = ("PASSIVE", "RESTART", "TRUNCATE")
DISKS = count()

State = tuple[frozenset, frozenset]  # (slip, ratings), (tag, wish)


def main() -> None:
    options = read_options()
    settings = {
        "as shipped": db.sqlite_pragmas(OUR_SQLITE),
        "as shipped for an older SQLite": db.sqlite_pragmas(OLD_SQLITE),
        "weaker": weakened("NORMAL"),
        "weakest": weakened("OFF"),
    }
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        slips = make_database(Path(folder))
        ends = {name: trial(Path(folder), slips, pragmas, options) for name, pragmas in settings.items()}
    for name, pragmas in settings.items():
        print(f"{' '.join(pragmas[1:3]):<40}{ends[name].total():>7,} power cuts: {dict(ends[name])}")
    conclude(ends)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, number in (("seeds", 10), ("cuts", 200), ("commits", 60)):
        parser.add_argument(f"--{name}", type=int, default=number)
    return parser.parse_args()


def conclude(ends: dict[str, Counter]) -> None:
    bars = {
        f"{name}: {ends[name]['lost']} lost, {ends[name]['damaged']} damaged": set(ends[name]) == {"kept"}
        for name in ("as shipped", "as shipped for an older SQLite")
    }
    print(f"written by SQLite {apsw.sqlite_lib_version()}, opened after the power cut by {db.sqlite3.sqlite_version}")
    machine.conclude(
        bars
        | {
            "synchronous=NORMAL is caught losing answers": ends["weaker"]["lost"] > 0,
            "synchronous=OFF is caught damaging the database": ends["weakest"]["damaged"] > 0,
        }
    )


def weakened(synchronous: str) -> tuple[str, ...]:
    pragmas = db.sqlite_pragmas(OUR_SQLITE)
    return tuple(f"synchronous={synchronous}" if "synchronous" in pragma else pragma for pragma in pragmas)


def make_database(folder: Path) -> list[str]:
    app = make_app(folder)
    slips = list(issue_slips(app, SLIPS).values())
    app.extensions["engine"].dispose()
    return slips


def trial(folder: Path, slips: list[str], pragmas: tuple[str, ...], options) -> Counter:
    """How many power cuts ended how: kept, lost or damaged."""
    ends = Counter()
    with click.progressbar(range(options.seeds), label=" ".join(pragmas[1:3])) as seeds:
        for seed in seeds:
            log, states = record(folder / NAME, slips, pragmas, options.commits, seed)
            ends += cut_power((folder / NAME).read_bytes(), log, states, options.cuts, seed)
    return ends


def record(original: Path, slips: list[str], pragmas, commits: int, seed: int) -> tuple[list[Step], list[State]]:
    """What was done to the disk, and what the database held after each commit."""
    random, name = Random(seed), f"disk-{next(DISKS)}"
    disk = RecordingDisk(name)
    with tempfile.TemporaryDirectory(prefix="disk-") as folder:
        place = shutil.copy(original, folder)
        with closing(apsw.Connection(str(place), vfs=name)) as connection:
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")
            states = write_answers(connection, slips, commits, random, disk.log)
        del disk.log[disk.log.index(Acknowledged(commits)) + 1 :]  # closing tidies up; the power fails before
    return disk.log, states


def write_answers(connection, slips: list[str], commits: int, random: Random, log: list[Step]) -> list[State]:
    answers, states = {}, [(frozenset(), frozenset())]
    for number in range(1, commits + 1):
        sent = {slip: new_answer(random, number) for slip in random.sample(slips, random.randint(1, 6))}
        in_transaction(connection, "ROLLBACK" if number % 9 == 0 else "COMMIT", partial(send, sent))
        if number % 9:
            answers |= {slip: (answer["ratings"], answer["fields"]["wish"]) for slip, answer in sent.items()}
        log.append(Acknowledged(number))
        states.append(state_of(answers))
        if number % 4 == 0:
            connection.execute(f"PRAGMA wal_checkpoint({CHECKPOINTS[number // 4 % 3]})").fetchall()
    return states


def new_answer(random: Random, number: int) -> dict:
    answer = made_up_answer(random)
    answer["fields"]["wish"] = f"第{number}次的心愿"
    return answer


def in_transaction(connection: apsw.Connection, end: str, work: Callable) -> None:
    connection.execute("BEGIN IMMEDIATE")
    work(connection.cursor())
    connection.execute(end)


def send(sent: dict[str, dict], statements) -> None:
    """The very statements of the service."""
    for slip, answer in sent.items():
        row = {"ratings": answer["ratings"], "age_band": "60-74", "free_times": "", "offers": ""}
        responses.send_response(
            statements,
            slip_id=slip,
            answer=row,
            wish=answer["fields"]["wish"],
            slip_tag=f"tag of {slip}",
            now=datetime.now(UTC),
        )


def state_of(answers: dict[str, tuple[str, str]]) -> State:
    return (
        frozenset((slip, ratings) for slip, (ratings, _wish) in answers.items()),
        frozenset((f"tag of {slip}", wish) for slip, (_ratings, wish) in answers.items()),
    )


def cut_power(original: bytes, log: list[Step], states: list[State], cuts: int, seed: int) -> Counter:
    random, platter, ends = Random(f"cut {seed}"), Platter({NAME: bytearray(original)}), Counter()
    moments = Counter(random.randrange(len(log)) for _ in range(cuts))
    for moment, step in enumerate(log):
        platter.take(step)
        for _ in range(moments[moment]):
            ends[end_of(platter.after_power_cut(random), states, platter.acknowledged)] += 1
    return ends


def end_of(image: dict[str, bytes], states: list[State], acknowledged: int) -> str:
    """Kept: the database holds all that was acknowledged, and at most the one commit under way besides, whole."""
    with tempfile.TemporaryDirectory(prefix="image-") as folder:
        for name, content in image.items():
            (Path(folder) / name).write_bytes(content)
        found = state_in(Path(folder) / NAME)
    if found in states[acknowledged : acknowledged + 2]:
        return "kept"
    return "lost" if found in states[:acknowledged] else "damaged"


def state_in(place: Path) -> State | None:
    try:
        with closing(db.sqlite3.connect(place)) as database:
            database.execute("PRAGMA synchronous=OFF")
            if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return None
            return (
                frozenset(database.execute("SELECT slip_id, ratings FROM response")),
                frozenset(database.execute("SELECT slip_tag, text FROM wish")),
            )
    except db.sqlite3.DatabaseError:
        return None


if __name__ == "__main__":
    main()
