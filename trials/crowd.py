"""Residents who change their answers again and again, and a ledger of what the service said it had received."""

import re
import time
from dataclasses import dataclass, field
from random import Random
from threading import Condition, Event, Thread

from trials.open_list import made_up_answer
from trials.phone import Phone

RECEIVED = 303


@dataclass(frozen=True)
class Fault:
    """What came instead of the thanks."""

    status: int
    kept: bool  # all that was filled in still stands on the page


@dataclass
class Form:
    """One slip in the hand of one resident. What was sent is sent again until it is received."""

    slip_id: str
    token: str
    cookies: dict = field(default_factory=dict)
    csrf_token: str = ""
    ratings: str = ""  # as last received
    wish: str = ""
    received: int = 0

    def open(self, phone: Phone) -> None:
        self.look(phone)
        status, page = self.enter(phone, {"token": self.token})
        assert status == 200, page[:500]

    def look(self, phone: Phone) -> tuple[int, bytes]:
        return self.ask(phone, "GET", "/wish")

    def enter(self, phone: Phone, secret: dict[str, str]) -> tuple[int, bytes]:
        return self.ask(phone, "POST", "/wish/enter", {"csrf_token": self.csrf_token, "consent": "yes", **secret})

    def ask(self, phone: Phone, method: str, path: str, fields: dict | None = None) -> tuple[int, bytes]:
        phone.cookies = self.cookies
        status, page = phone.ask(method, path, fields)
        phone.keep_token(page)
        self.csrf_token = phone.token
        return status, page

    def fill(self, random: Random) -> dict:
        answer = made_up_answer(random)
        answer["fields"]["wish"] = f"{self.slip_id} {self.received + 1}"
        return answer

    def send(self, phone: Phone, answer: dict) -> tuple[int, bytes]:
        phone.cookies = self.cookies
        status, page = phone.ask("POST", "/wish/form", {"csrf_token": self.csrf_token, **answer["fields"]})
        if status == RECEIVED:
            self.ratings, self.wish = answer["ratings"], answer["fields"]["wish"]
            self.received += 1
        return status, page


def still_holds(page: str, fields: dict[str, str]) -> bool:
    marks = [f'name="{name}" value="{value}" checked' for name, value in fields.items() if re.match("r[0-9]|age", name)]
    wishes = [f'<option value="{fields[name]}" selected' for name in ("wish1", "wish2", "wish3")]
    return all(part in page for part in [*marks, *wishes, fields["wish"]])


class Crowd:
    """Each resident has forms of his own and fills them in turn: what was received last is not soon replaced."""

    def __init__(self, port: int, slips: dict[str, str], phones: int, seed: int = 1):
        self.port = port
        self.forms = [Form(slip_id, token) for token, slip_id in slips.items()]
        self.residents = [
            Thread(target=self.live, args=(self.forms[number::phones], Random(f"{seed} {number}")), daemon=True)
            for number in range(phones)
        ]
        self.may_send, self.is_over = Event(), False
        self.changed = Condition()
        self.resting = self.received = 0
        self.lives = 0  # of the service: grows with each kill
        self.back_at: float | None = None  # when the first answer of this life was received
        self.faults: list[Fault] = []

    def __enter__(self) -> "Crowd":
        with Phone(self.port) as phone:
            for form in self.forms:
                form.open(phone)
        for resident in self.residents:
            resident.start()
        self.may_send.set()
        return self

    def __exit__(self, *_) -> None:
        self.is_over = True
        self.may_send.set()
        for resident in self.residents:
            resident.join(60)

    def live(self, forms: list[Form], random: Random) -> None:
        while not self.is_over:
            for form in forms:
                self.have_received(form, form.fill(random))
                self.rest_if_asked()

    def have_received(self, form: Form, answer: dict) -> None:
        """On a new connection after each one that broke, and again after each page that says to try again."""
        while not self.is_over:
            try:
                if self.is_received(form, answer):
                    return
            except OSError:
                time.sleep(0.005)

    def is_received(self, form: Form, answer: dict) -> bool:
        life = self.lives
        with Phone(self.port) as phone:
            status, page = form.send(phone, answer)
        with self.changed:
            if status == RECEIVED:
                self.note_received(life)
            else:
                self.faults.append(Fault(status, still_holds(page.decode(), answer["fields"])))
            self.changed.notify_all()
        return status == RECEIVED

    def note_received(self, life: int) -> None:
        self.received += 1
        if life == self.lives and self.back_at is None:
            self.back_at = time.perf_counter()

    def rest_if_asked(self) -> None:
        if not self.may_send.is_set():
            with self.changed:
                self.resting += 1
                self.changed.notify_all()
            self.may_send.wait()
            with self.changed:
                self.resting -= 1

    def wait_until(self, happened, seconds: float = 60) -> None:
        with self.changed:
            if not self.changed.wait_for(happened, seconds):
                raise SystemExit(
                    f"nothing came for {seconds} s; {len(self.faults)} faults, the first: {self.faults[:1]}"
                )

    def receive(self, more: int) -> None:
        until = self.received + more
        self.wait_until(lambda: self.received >= until)

    def see_it_back(self) -> float:
        """When the first answer was received that was sent after the last kill."""
        self.wait_until(lambda: self.back_at is not None)
        return self.back_at

    def new_life(self) -> None:
        with self.changed:
            self.lives, self.back_at = self.lives + 1, None

    def pause(self) -> None:
        self.may_send.clear()
        self.wait_until(lambda: self.resting == len(self.residents))

    def resume(self) -> None:
        self.may_send.set()
        self.wait_until(lambda: self.resting == 0)
