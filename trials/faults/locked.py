"""F5: another program holds the database's write lock. Who sends meanwhile waits a little, or is told in time and keeps
what was filled in; afterwards no thread of the service is stuck.

    python -m trials.faults.locked [--short 5] [--long 60] [--phones 8]
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from trials import at_once, ledger, machine
from trials.at_once import Reply
from trials.crowd import Form
from trials.open_list import issue_slips, make_app
from trials.service import Service

MOST_SECONDS = 12
SOON = 2.0
HOLDER = """
import sys, time
from survey.db import sqlite3
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


@dataclass
class Figures:
    replies: list[Reply] = field(default_factory=list)  # while the lock was held
    after: list[Reply] = field(default_factory=list)
    page_seconds: list[float] = field(default_factory=list)  # after
    difference: ledger.Difference = field(default_factory=ledger.Difference)

    @property
    def slowest(self) -> float:
        return max(reply.seconds for reply in self.replies)

    @property
    def all_is_well_after(self) -> bool:
        return all(reply.received for reply in self.after) and max(self.page_seconds) < SOON and not self.difference


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, number in (("short", 5), ("long", 60), ("phones", 8)):
        parser.add_argument(f"--{name}", type=int, default=number)
    options = parser.parse_args()
    short, long = (trial(seconds, options.phones) for seconds in (options.short, options.long))
    told = [reply for reply in long.replies if not reply.received]
    machine.conclude(
        {
            f"held {options.short} s: all {len(short.replies)} received, the slowest after {short.slowest:.1f} s": all(
                reply.received for reply in short.replies
            ),
            f"held {options.long} s: {len(told)} of {len(long.replies)} told to wait ({statuses(told)}), the slowest "
            f"after {long.slowest:.1f} s, at most {MOST_SECONDS} s": bool(told)
            and statuses(told) == {503}
            and long.slowest <= MOST_SECONDS,
            f"{sum(not reply.kept for reply in long.replies)} lost what they had filled in": all(
                reply.kept for reply in short.replies + long.replies
            ),
            f"afterwards {options.phones} sends are received, {options.phones} pages open at once within "
            f"{max(short.page_seconds + long.page_seconds):.2f} s, nothing lost or doubled": short.all_is_well_after
            and long.all_is_well_after,
        }
    )


def statuses(replies: list[Reply]) -> set[int]:
    return {reply.status for reply in replies}


def trial(seconds: float, phones: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        app = make_app(Path(folder))
        forms = [Form(slip_id, token) for token, slip_id in issue_slips(app, phones).items()]
        app.extensions["engine"].dispose()
        with Service(Path(folder)) as service:
            at_once.open_all(service.port, forms)
            return hold_and_send(service, forms, seconds)


def hold_and_send(service: Service, forms: list[Form], seconds: float) -> Figures:
    figures, random = Figures(), Random(1)
    with held(service.data, seconds) as holder:
        while holder.poll() is None:
            figures.replies += at_once.send_all(service.port, forms, random)
            time.sleep(0.5)
    figures.after = at_once.send_all(service.port, forms, random)
    figures.page_seconds = at_once.seconds_of_pages(service.port, len(forms))
    figures.difference = ledger.compare(service.data, forms)
    return figures


@contextmanager
def held(data: Path, seconds: float) -> Iterator[subprocess.Popen]:
    command = [sys.executable, "-c", HOLDER, str(data / "xinyuan.sqlite3"), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        holder.stdout.readline()
        yield holder


if __name__ == "__main__":
    main()
