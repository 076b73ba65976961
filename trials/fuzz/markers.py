"""A mark in every text that people write, then every page and table as every role: `python -m trials.fuzz.markers`. No
mark may come out as markup or as a template that was run, and no cell may be a formula."""

import argparse
import csv
import io
from collections import Counter
from dataclasses import dataclass, field

import openpyxl
from sqlalchemy import Text
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from survey import db
from trials import machine, world
from trials.fuzz.pages import MARKER, crawl, unescaped

FORMULA = "=HYPERLINK(1)"
LANGUAGES = ("zh", "en")
# Codes, keys and documents of the service's own; all other texts are people's.
OWN = {
    *(
        "id",
        "level",
        "role",
        "login",
        "status",
        "state",
        "step",
        "channel",
        "age_band",
        "lock",
        "object_kind",
        "action",
    ),
    *("object_id", "art_form", "icon", "setting", "audience", "ratings", "free_times", "offers", "document", "counts"),
    *("qr_tag", "code_tag", "slip_tag", "slip_id", "serial", "code_salt", "key_sha256", "input_sha256", "fingerprint"),
    *("answers_sha256", "audit_fingerprint", "previous", "password_hash", "totp_secret", "program_version"),
}


@dataclass
class Report:
    planted: Counter = field(default_factory=Counter)
    opened: int = 0
    tables: int = 0
    seen: int = 0
    unescaped: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def note(self, what: str, answer) -> None:
        self.opened += 1
        body = answer.data.decode(errors="replace")
        self.seen += "onload=1" in body
        if answer.status_code >= 500:
            self.faults.append(what)
        if unescaped(answer.content_type or "", body):
            self.unescaped.append(what)
        if answer.status_code == 200 and answer.mimetype.endswith(("sheet", "csv")):
            self.tables += 1
            cells = xlsx_cells(answer.data) if answer.data.startswith(b"PK") else csv_cells(answer.data)
            self.formulas += [f"{cell!r} in {what}" for cell, is_formula in cells if is_formula]


def xlsx_cells(content: bytes):
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet for cell in row]
    return [(cell.value, cell.data_type == "f" or cell.hyperlink is not None) for cell in cells]


def csv_cells(content: bytes):
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [
        (cell, cell.lstrip()[:1] in tuple("=+-@\t\r") and not is_number(cell)) for row in rows for cell in row if cell
    ]


def is_number(cell: str) -> bool:
    try:
        return bool(float(cell)) or True
    except ValueError:
        return False


def plant(made_up: world.World, mark: str) -> Counter:
    """In place of every text; unlike in each row, where two must differ."""
    planted = Counter()
    with made_up.app.app_context(), db.for_writing().begin() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, AutoString | Text) and column.name not in OWN:
                    key = " || '.' || ".join(name for name in (key.name for key in table.primary_key))
                    said = f"UPDATE {table.name} SET {column.name} = ? || {key}"
                    planted[f"{table.name}.{column.name}"] = connection.exec_driver_sql(said, (mark,)).rowcount
    made_up.forget_what_was_remembered()
    return planted


def visit(roles=world.ROLES, languages=LANGUAGES) -> Report:
    report = Report()
    with world.made_up() as made_up:
        for mark in (MARKER, FORMULA):
            made_up.put_back()
            report.planted = plant(made_up, mark)
            for language in languages:
                made_up.cookies = {role: f"{cookie}; lang={language}" for role, cookie in made_up.cookies.items()}
                for role, address, answer in crawl(made_up, roles):
                    report.note(f"{role} {address} in {language}", answer)
    return report


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    report = visit()
    print(f"a mark in {len(report.planted)} columns: {', '.join(sorted(report.planted))}")
    for line in report.unescaped[:20] + report.formulas[:20] + report.faults[:20]:
        print("   ", line)
    machine.conclude(
        {
            f"{report.opened:,} pages as {len(world.ROLES)} roles, {len(report.faults)} faults": not report.faults,
            f"{report.seen:,} with a mark on them, {len(report.unescaped)} unescaped": not report.unescaped,
            f"{report.tables} tables read back, {len(report.formulas)} formulas": not report.formulas,
        }
    )


if __name__ == "__main__":
    main()
