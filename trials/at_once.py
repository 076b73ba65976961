"""Several residents press the button in the same moment: what does each of them get to see, and how soon?"""

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random

from trials.crowd import RECEIVED, Form, still_holds
from trials.phone import Phone


@dataclass
class Reply:
    status: int
    seconds: float
    kept: bool  # received, or all that was filled in still stands on the page

    @property
    def received(self) -> bool:
        return self.status == RECEIVED


def open_all(port: int, forms: Iterable[Form]) -> None:
    with Phone(port) as phone:
        for form in forms:
            form.open(phone)


def send_all(port: int, forms: list[Form], random: Random) -> list[Reply]:
    answers = [form.fill(random) for form in forms]
    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(lambda form, answer: send(port, form, answer), forms, answers))


def send(port: int, form: Form, answer: dict) -> Reply:
    began = time.perf_counter()
    with Phone(port) as phone:
        status, page = form.send(phone, answer)
    return Reply(
        status, time.perf_counter() - began, status == RECEIVED or still_holds(page.decode(), answer["fields"])
    )


def seconds_of_pages(port: int, phones: int) -> list[float]:
    """As many at once as the service has threads, so that one that is stuck would be missed."""
    with ThreadPoolExecutor(phones) as pool:
        return list(pool.map(lambda _: seconds_of_page(port), range(phones)))


def seconds_of_page(port: int) -> float:
    began = time.perf_counter()
    with Phone(port) as phone:
        status, _page = phone.ask("GET", "/wish")
    assert status == 200, status
    return time.perf_counter() - began
