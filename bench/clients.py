"""Phones that answer, as many at once as asked: plain sockets in a process of their own, so that they are never what
is slow. A client keeps its connection, its cookie and its token, as a browser does."""

import time
from dataclasses import dataclass, field
from multiprocessing import get_context
from threading import Thread

from trials.phone import Phone


@dataclass
class Outcome:
    sent: dict[str, str] = field(default_factory=dict)  # key of a slip -> ratings sent
    send_seconds: list[float] = field(default_factory=list)
    began: float = 0.0
    ended: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.sent) / (self.ended - self.began)


def answer_whole(phone: Phone, slip: dict, outcome: Outcome) -> None:
    status, page = phone.ask(
        "POST", "/wish/enter", {"csrf_token": phone.token, "token": slip["token"], "consent": "yes"}
    )
    assert status == 200, page[:500]
    phone.keep_token(page)
    send(phone, slip, outcome)
    status, page = phone.ask("GET", "/wish/thanks")
    assert status == 200, page[:500]
    phone.keep_token(page)
    outcome.sent[slip["id"]] = slip["ratings"]


def send_alone(phone: Phone, slip: dict, outcome: Outcome) -> None:
    phone.cookies, phone.token = {b"session": slip["cookie"]}, slip["csrf_token"]
    send(phone, slip, outcome)
    outcome.sent[slip["id"]] = slip["ratings"]


def send(phone: Phone, slip: dict, outcome: Outcome) -> None:
    began = time.perf_counter()
    status, page = phone.ask("POST", "/wish/form", {"csrf_token": phone.token, **slip["fields"]})
    outcome.send_seconds.append(time.perf_counter() - began)
    assert status == 303, page[:500]


STEPS = {"warm-up": answer_whole, "whole": answer_whole, "send": send_alone}


def run(port: int, step: str, slips: list[dict], clients: int, seconds: float) -> Outcome:
    """Answers with these slips, each used once, until the time is up; in a process of its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(run_here, (port, step, slips, clients, seconds))


def run_here(port: int, step: str, slips: list[dict], clients: int, seconds: float) -> Outcome:
    outcome, faults, waiting = Outcome(), [], iter(slips)
    phones = [Phone(port) for _ in range(clients)]
    for phone in phones:
        phone.keep_token(phone.ask("GET", "/wish")[1])
    outcome.began = time.perf_counter()
    until = outcome.began + seconds
    threads = [Thread(target=work, args=(phone, STEPS[step], waiting, outcome, until, faults)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.ended = time.perf_counter()
    if faults:
        raise faults[0]
    return outcome


def work(phone: Phone, step, waiting, outcome: Outcome, until: float, faults: list) -> None:
    try:
        while time.perf_counter() < until:
            step(phone, next(waiting), outcome)
    except Exception as fault:
        faults.append(RuntimeError(f"{type(fault).__name__}: {fault}"))
