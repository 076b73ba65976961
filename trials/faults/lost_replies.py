"""F12: the line breaks after an answer went out and before the reply came, and the resident sends it once more. Is
there one row, and is the receipt the one that would have come?

    python -m trials.faults.lost_replies [--drops 1000]
"""

import socket
import struct
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import click

from survey import db
from trials import machine
from trials.crowd import RECEIVED, Form
from trials.faults.kill import read_options
from trials.faults.parallel import answer
from trials.faults.replays import send
from trials.open_list import issue_slips, make_app
from trials.phone import Phone
from trials.service import Service

# Closed so, a socket tells the other side at once that nobody is there any more.
GONE = struct.pack("ii", 1, 0)
LONGEST_LINGER = 0.02


@dataclass
class Figures:
    drops: int = 0
    received: int = 0  # at the second time
    was_there: int = 0  # when it was sent the second time: how often the first had arrived
    receipts: int = 0  # different ones
    rows: int = 0
    extra_versions: int = 0


def main() -> None:
    options = read_options(__doc__, drops=1000)
    figures = trial(options.drops)
    machine.conclude(
        {
            f"{figures.drops:,} replies lost, {figures.received:,} received then": figures.drops == figures.received,
            f"{figures.was_there:,} of them were on the disk already, at least half": 2 * figures.was_there
            >= figures.drops,
            f"{figures.rows:,} rows": figures.rows == figures.drops,
            f"{figures.extra_versions} answers counted once more": figures.extra_versions == 0,
            f"{figures.receipts} receipt for all of them": figures.receipts == 1,
        }
    )


def trial(drops: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        app = make_app(Path(folder))
        forms = [Form(slip_id, token) for token, slip_id in issue_slips(app, drops).items()]
        app.extensions["engine"].dispose()
        with (
            Service(Path(folder)) as service,
            closing(db.sqlite3.connect(Path(folder) / "xinyuan.sqlite3")) as database,
        ):
            figures = lose_replies(service.port, forms, database)
            versions = [version for (version,) in database.execute("SELECT version FROM response")]
        figures.rows, figures.extra_versions = len(versions), sum(versions) - len(versions)
        return figures


def lose_replies(port: int, forms: list[Form], database) -> Figures:
    figures, receipts, random = Figures(len(forms)), set(), Random(1)
    with click.progressbar(forms, label="lost replies") as turns:
        for form in turns:
            with Phone(port) as phone:
                form.open(phone)
            send_and_go(port, form, random.uniform(0, LONGEST_LINGER))
            figures.was_there += is_there(database, form)
            status, receipt = send(port, form)
            figures.received += status == RECEIVED
            receipts.add(receipt)
    figures.receipts = len(receipts)
    return figures


def send_and_go(port: int, form: Form, linger: float) -> None:
    body = urlencode({"csrf_token": form.csrf_token, **answer(form, 0)}).encode()
    cookies = b"; ".join(b"=".join(cookie) for cookie in form.cookies.items())
    head = (
        f"POST /wish/form HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, GONE)
        line.sendall(head.encode() + b"Cookie: " + cookies + b"\r\n\r\n" + body)
        line.settimeout(linger or 0.001)
        try:
            line.recv(1, socket.MSG_PEEK)
        except TimeoutError:
            return  # gone before the reply was on its way


def is_there(database, form: Form) -> bool:
    return database.execute("SELECT 1 FROM response WHERE slip_id = ?", (form.slip_id,)).fetchone() is not None


if __name__ == "__main__":
    main()
