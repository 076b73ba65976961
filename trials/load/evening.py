"""L1 and L2: the busiest hour of an evening in a community of 6,400 residents, and ten times that, a street office.
While residents answer, a message in the group chat makes one of five open the page within a minute.

    python -m trials.load.evening [--seconds 180]

Half an hour each is what it was planned for; the same rates are kept up here for the seconds told.
"""

import tempfile
from pathlib import Path
from random import Random

from trials import machine
from trials.faults.kill import read_options
from trials.load import crowds, figures
from trials.load.figures import Figures
from trials.open_list import make_app
from trials.service import Service

ANSWERS_A_SECOND = 1.07  # 60 % of 6,400 residents in one hour
PAGES_A_SECOND = 21  # 20 % of them within the minute after the message
MESSAGE_LASTS = 60
LARGEST_SHARE = 0.2  # of the processors
BARS = {1: ("L1", 0.3), 10: ("L2", 1.0)}  # times -> its name, seconds for the slowest hundredth


def main() -> None:
    options = read_options(__doc__, seconds=180)
    bars = {}
    for times, (name, most) in BARS.items():
        run = trial(times, options.seconds)
        bars |= bars_of(run, f"{name}, {options.seconds} s", most)
        if times == 1:
            used = f"{name}: {run.processors:.0%} of the processors, less than {LARGEST_SHARE:.0%}"
            bars[used] = run.processors < LARGEST_SHARE
    machine.conclude(bars)


def trial(times: int, seconds: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        app, random = make_app(Path(folder)), Random(times)
        answering = crowds.moments(random, times * ANSWERS_A_SECOND, seconds)
        lasts = min(MESSAGE_LASTS, seconds / 2)
        message = crowds.moments(random, times * PAGES_A_SECOND, lasts, after=(seconds - lasts) / 2)
        visits = crowds.answering(app, Path(folder), answering, random) + crowds.looking(message, random)
        with Service(Path(folder)) as service:
            return figures.measured(service, visits)


def bars_of(run: Figures, name: str, most: float) -> dict[str, bool]:
    slowest = max(run.p99("page"), run.p99("send"))
    return {
        f"{name}: {figures.losses(run)}": run.is_whole,
        f"{name}: {figures.told(run)}; p99 at most {figures.in_words(most)}; {figures.load_average()}": slowest <= most,
    }


if __name__ == "__main__":
    main()
