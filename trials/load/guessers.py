"""L5: strangers guess typed codes from a thousand addresses, 200 a second, while residents answer by QR code as in L1.

python -m trials.load.guessers [--seconds 120] [--guesses 200]
"""

import tempfile
from pathlib import Path
from random import Random

from trials import machine
from trials.crowd import Form
from trials.faults.kill import read_options
from trials.load import crowds, figures
from trials.load.evening import ANSWERS_A_SECOND, BARS, bars_of
from trials.load.figures import Figures
from trials.load.visits import Guessing, any_address
from trials.open_list import make_app
from trials.phone import Phone
from trials.service import Service

ADDRESSES = 1000


def main() -> None:
    options = read_options(__doc__, seconds=120, guesses=200)
    run = trial(options.seconds, options.guesses)
    most = BARS[1][1]
    machine.conclude(bars_of(run, f"L5, {options.guesses} guesses a second for {options.seconds} s", most))


def trial(seconds: int, guesses: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        app, random = make_app(Path(folder)), Random(5)
        when = crowds.moments(random, ANSWERS_A_SECOND, seconds)
        visits = crowds.answering(app, Path(folder), when, random)
        with Service(Path(folder)) as service:
            return figures.measured(service, visits + guessing(service.port, guesses, seconds, random))


def guessing(port: int, rate: int, seconds: int, random: Random) -> crowds.Visits:
    opened = Form("", "")
    with Phone(port) as phone:
        opened.look(phone)
    addresses = [any_address(random) for _ in range(ADDRESSES)]
    return [
        (moment, Guessing(addresses[number % ADDRESSES], opened))
        for number, moment in enumerate(crowds.moments(random, rate, seconds))
    ]


if __name__ == "__main__":
    main()
