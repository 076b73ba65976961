"""What a run under load came to: errors, seconds, the service's share of the processors, the ledger."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from trials import at_once, ledger
from trials.faults.kill import percentiles
from trials.load.timetable import Outcome, keep
from trials.service import Service

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Figures:
    outcome: Outcome = field(default_factory=Outcome)
    difference: ledger.Difference = field(default_factory=ledger.Difference)
    processors: float = 0.0  # of all of them, the share that the service used

    def p99(self, kind: str) -> float:
        return percentiles(self.outcome.seconds[kind])[1]

    @property
    def is_whole(self) -> bool:
        return not self.outcome.errors and not self.difference


def measured(service: Service, visits: list[tuple[float, object]]) -> Figures:
    at_once.seconds_of_page(service.port)  # it is there, and has read the list
    before = processor_seconds(service)
    outcome = keep(service.port, visits)
    used = processor_seconds(service) - before
    difference = ledger.compare(service.data, outcome.forms)
    return Figures(outcome, difference, used / outcome.lasted / os.cpu_count())


def processor_seconds(service: Service) -> float:
    fields = Path(f"/proc/{service.worker()}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def told(figures: Figures) -> str:
    return "; ".join(f"{kind}: {of_kind(seconds)}" for kind, seconds in sorted(figures.outcome.seconds.items()))


def of_kind(seconds: list[float]) -> str:
    middle, slow = percentiles(seconds)
    return f"{len(seconds):,}, {in_words(middle)} (half), {in_words(slow)} (p99), {in_words(max(seconds))} (longest)"


def in_words(seconds: float) -> str:
    return f"{1000 * seconds:,.0f} ms"


def losses(figures: Figures) -> str:
    errors = ", ".join(f"{kind} {answer} ×{times}" for (kind, answer), times in figures.outcome.errors.items())
    lost = f"{figures.outcome.answers:,} received, {figures.difference.lost} lost, {figures.difference.doubled} doubled"
    return f"{figures.outcome.errors.total()} errors{f' ({errors})' if errors else ''}; {lost}"


def load_average() -> str:
    return "load average " + " ".join(f"{number:.1f}" for number in os.getloadavg())
