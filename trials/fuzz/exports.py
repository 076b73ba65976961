"""Hostile texts in every column that people fill, then every table as the organiser takes it away: `python -m
trials.fuzz.exports [--exports 10000] [--seed 1]`. Read back, no cell is a formula, none begins one where a spreadsheet
program reads the file anew, every row has as many cells as its heading, and the text itself is still there."""

import argparse
import csv
import io
import random
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field

import click

from survey.spreadsheets import read_rows
from trials import machine, world
from trials.fuzz import markers, nasty
from trials.fuzz.listening import LastFault, faults_heard
from trials.fuzz.pages import addresses

STARTS = (
    "=",
    "+",
    "-",
    "@",
    "|",
    "%",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
    " =",
    "'=",
    "\u00a0=",
    "\u3000@",
    "\ufeff=",
)
BODIES = (
    "HYPERLINK(1)",
    "1+1",
    "cmd|' /C calc'!A0",
    "DDE(1)",
    'SUM(1)","=1+1',
    "x;=1+1",
    "x\t=1+1",
    "x\r\n=1+1",
    'x"\r\n"=1+1',
    "<f>1+1</f>",
    "]]><f>1</f>",
    "_x003D_1",
    "&#61;1",
    "{=1}",
    "",
)
# What programs pass over before they look for a formula.
BEGINS = re.compile(r"[\s\ufeff\u200b]*[=+\-@|%＝＋－＠]|^[\t\r\n]")
SHEETS = re.compile(r"xl/worksheets/.*\.xml")


@dataclass
class Report:
    exports: int = 0
    cells: int = 0
    seen: int = 0  # cells that begin with the text that was planted
    kinds: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)


class Fuzzer:
    def __init__(self, made_up: world.World, seed: int, heard: LastFault):
        self.world, self.dice, self.heard, self.report = made_up, random.Random(seed), heard, Report()
        self.tables = [address for address in self.addresses() if self.is_table(self.get(address))]

    def addresses(self) -> list[str]:
        return [address for _endpoint, address in addresses(self.world, "GET") if address.endswith((".csv", ".xlsx"))]

    def is_table(self, answer) -> bool:
        return answer.status_code == 200 and answer.mimetype.endswith(("sheet", "csv"))

    def get(self, address: str):
        client = self.world.app.test_client(use_cookies=False)
        return client.get(address, headers={"Cookie": self.world.cookies["organiser"]})

    def run(self, exports: int) -> Report:
        with click.progressbar(range(exports // len(self.tables)), label="texts") as texts:
            for _ in texts:
                text = self.hostile()
                self.world.put_back()
                markers.plant(self.world, text)
                for address in self.tables:
                    self.take_away(address, text)
        return self.report

    def hostile(self) -> str:
        if self.dice.random() < 0.2:
            return nasty.text(self.dice)[:5_000].encode("utf-8", "replace").decode().replace("\0", "")
        return self.dice.choice(STARTS) * self.dice.choice((1, 1, 2)) + self.dice.choice(BODIES)

    def take_away(self, address: str, text: str) -> None:
        answer, what = self.get(address), f"{text[:60]!r} in {address}"
        self.report.exports += 1
        self.report.kinds[answer.mimetype] += 1
        if not self.is_table(answer):
            self.report.faults.append(f"{answer.status_code} {self.heard.reason} <- {what}")
            return
        rows = self.rows_of(answer.data, what)
        self.report.cells += sum(map(len, rows))
        self.report.seen += sum(bool(text.strip()) and text.strip() in cell for row in rows for cell in row)
        if len({len(row) for row in rows}) > 1:
            self.report.torn.append(what)

    def rows_of(self, content: bytes, what: str) -> list[list[str]]:
        if not content.startswith(b"PK"):
            return self.rows_of_csv(content, what)
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            sheets = [parts.read(name) for name in parts.namelist() if SHEETS.fullmatch(name)]
        if any(re.search(rb"<f[ >/]|<hyperlink", sheet) for sheet in sheets):
            self.report.formulas.append(what)
        self.report.formulas += [what for _cell, is_formula in markers.xlsx_cells(content) if is_formula]
        return padded(read_rows(io.BytesIO(content)))

    def rows_of_csv(self, content: bytes, what: str) -> list[list[str]]:
        """As a program reads it that knows nothing of ours; then as ours does."""
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        begun = [cell for row in rows for cell in row if BEGINS.match(cell) and not markers.is_number(cell)]
        self.report.formulas += [f"{cell[:60]!r}: {what}" for cell in begun]
        if len({len(row) for row in rows}) > 1:
            self.report.torn.append(what)
        return padded(read_rows(io.BytesIO(content)))


def padded(rows: list[list[str]]) -> list[list[str]]:
    """Empty cells at the end of a row are not read."""
    return [row + [""] * (len(rows[0]) - len(row)) for row in rows]


def fuzz(exports: int, seed: int = 1) -> Report:
    with world.made_up() as made_up, faults_heard() as heard:
        return Fuzzer(made_up, seed, heard).run(exports)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exports", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    report = fuzz(given.exports, given.seed)
    for line in report.faults[:10] + report.formulas[:10] + report.torn[:10]:
        print("   ", line)
    machine.conclude(
        {
            f"{report.exports:,} tables {dict(report.kinds)}, {len(report.faults)} faults": not report.faults,
            f"{report.cells:,} cells, {report.seen:,} with a hostile text, {len(report.formulas)} formulas": not (
                report.formulas
            ),
            f"{len(report.torn)} tables with a cell too many or too few": not report.torn,
        }
    )


if __name__ == "__main__":
    main()
