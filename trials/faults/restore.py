"""F9: the machine is lost while residents send. By the lines of docs/deploy.md alone a new one takes over: how long
does it take, and what is missing?

    python -m trials.faults.restore [--phones 4] [--answers 2000]
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from survey import db
from trials import machine
from trials.crowd import RECEIVED, Crowd, Form
from trials.faults.kill import FORMS_A_PHONE, read_options
from trials.open_list import issue_slips, make_app
from trials.phone import Phone
from trials.service import Service

GUIDE = Path("docs/deploy.md")
MOST_MINUTES = 10
MINUTES_BETWEEN_COPIES = 5  # deploy/xinyuan-backup.timer


@dataclass
class Figures:
    received: int  # before the copy was begun
    missing: int  # of these, after all was put back
    copy_seconds: float
    seconds: float  # from the loss until the new machine has received an answer and verified all
    keys_in_copy: int
    verified: bool


def main() -> None:
    options = read_options(__doc__, phones=4, answers=2000)
    run = trial(options.phones, options.answers)
    machine.conclude(
        {
            f"{run.received:,} received before the copy, {run.missing} of them missing": run.missing == 0,
            f"RPO: {MINUTES_BETWEEN_COPIES} minutes from one copy to the next and {run.copy_seconds:.1f} s for a copy "
            "under load, at most a minute": run.copy_seconds < 60,
            f"RTO: {run.seconds:.1f} s of the machine's time, from the loss until an answer is received and all is "
            f"verified, at most {MOST_MINUTES} minutes": run.seconds < 60 * MOST_MINUTES,
            f"{run.keys_in_copy} keys in the copy": run.keys_in_copy == 0,
            "verify finds everything as it was": run.verified,
        }
    )


class Place:
    """One machine's three folders."""

    def __init__(self, folder: Path):
        self.data, self.keys, self.copies = (folder / name for name in ("data", "keys", "copies"))
        for path in (self.data, self.keys, self.copies):
            path.mkdir(parents=True)
        self.settings = {"XINYUAN_KEYS": str(self.keys), "XINYUAN_BACKUPS": str(self.copies)}

    def xinyuan(self, *words: str) -> int:
        surroundings = os.environ | self.settings | {"XINYUAN_DATA": str(self.data)}
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
        return subprocess.run(command, env=surroundings, capture_output=True, timeout=300).returncode

    def service(self) -> Service:
        return Service(self.data, **self.settings)


def trial(phones: int, answers: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        old, new, elsewhere = Place(Path(folder, "old")), Place(Path(folder, "new")), Path(folder, "elsewhere")
        app = make_app(old.data, KEYS=old.keys)
        slips = issue_slips(app, phones * FORMS_A_PHONE)
        app.extensions["engine"].dispose()
        with old.service() as service, Crowd(service.port, slips, phones) as crowd:
            crowd.receive(answers)
            crowd.pause()
            before = {form.slip_id: form.received for form in crowd.forms}
            crowd.resume()
            copy_seconds = make_copy(old)
            service.kill()
            crowd.is_over = True
        keys_in_copy = carry_away(old, elsewhere)
        shutil.rmtree(Path(folder, "old"))
        lost_at = time.monotonic()
        verified = put_back(new, elsewhere, crowd.forms[0])
        seconds = time.monotonic() - lost_at
        return Figures(sum(before.values()), missing(new, before), copy_seconds, seconds, keys_in_copy, verified)


def make_copy(place: Place) -> float:
    """As the timer does."""
    began = time.monotonic()
    assert place.xinyuan("backup", "--keep", "1") == 0
    return time.monotonic() - began


def carry_away(place: Place, elsewhere: Path) -> int:
    """The copy, and the key of the list from its envelope. Gives back how many keys the copy holds."""
    elsewhere.mkdir()
    [copy] = place.copies.glob("xinyuan-*.sqlite3")
    shutil.copy(copy, elsewhere / "copy.sqlite3")
    content, keys = copy.read_bytes(), [path.read_bytes() for path in place.keys.iterdir()]
    shutil.copy(place.keys / "wish-list-1.key", elsewhere)
    return sum(form in content for key in keys for form in (key, key.hex().encode()))


def put_back(place: Place, elsewhere: Path, form: Form) -> bool:
    """Line by line as the guide says it; gives back whether `verify` found all as it was."""
    verified = False
    with ExitStack() as running:
        for command in commands_of_the_guide():
            match command:
                case ["systemctl", "stop", *_]:
                    pass  # nothing runs on a new machine
                case ["xinyuan", "restore", _]:
                    assert place.xinyuan("restore", str(elsewhere / "copy.sqlite3")) == 0
                case ["install", *_, "wish-list-N.key", "/var/lib/xinyuan-keys/"]:
                    shutil.copy(elsewhere / "wish-list-1.key", place.keys)
                case ["systemctl", "start", *_]:
                    send(running.enter_context(place.service()), form)
                case ["xinyuan", "verify"]:
                    verified = place.xinyuan("verify") == 0
                case _:
                    raise SystemExit(f"the guide says what this drill does not know: {command}")
    return verified


def commands_of_the_guide() -> list[list[str]]:
    block = GUIDE.read_text(encoding="utf-8").partition("To put a copy back")[2].split("```")[1]
    lines = [line.partition("#")[0].replace("sudo ", "") for line in block.splitlines()]
    return [shlex.split(command) for line in lines for command in line.split("&&") if command.strip()]


def send(service: Service, form: Form) -> None:
    """With the slip as it was printed for the machine that is lost."""
    form.cookies.clear()
    with Phone(service.port) as phone:
        form.open(phone)
        assert form.send(phone, form.fill(Random(1)))[0] == RECEIVED


def missing(place: Place, before: dict[str, int]) -> int:
    """Answers that were received before the copy and are older in the database, or not there."""
    with closing(db.sqlite3.connect(place.data / "xinyuan.sqlite3")) as database:
        versions = dict(database.execute("SELECT slip_id, version FROM response"))
    return sum(max(0, received - versions.get(slip_id, 0)) for slip_id, received in before.items())


if __name__ == "__main__":
    main()
