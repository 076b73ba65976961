"""F1: master and worker are killed together, again and again, while residents send. Is every answer that was received
there, once? How long until the next one is received?

    python -m trials.faults.kill [--kills 200] [--phones 8] [--answers 50000]
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import quantiles

import click

from trials import ledger, machine
from trials.crowd import Crowd, Fault
from trials.open_list import issue_slips, make_app
from trials.service import Service

FORMS_A_PHONE = 25
MOST_SECONDS = 2.0


@dataclass
class Figures:
    received: int = 0
    lost: int = 0
    doubled: int = 0
    damaged: int = 0
    faults: list[Fault] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)  # from each kill to the next answer received

    def add(self, difference: ledger.Difference) -> None:
        self.lost += difference.lost
        self.doubled += difference.doubled
        self.damaged += difference.damage != "ok"


def main() -> None:
    options = read_options(__doc__, kills=200, phones=8, answers=50_000)
    figures = trial(options.kills, options.phones, options.answers, kill_all)
    machine.conclude(bars_of(figures, options))


def read_options(description: str, **numbers: int) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, number in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=number)
    return parser.parse_args()


Kill = Callable[[Service], float]  # when it was dead


def kill_all(service: Service) -> float:
    service.kill()
    killed_at = time.perf_counter()
    service.start()
    return killed_at


def trial(kills: int, phones: int, answers: int, kill: Kill, make_service: Callable = Service) -> Figures:
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        app = make_app(Path(folder))
        slips = issue_slips(app, phones * FORMS_A_PHONE)
        app.extensions["engine"].dispose()
        with make_service(Path(folder)) as service, Crowd(service.port, slips, phones) as crowd:
            return kill_again_and_again(service, crowd, kills, answers // kills, kill)


def kill_again_and_again(service: Service, crowd: Crowd, kills: int, between: int, kill: Kill) -> Figures:
    figures, random = Figures(), Random(1)
    with click.progressbar(range(kills), label="kill -9") as turns:
        for _ in turns:
            crowd.receive(random.randint(between // 2, between * 3 // 2 + 1))
            time.sleep(random.random() / 100)
            figures.seconds.append(seconds_until_back(service, crowd, kill))
            crowd.pause()
            figures.add(ledger.compare(service.data, crowd.forms))
            crowd.resume()
    figures.received, figures.faults = crowd.received, crowd.faults
    return figures


def seconds_until_back(service: Service, crowd: Crowd, kill: Kill) -> float:
    killed_at = kill(service)
    crowd.new_life()
    return crowd.see_it_back() - killed_at


def bars_of(figures: Figures, options) -> dict[str, bool]:
    middle, slow = percentiles(figures.seconds)
    return {
        f"{figures.received:,} answers received, at least {options.answers:,}": figures.received >= options.answers,
        f"{figures.lost} lost": figures.lost == 0,
        f"{figures.doubled} doubled": figures.doubled == 0,
        f"{figures.damaged} times the database was damaged": figures.damaged == 0,
        f"{len(figures.faults)} answers other than received {figures.faults[:1]}": not figures.faults,
        f"{options.kills} kills, back after {middle:.2f} s (half of them), {slow:.2f} s (p99), "
        f"{max(figures.seconds):.2f} s (longest), at most {MOST_SECONDS} s": slow <= MOST_SECONDS,
    }


def percentiles(seconds: list[float]) -> tuple[float, float]:
    cuts = quantiles(seconds, n=100, method="inclusive")
    return cuts[49], cuts[98]


if __name__ == "__main__":
    main()
