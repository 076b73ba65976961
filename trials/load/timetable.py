"""Requests that are sent at set moments, however long the service takes over the ones before: a slow service meets the
same crowd as a fast one. Seconds count from the moment when a request was due, also where no phone was free to send it.
"""

import heapq
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context

from trials.crowd import Form
from trials.phone import Phone

PHONES = 256
SECONDS_BETWEEN = 0.25  # two requests of one visit, at least
TICK = 0.001


@dataclass
class Outcome:
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # kind of request -> of each
    errors: Counter = field(default_factory=Counter)  # (kind, what came instead) -> times
    forms: list[Form] = field(default_factory=list)
    lasted: float = 0.0

    @property
    def answers(self) -> int:
        return sum(form.received for form in self.forms)


def keep(port: int, visits: list[tuple[float, object]]) -> Outcome:
    """Visits with the moments of their beginnings, in a process of its own, so that the phones are not what is slow."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(keep_here, (port, visits))


def keep_here(port: int, visits: list[tuple[float, object]]) -> Outcome:
    timetable = Timetable(port, visits)
    timetable.run()
    return timetable.outcome


class Timetable:
    def __init__(self, port: int, visits: list[tuple[float, object]]):
        self.port, self.outcome, self.numbers = port, Outcome(), count()
        self.due = [(moment, next(self.numbers), visit, visit.steps) for moment, visit in visits]
        heapq.heapify(self.due)
        self.outcome.forms = [visit.form for _moment, visit in visits if visit.form.slip_id]
        self.left = len(visits)  # visits that have not ended

    def run(self) -> None:
        self.began = time.perf_counter()
        with ThreadPoolExecutor(PHONES) as phones:
            while self.left > 0:
                if self.due and self.due[0][0] <= self.now():
                    phones.submit(self.take, *heapq.heappop(self.due))
                else:
                    time.sleep(TICK)
        self.outcome.lasted = self.now()

    def now(self) -> float:
        return time.perf_counter() - self.began

    def take(self, moment: float, number: int, visit, steps: list) -> None:
        (kind, expected, act), *further = steps
        answer = self.answer_to(visit, act)
        self.outcome.seconds[kind].append(self.now() - moment)
        if answer not in expected:
            self.outcome.errors[kind, answer] += 1
        if further and answer in expected:
            heapq.heappush(self.due, (max(moment + SECONDS_BETWEEN, self.now()), number, visit, further))
        else:
            self.left -= 1

    def answer_to(self, visit, act) -> int | str:
        try:
            with Phone(self.port, visit.address) as phone:
                return act(phone)[0]
        except OSError as fault:
            return type(fault).__name__
