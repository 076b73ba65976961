"""F3: the disk fails. strace lets the N-th write, then the N-th sync of the running service fail with an input/output
error while residents send: nobody may be told "received" for what is not there.

    python -m trials.faults.eio [--most 100] [--phones 8]
"""

import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from trials import ledger, machine
from trials.crowd import Crowd
from trials.faults.kill import FORMS_A_PHONE, read_options
from trials.open_list import issue_slips, make_app
from trials.service import Service

CALLS = ("pwrite64", "fsync,fdatasync")
AT_MOST_SECONDS = 30


@dataclass
class Figures:
    failed: int = 0  # calls
    received: int = 0
    told: int = 0  # to try again
    lost: int = 0
    doubled: int = 0
    damaged: int = 0
    strange: int = 0  # answers that were neither "received" nor the page that keeps what was filled in


def main() -> None:
    options = read_options(__doc__, most=100, phones=8)
    figures = trial(range(1, options.most + 1), options.phones)
    machine.conclude(
        {
            f"{figures.failed} of {2 * options.most} calls failed as asked": figures.failed == 2 * options.most,
            f"{figures.received:,} answers received, {figures.lost} falsely so": figures.lost == 0,
            f"{figures.told} told to try again, {figures.strange} of them without what they had filled in": (
                figures.told > 0 and figures.strange == 0
            ),
            f"{figures.doubled} doubled, {figures.damaged} times the database was damaged": (
                figures.doubled == figures.damaged == 0
            ),
        }
    )


def trial(turns, phones: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        app = make_app(Path(folder))
        slips = issue_slips(app, phones * FORMS_A_PHONE)
        app.extensions["engine"].dispose()
        with Service(Path(folder)) as service, Crowd(service.port, slips, phones) as crowd:
            crowd.receive(phones)
            return fail_again_and_again(service, crowd, [(calls, turn) for calls in CALLS for turn in turns])


def fail_again_and_again(service: Service, crowd: Crowd, turns: list[tuple[str, int]]) -> Figures:
    figures = Figures()
    with click.progressbar(turns, label="EIO") as shown:
        for calls, turn in shown:
            figures.failed += fail_once(service, crowd, calls, turn)
            crowd.pause()
            difference = ledger.compare(service.data, crowd.forms)
            crowd.resume()
            figures.lost += difference.lost
            figures.doubled += difference.doubled
            figures.damaged += difference.damage != "ok"
    figures.received, figures.told = crowd.received, len(crowd.faults)
    figures.strange = sum(fault.status != 503 or not fault.kept for fault in crowd.faults)
    return figures


def fail_once(service: Service, crowd: Crowd, calls: str, turn: int) -> bool:
    """Whether it came to the N-th call of one of the service's threads while we waited; and the service goes on."""
    with failing(service.worker(), calls, turn) as log:
        until = time.monotonic() + AT_MOST_SECONDS
        while not (happened := "INJECTED" in log.read_text()) and time.monotonic() < until:
            time.sleep(0.01)
    crowd.receive(2 * len(crowd.residents))
    return happened


@contextmanager
def failing(worker: int, calls: str, turn: int) -> Iterator[Path]:
    """`turn` counts in each thread by itself."""
    with tempfile.NamedTemporaryFile(suffix=".strace") as log:
        wanted = ["-e", f"trace={calls}", "-e", f"inject={calls}:error=EIO:when={turn}"]
        tracer = subprocess.Popen(["strace", "-f", "-q", "-s", "0", "-p", str(worker), "-o", log.name, *wanted])
        try:
            yield Path(log.name)
        finally:
            tracer.send_signal(signal.SIGTERM)
            tracer.wait()


def is_possible() -> bool:
    """Some machines let no program look at another."""
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode == 0


if __name__ == "__main__":
    main()
