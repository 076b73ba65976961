"""Spoilt tables to every page that takes a file: `python -m trials.fuzz.uploads [--uploads 10000] [--seed 1]`.

Each is a table that the page might be given, with hostile texts in it, then bent: bytes turned, cut off, other parts
put into the workbook. Among them are bombs. What the page would store is sent on as well, spoilt or not."""

import argparse
import gc
import html
import io
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import click

from survey import activity_tables
from survey.area_table import read_areas
from survey.errors import Refused
from trials import machine, world
from trials.fuzz import nasty, tables
from trials.fuzz.listening import LastFault, faults_heard
from trials.fuzz.pages import addresses, unescaped

ROUND, BOMBS_EVERY = 500, 10
MOST_SECONDS, MOST_MEGABYTES = 0.2, 50
REFUSED = 'class="field has-error"'
STORE = re.compile(r'name="rows" value="([^"]*)"')


@dataclass
class Report:
    uploads: int = 0
    statuses: Counter = field(default_factory=Counter)
    kinds: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    unescaped: list[str] = field(default_factory=list)
    bombs: dict[str, list[float]] = field(default_factory=dict)  # seconds of the processor
    not_refused: set[str] = field(default_factory=set)
    read: int = 0
    stored: int = 0
    megabytes: float = 0

    @property
    def slowest_bomb(self) -> float:
        """By the best of its tries: what else the machine does is not its fault."""
        return max(min(seconds) for seconds in self.bombs.values())


class Fuzzer:
    def __init__(self, made_up: world.World, seed: int, heard: LastFault):
        self.world, self.dice, self.heard, self.report = made_up, random.Random(seed), heard, Report()
        made_up.app.config["WTF_CSRF_ENABLED"] = False
        views = made_up.app.view_functions
        self.routes = [
            address
            for endpoint, address in addresses(made_up, "POST")
            if getattr(views[endpoint], "takes_a_file", False)
        ]
        self.imports = [address for address in self.routes if address.endswith("import")]
        with made_up.app.test_request_context():
            self.rows = activity_tables.template()
        self.bombs = tables.bombs()

    def run(self, uploads: int) -> Report:
        before = self.warmed_up()
        with click.progressbar(range(uploads), label="uploads") as numbers:
            for number in numbers:
                if number % ROUND == ROUND - 1:
                    self.world.put_back()
                self.bomb(number // BOMBS_EVERY) if number % BOMBS_EVERY == 0 else self.upload()
        self.report.megabytes = most_megabytes() - before
        return self.report

    def warmed_up(self) -> float:
        """What reading a good table of each kind loads stays in memory."""
        for content in (tables.workbook(self.rows), tables.csv_table(self.rows, "utf-8-sig", ",")):
            self.send(self.routes[0], "good.xlsx", content)
        forget_the_most()
        return most_megabytes()

    def upload(self) -> None:
        kind, content = tables.spoilt(self.dice, self.rows)
        self.report.kinds[kind] += 1
        answer = self.send(self.dice.choice(self.routes + 3 * self.imports), self.file_name(), content, kind)
        for rows in STORE.findall(answer.text)[:1]:
            self.report.read += 1
            self.store(html.unescape(rows))
        if self.dice.random() < 0.2:
            self.read_areas(kind, content)

    def bomb(self, number: int) -> None:
        name = list(self.bombs)[number % len(self.bombs)]
        began = time.process_time()
        answer = self.send(self.imports[0], "table.xlsx", self.bombs[name], name)
        self.report.bombs.setdefault(name, []).append(time.process_time() - began)
        if REFUSED not in answer.text:
            self.report.not_refused.add(name)

    def send(self, address: str, file_name: str, content: bytes, kind: str = "good"):
        fields = {"table": (io.BytesIO(content), file_name), "rows": "[]"}
        return self.post(address, fields, f"{kind} {file_name[:40]!r} to {address}", "multipart/form-data")

    def store(self, rows: str) -> None:
        """As the page offers it, or bent on the way."""
        if self.dice.random() < 0.5:
            place = self.dice.randrange(len(rows))
            rows = rows[:place] + tables.printable(nasty.text(self.dice)) + rows[place + self.dice.randrange(9) :]
        address = self.dice.choice([address for address in self.routes if address.endswith("store")])
        body = {"rows": rows.encode("utf-8", "replace")}
        answer = self.post(address, body, f"rows {rows[:80]!r}", "application/x-www-form-urlencoded")
        self.report.stored += answer.status_code == 302

    def post(self, address: str, fields: dict, what: str, content_type: str):
        headers = {"Cookie": self.world.cookies["organiser"]}
        client = self.world.app.test_client(use_cookies=False)
        answer = client.post(address, data=fields, headers=headers, content_type=content_type)
        self.report.uploads += 1
        self.report.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            self.report.faults.append(f"{answer.status_code} {self.heard.reason} <- {what}")
        if unescaped(answer.content_type or "", answer.text):
            self.report.unescaped.append(what)
        return answer

    def file_name(self) -> str:
        usual = ("table.xlsx", "table.csv", "table.xls", "表.xlsm", "a.txt", "../../a.xlsx")
        return self.dice.choice(usual) if self.dice.random() < 0.8 else tables.printable(nasty.text(self.dice))[:200]

    def read_areas(self, kind: str, content: bytes) -> None:
        """The table of areas comes by a command; it is read in the same way."""
        try:
            read_areas(io.BytesIO(content))
        except Refused:
            pass
        except Exception as fault:
            self.report.faults.append(f"{fault!r:.200} <- areas from {kind}")


def forget_the_most() -> None:
    """Making the bombs took more memory than reading them may."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")


def most_megabytes() -> float:
    return int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1]) / 1024


def fuzz(uploads: int, seed: int = 1) -> Report:
    with world.made_up() as made_up, faults_heard() as heard:
        return Fuzzer(made_up, seed, heard).run(uploads)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--uploads", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    report = fuzz(given.uploads, given.seed)
    print(f"statuses {dict(sorted(report.statuses.items()))}; {dict(report.kinds.most_common())}")
    print(f"{report.read:,} read as tables, {report.stored:,} stored; bombs, most seconds of the processor:")
    print("   ", ", ".join(f"{name} {max(seconds):.2f}" for name, seconds in report.bombs.items()))
    for line in report.faults[:20] + report.unescaped[:20]:
        print("   ", line)
    bombs = sum(map(len, report.bombs.values()))
    machine.conclude(
        {
            f"{report.uploads:,} uploads, {len(report.faults)} faults": not report.faults,
            f"{len(report.unescaped)} marks unescaped": not report.unescaped,
            f"{bombs} bombs of {len(report.bombs)} kinds, not refused: {report.not_refused or 'none'}": not (
                report.not_refused
            ),
            f"the slowest bomb after {report.slowest_bomb:.2f} s, at most {MOST_SECONDS}": report.slowest_bomb
            <= MOST_SECONDS,
            f"{report.megabytes:.0f} MiB more memory, at most {MOST_MEGABYTES}": report.megabytes <= MOST_MEGABYTES,
        }
    )


if __name__ == "__main__":
    main()
