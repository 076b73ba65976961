"""F4: the disk is full, first the one of the answers, then the one of the logs. Nobody loses what was filled in, no
answer that was received is lost, and when there is room again the service goes on by itself.

The disks are small ones in memory (tmpfs), which only root may mount.

    python -m trials.faults.disk_full [--rounds 20] [--phones 8]
"""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from trials import at_once, ledger, machine
from trials.at_once import Reply
from trials.crowd import Form
from trials.faults.kill import read_options
from trials.open_list import issue_slips, make_app
from trials.phone import Phone
from trials.service import Service


@dataclass
class Figures:
    before: list[Reply] = field(default_factory=list)
    full: list[Reply] = field(default_factory=list)
    after: list[Reply] = field(default_factory=list)
    status_of_entry: int = 0  # of a resident who opens the form while the disk is full
    difference: ledger.Difference = field(default_factory=ledger.Difference)
    told_secrets: bool = False  # a cookie among what the service says where its logs find no room

    @property
    def told(self) -> list[Reply]:
        return [reply for reply in self.full if not reply.received]

    @property
    def goes_on(self) -> bool:
        return all(reply.received for reply in self.after) and not self.difference


def main() -> None:
    options = read_options(__doc__, rounds=20, phones=8)
    data, logs = trial(options.rounds, options.phones, "."), trial(options.rounds, options.phones, "logs")
    machine.conclude(
        {
            f"disk of the answers full: {len(data.told)} of {len(data.full)} told to try again "
            f"({ {reply.status for reply in data.told} }), the form still opens ({data.status_of_entry})": bool(
                data.told
            )
            and all(reply.status == 503 for reply in data.told)
            and data.status_of_entry == 200,
            f"{sum(not reply.kept for reply in data.full)} of them lost what they had filled in": all(
                reply.kept for reply in data.full
            ),
            f"room again: {len(data.after)} received without a restart; {data.difference.lost} received earlier lost, "
            f"{data.difference.doubled} doubled": data.goes_on,
            f"disk of the logs full: {len(logs.full)} sent, {len(logs.told)} not received": not logs.told
            and logs.goes_on,
            "nothing secret is printed where a line of the log finds no room": not (
                data.told_secrets or logs.told_secrets
            ),
        }
    )


def is_possible() -> bool:
    with (
        suppress(subprocess.CalledProcessError, FileNotFoundError),
        tempfile.TemporaryDirectory() as folder,
        small_disk(Path(folder)) as mounted,
    ):
        return mounted
    return False


def trial(rounds: int, phones: int, full: str) -> Figures:
    """`full` is the folder, below that of the data, whose disk gets full."""
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        place = Path(folder) / full
        place.mkdir(exist_ok=True)
        with small_disk(place):
            return fill_and_send(Path(folder), place, rounds, phones)


def fill_and_send(data: Path, place: Path, rounds: int, phones: int) -> Figures:
    app = make_app(data)
    forms = [Form(slip_id, token) for token, slip_id in issue_slips(app, phones).items()]
    app.extensions["engine"].dispose()
    figures, random = Figures(), Random(1)
    with Service(data) as service:
        at_once.open_all(service.port, forms)
        figures.before = at_once.send_all(service.port, forms, random)
        with no_room(place):
            for _ in range(rounds):
                figures.full += at_once.send_all(service.port, forms, random)
            figures.status_of_entry = status_of_entry(service.port, forms[0])
        figures.after = at_once.send_all(service.port, forms, random)
        figures.difference = ledger.compare(data, forms)
        figures.told_secrets = "session=" in service.said()
    return figures


def status_of_entry(port: int, form: Form) -> int:
    with Phone(port) as phone:
        phone.keep_token(phone.ask("GET", "/wish")[1])
        asked = {"csrf_token": phone.token, "token": form.token, "consent": "yes"}
        return phone.ask("POST", "/wish/enter", asked)[0]


@contextmanager
def small_disk(place: Path) -> Iterator[bool]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", place], check=True, capture_output=True)
    try:
        yield True
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@contextmanager
def no_room(place: Path) -> Iterator[None]:
    ballast = place / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    yield
    ballast.unlink()


if __name__ == "__main__":
    main()
