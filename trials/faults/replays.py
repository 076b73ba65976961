"""T1: requests are recorded and sent again and again, as they were, cookie and token and all. Does any of them count
twice, and does each get the same receipt?

    python -m trials.faults.replays [--replays 10000] [--slips 100]
"""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click

from survey import db
from trials import machine
from trials.crowd import RECEIVED, Form
from trials.faults.kill import read_options
from trials.faults.parallel import answer
from trials.open_list import issue_slips, make_app
from trials.phone import Phone
from trials.service import Service

AT_ONCE = 8


@dataclass
class Figures:
    replays: int = 0
    received: int = 0
    receipts: int = 0  # different ones
    extra_rows: int = 0
    extra_versions: int = 0


def main() -> None:
    options = read_options(__doc__, replays=10_000, slips=100)
    figures = trial(options.replays, options.slips)
    machine.conclude(
        {
            f"{figures.replays:,} replays, {figures.received:,} received": figures.replays == figures.received,
            f"{figures.extra_rows} rows too many": figures.extra_rows == 0,
            f"{figures.extra_versions} answers counted once more": figures.extra_versions == 0,
            f"{figures.receipts} receipt for all of them": figures.receipts == 1,
        }
    )


def trial(replays: int, slips: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        app = make_app(Path(folder))
        forms = [Form(slip_id, token) for token, slip_id in issue_slips(app, slips).items()]
        app.extensions["engine"].dispose()
        with Service(Path(folder)) as service:
            figures = send_again_and_again(service.port, forms, replays)
        return compare(Path(folder), slips, figures)


def send_again_and_again(port: int, forms: list[Form], replays: int) -> Figures:
    with Phone(port) as phone:
        receipts = {first(phone, form) for form in forms}
    figures = Figures(replays)
    with (
        ThreadPoolExecutor(AT_ONCE) as pool,
        click.progressbar([forms[number % len(forms)] for number in range(replays)], label="replays") as turns,
    ):
        for status, receipt in pool.map(lambda form: send(port, form), turns):
            figures.received += status == RECEIVED
            receipts.add(receipt)
    figures.receipts = len(receipts)
    return figures


def first(phone: Phone, form: Form) -> bytes:
    form.open(phone)
    return send_on(phone, form)[1]


def send(port: int, form: Form) -> tuple[int, bytes]:
    with Phone(port) as phone:
        return send_on(phone, form)


def send_on(phone: Phone, form: Form) -> tuple[int, bytes]:
    """The answer, and the thanks without the token that differs from browser to browser."""
    phone.cookies = dict(form.cookies)
    status, _page = phone.ask("POST", "/wish/form", {"csrf_token": form.csrf_token, **answer(form, 0)})
    _status, thanks = phone.ask("GET", "/wish/thanks")
    phone.keep_token(thanks)
    return status, thanks.replace(phone.token.encode(), b"")


def compare(data: Path, slips: int, figures: Figures) -> Figures:
    with closing(db.sqlite3.connect(data / "xinyuan.sqlite3")) as database:
        versions = [version for (version,) in database.execute("SELECT version FROM response")]
        [wishes] = database.execute("SELECT count(*) FROM wish").fetchone()
    figures.extra_rows = len(versions) + wishes - 2 * slips
    figures.extra_versions = sum(versions) - len(versions)
    return figures


if __name__ == "__main__":
    main()
