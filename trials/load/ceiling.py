"""L3: ever more residents answer, nine of ten by QR code and one by typing, until the slowest hundredth of requests
takes longer than a second, or one fails; then ever more people only open the page. The last rates that went well are
the ceiling of one machine.

    python -m trials.load.ceiling [--seconds 15] [--step 10] [--pages 100]
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from trials import machine
from trials.faults.kill import read_options
from trials.load import crowds, figures
from trials.load.figures import Figures
from trials.open_list import make_app
from trials.service import Service

MOST_SECONDS = 1.0
TYPED_SHARE = 0.1
STEPS = 40
WANTED = 107  # answers a second: 640,000 residents


def main() -> None:
    options = read_options(__doc__, seconds=15, step=10, pages=100)
    answers, ended = ceiling(answering, options.step, options.seconds)
    pages, _ended = ceiling(looking, options.pages, options.seconds)
    machine.conclude(
        {
            f"L3: {answers} answers a second, with four requests each, {pages} pages a second; wanted {WANTED}; "
            f"{figures.load_average()}": answers >= WANTED,
            f"nothing lost above it either: {figures.losses(ended)}": not ended.difference,
        }
    )


def ceiling(make_visits: Callable, step: int, seconds: int, steps: int = STEPS) -> tuple[int, Figures]:
    """The last rate that went well, and what the one after it came to."""
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        app, went_well = make_app(Path(folder)), 0
        with Service(Path(folder)) as service:
            for rate in range(step, step * steps + 1, step):
                random = Random(rate)
                visits = make_visits(app, service.data, crowds.moments(random, rate, seconds), random)
                run = figures.measured(service, visits)
                print(f"{rate:>4} a second, {run.processors:.0%} of the processors: {figures.told(run)}", flush=True)
                if not is_well(run):
                    return went_well, run
                went_well = rate
    return went_well, run


def is_well(run: Figures) -> bool:
    return run.is_whole and all(run.p99(kind) <= MOST_SECONDS for kind in run.outcome.seconds)


def answering(app, data: Path, when: list[float], random: Random) -> crowds.Visits:
    return crowds.answering(app, data, when, random, TYPED_SHARE)


def looking(_app, _data: Path, when: list[float], random: Random) -> crowds.Visits:
    return crowds.looking(when, random)


if __name__ == "__main__":
    main()
