"""T1: fifty phones send with one code in the same moment, and so on for every code. Is there one row a code, and does
its version say how many different answers were received?

    python -m trials.faults.parallel [--codes 200] [--phones 50]
"""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Barrier

import click

from survey import db
from trials import machine
from trials.crowd import RECEIVED, Form
from trials.faults.kill import read_options
from trials.open_list import issue_slips, made_up_answer, make_app
from trials.phone import Phone
from trials.service import Service


@dataclass
class Figures:
    sent: int = 0
    received: int = 0
    rows: int = 0
    wrong_versions: int = 0
    wishes: int = 0


def main() -> None:
    options = read_options(__doc__, codes=200, phones=50)
    figures = trial(options.codes, options.phones)
    machine.conclude(
        {
            f"{figures.sent:,} sent, {figures.received:,} of them received": figures.sent == figures.received,
            f"{figures.rows} rows of {options.codes} codes": figures.rows == options.codes,
            f"{figures.wishes} wishes of {options.codes} codes": figures.wishes == options.codes,
            f"{figures.wrong_versions} versions other than the number of different answers": not figures.wrong_versions,
        }
    )


def trial(codes: int, phones: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        app = make_app(Path(folder))
        forms = [Form(slip_id, token) for token, slip_id in issue_slips(app, codes).items()]
        app.extensions["engine"].dispose()
        with Service(Path(folder)) as service, ThreadPoolExecutor(phones) as pool:
            figures, expected = send_all(service.port, forms, phones, pool)
        return compare(Path(folder), expected, figures)


def send_all(port: int, forms: list[Form], phones: int, pool: ThreadPoolExecutor) -> tuple[Figures, dict[str, int]]:
    """With every second code all phones send the same, as after a double press; else each its own."""
    figures, expected = Figures(), {}
    with click.progressbar(forms, label="sending") as turns:
        for number, form in enumerate(turns):
            different = 1 if number % 2 else phones
            answers = [answer(form, n % different) for n in range(phones)]
            replies = send_together(port, form, answers, pool)
            figures.sent += len(replies)
            figures.received += replies.count(RECEIVED)
            expected[form.slip_id] = different
    return figures, expected


def answer(form: Form, number: int) -> dict:
    return made_up_answer(Random(number))["fields"] | {"wish": f"{form.slip_id} {number}"}


def send_together(port: int, form: Form, answers: list[dict], pool: ThreadPoolExecutor) -> list[int]:
    with Phone(port) as phone:
        form.open(phone)
    start = Barrier(len(answers))

    def send(fields: dict) -> int:
        with Phone(port) as phone:
            phone.cookies = dict(form.cookies)
            start.wait()
            return phone.ask("POST", "/wish/form", {"csrf_token": form.csrf_token, **fields})[0]

    return list(pool.map(send, answers))


def compare(data: Path, expected: dict[str, int], figures: Figures) -> Figures:
    with closing(db.sqlite3.connect(data / "xinyuan.sqlite3")) as database:
        rows = database.execute("SELECT slip_id, version FROM response").fetchall()
        [figures.wishes] = database.execute("SELECT count(*) FROM wish").fetchone()
    figures.rows = len(rows)
    figures.wrong_versions = sum(expected[slip_id] != version for slip_id, version in rows)
    return figures


if __name__ == "__main__":
    main()
