"""F6: the clock of the computer jumps while residents fill in the form, the closing time passes, and the organiser
closes the list while everybody sends.

    python -m trials.faults.clock [--phones 8]
"""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from survey import db
from survey.operations.responses import as_stored
from trials import at_once, ledger, machine
from trials.at_once import Reply
from trials.crowd import Crowd, Form
from trials.faults.kill import FORMS_A_PHONE, read_options
from trials.open_list import give_codes, issue_slips, make_app
from trials.phone import Phone
from trials.service import Service

JUMPS = {"+2 h": 7200, "-2 min": -120, "+32 d": 32 * 86_400}
PLACES = ("UTC", "Asia/Shanghai", "America/New_York")
CLOSED = 409
TOLD_EACH = 5  # times, that the list is closed


def main() -> None:
    phones = read_options(__doc__, phones=8).phones
    bars = {}
    for jump, seconds in JUMPS.items():
        at_first, lost, received = jumping(seconds, phones)
        bars[
            f"clock {jump}: {at_first} of {phones} received at once, {phones - at_first} see their form again and send "
            f"it with their code; {lost} lost"
        ] = lost == 0 and received == phones
    for place in PLACES:
        before, after, again = around_the_closing_time(place, phones)
        bars[
            f"TZ={place}: {before} received a minute before the closing time, {after} after it; {again} after the "
            "organiser closed and the clock went back"
        ] = (before, after, again) == (phones, 0, 0)
    sent, missing, late, strange = closing_while_all_send(phones)
    bars[
        f"closed while {phones} send: {sent:,} received, {missing} of them not in the list as it closed, {late} "
        f"answers came in later; told anything but that it is closed: {strange or 'nobody'}"
    ] = missing == late == 0 and not strange
    machine.conclude(bars)


class WrongClock:
    def __init__(self, folder: Path, place: str = "UTC"):
        self.file = folder / "off-by"
        self.set(0)
        self.environment = {"TRIAL_CLOCK": str(self.file), "TZ": place}

    def set(self, seconds: float) -> None:
        aside = self.file.with_suffix(".new")
        aside.write_text(str(seconds))
        aside.replace(self.file)


@contextmanager
def serving(phones: int, closes_at: datetime, place: str = "UTC") -> Iterator[tuple[Service, WrongClock, list[Form]]]:
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        app = make_app(Path(folder))
        forms = [Form(slip_id, token) for token, slip_id in issue_slips(app, phones).items()]
        app.extensions["engine"].dispose()
        write(Path(folder), "UPDATE wish_list SET closes_at = ?", as_stored(closes_at))
        clock = WrongClock(Path(folder), place)
        with Service(Path(folder), "trials.faults.clocked:app", **clock.environment) as service:
            at_once.open_all(service.port, forms)
            yield service, clock, forms


def write(data: Path, statement: str, *values) -> None:
    with closing(db.sqlite3.connect(data / "xinyuan.sqlite3")) as database, database:
        database.execute(statement, values)


def jumping(seconds: float, phones: int) -> tuple[int, int, int]:
    """How many were received at once, how many lost what they had filled in, and how many were received in the end."""
    with serving(phones, datetime.now(UTC) + timedelta(days=90)) as (service, clock, forms):
        codes = give_codes(service.data, [form.slip_id for form in forms])
        clock.set(seconds)
        replies, received = [], 0
        for form, code in zip(forms, codes, strict=True):
            answer = form.fill(Random(code))
            replies.append(at_once.send(service.port, form, answer))
            received += replies[-1].received or send_with_code(service.port, form, answer, code).received
        difference = ledger.compare(service.data, forms)
    lost = sum(not reply.kept for reply in replies) + difference.lost + difference.doubled
    return sum(reply.received for reply in replies), lost, received


def send_with_code(port: int, form: Form, answer: dict, code: str) -> Reply:
    """On the page that came back: it has a new token, and a field for the code."""
    with Phone(port) as phone:
        phone.cookies = form.cookies
        phone.keep_token(phone.ask("GET", "/wish")[1])
    form.csrf_token = phone.token
    return at_once.send(port, form, {**answer, "fields": answer["fields"] | {"code": code}})


def around_the_closing_time(place: str, phones: int) -> tuple[int, int, int]:
    closes_at = datetime.now(UTC) + timedelta(hours=1)
    with serving(phones, closes_at, place) as (service, clock, forms):
        numbers = []
        for minutes in (-1, 1):
            clock.set(3600 + 60 * minutes)
            numbers.append(received_of(service, forms, minutes))
        write(service.data, "UPDATE wish_list SET status = 'closed'")
        clock.set(-7200)
        numbers.append(received_of(service, forms, 0))
        return tuple(numbers) if not ledger.compare(service.data, forms) else (-1, -1, -1)


def received_of(service: Service, forms: list[Form], seed: int) -> int:
    return sum(reply.received for reply in at_once.send_all(service.port, forms, Random(seed)))


def closing_while_all_send(phones: int) -> tuple[int, int, int, set[int]]:
    """How many answers were received; how many of them were not there when the list closed; how many came later; what
    was said instead of that it is closed."""
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        app = make_app(Path(folder))
        slips = issue_slips(app, phones * FORMS_A_PHONE)
        app.extensions["engine"].dispose()
        with Service(Path(folder)) as service, Crowd(service.port, slips, phones) as crowd:
            crowd.receive(phones * 50)
            at_the_close = close_and_read(service.data)
            crowd.wait_until(lambda: len(crowd.faults) >= TOLD_EACH * phones)
        missing = sum(at_the_close[form.slip_id] != form.ratings for form in crowd.forms if form.received)
        late = sum(at_the_close.get(slip_id) != ratings for slip_id, ratings in read(service.data).items())
        return crowd.received, missing, late, {fault.status for fault in crowd.faults} - {CLOSED}


def close_and_read(data: Path) -> dict[str, str]:
    with closing(db.sqlite3.connect(data / "xinyuan.sqlite3", isolation_level=None, timeout=30)) as database:
        database.execute("BEGIN IMMEDIATE")
        database.execute("UPDATE wish_list SET status = 'closed'")
        answers = dict(database.execute("SELECT slip_id, ratings FROM response"))
        database.execute("COMMIT")
    return answers


def read(data: Path) -> dict[str, str]:
    with closing(db.sqlite3.connect(data / "xinyuan.sqlite3")) as database:
        return dict(database.execute("SELECT slip_id, ratings FROM response"))


if __name__ == "__main__":
    main()
