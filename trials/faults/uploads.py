"""F8: files that are no tables, broken ones and huge ones. Each is refused with a sentence, quickly, in little memory,
and nothing of it is stored. The table of areas is read, which is stored as soon as it is understood.

    python -m trials.faults.uploads [--offsets 100] [--rows 1000000]
"""

import io
import resource
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random

import click
import xlsxwriter

from survey import create_app, db
from survey.area_table import HEADINGS
from trials import machine
from trials.faults.kill import read_options
from trials.open_list import make_app

MOST_SECONDS, MOST_MEGABYTES = 5.0, 50
ROWS = [["building", f"{number}号楼", "", 30, 10, 20, 20, 8] for number in range(2, 200)]


@dataclass(frozen=True)
class Outcome:
    name: str
    refused: bool
    sentence: str
    seconds: float
    stored: int  # rows that were not there before


def main() -> None:
    options = read_options(__doc__, offsets=100, rows=1_000_000)
    outcomes, megabytes = trial(options.offsets, options.rows)
    for outcome in outcomes:
        if not outcome.name.startswith("cut at"):
            print(f"{outcome.seconds:6.2f} s  {outcome.name}: {outcome.sentence}")
    slowest = max(outcome.seconds for outcome in outcomes)
    accepted = [outcome.name for outcome in outcomes if not (outcome.refused and outcome.sentence)]
    machine.conclude(
        {
            f"{len(outcomes)} files, {len(accepted)} not refused with a sentence {accepted[:3]}": not accepted,
            f"{sum(outcome.stored for outcome in outcomes)} rows stored": not any(o.stored for o in outcomes),
            f"the slowest after {slowest:.1f} s, at most {MOST_SECONDS:.0f} s": slowest <= MOST_SECONDS,
            f"{megabytes:.0f} MiB more memory, at most {MOST_MEGABYTES}": megabytes <= MOST_MEGABYTES,
        }
    )


def trial(offsets: int, rows: int) -> tuple[list[Outcome], float]:
    """In a process of its own, whose memory is measured."""
    with tempfile.TemporaryDirectory(prefix="trial-") as folder:
        make_app(Path(folder)).extensions["engine"].dispose()
        for number, (name, content) in enumerate(spoilt_files(offsets, rows)):
            (Path(folder) / f"{number:04} {name}").write_bytes(content)
        with get_context("spawn").Pool(1) as pool:
            return pool.apply(read_all, (Path(folder),))


def read_all(folder: Path) -> tuple[list[Outcome], float]:
    app = create_app(DATA=folder)
    read(app, folder, next(folder.glob("*a good table*")))  # what reading loads stays
    write(folder, "DELETE FROM area WHERE id > 1")
    before = most_memory()
    with click.progressbar(sorted(folder.glob("[0-9]*")), label="files") as files:
        outcomes = [read(app, folder, file) for file in files if "a good table" not in file.name]
    app.extensions["engine"].dispose()
    return outcomes, (most_memory() - before) / 1024


def most_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def read(app, folder: Path, file: Path) -> Outcome:
    before, began = areas_in(folder), time.perf_counter()
    result = app.test_cli_runner().invoke(args=["areas", str(file)])
    seconds = time.perf_counter() - began
    refused = result.exit_code != 0 and isinstance(result.exception, SystemExit)
    return Outcome(file.name[5:], refused, result.output.strip(), seconds, areas_in(folder) - before)


def areas_in(folder: Path) -> int:
    with closing(db.sqlite3.connect(folder / "xinyuan.sqlite3")) as database:
        return database.execute("SELECT count(*) FROM area").fetchone()[0]


def write(folder: Path, statement: str) -> None:
    with closing(db.sqlite3.connect(folder / "xinyuan.sqlite3")) as database, database:
        database.execute(statement)


def spoilt_files(offsets: int, rows: int) -> Iterator[tuple[str, bytes]]:
    good = workbook(ROWS)
    yield "a good table.xlsx", good
    for number in range(offsets):
        yield f"cut at {len(good) * number // offsets}.xlsx", good[: len(good) * number // offsets]
    yield "nothing.xlsx", b""
    yield "a picture named.xlsx", b"\x89PNG\r\n\x1a\n" + Random(1).randbytes(5000)
    yield "a workbook named.csv", good[:-200]
    yield "old Excel.xls", OLD_EXCEL + bytes(5000)
    yield "encrypted.xlsx", OLD_EXCEL + "EncryptedPackage".encode("utf-16-le") + Random(2).randbytes(20_000)
    yield "macros.xlsm", with_member(good, "xl/vbaProject.bin", OLD_EXCEL + Random(3).randbytes(50_000))
    yield "merged.xlsx", workbook(ROWS, lambda sheet: sheet.merge_range("B3:C4", "1号楼"))
    yield "formula.xlsx", workbook(ROWS, lambda sheet: sheet.write_formula("B5", "=1+1"))
    yield "far too many rows.csv", ("级别,名称\n" + "楼栋,1\n" * rows).encode()
    yield "far too many rows.xlsx", workbook(ROWS[:1] * rows)
    yield "a bomb.xlsx", with_member(good, "xl/media/image1.png", bytes(400 * 2**20))
    yield "a bomb that lies.xlsx", with_member(good, "xl/media/image1.png", bytes(LIE)).replace(size(LIE), size(1000))
    yield "large once unpacked.xlsx", with_member(good, "xl/media/image1.png", Random(4).randbytes(2**16) * 1024)
    yield "half a row wrong.csv", table([*ROWS[:50], ["building", "x", "", "many"]])
    yield "the same twice.csv", table([*ROWS, ROWS[0]])


OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


LIE = 123_456_789


def size(count: int) -> bytes:
    """As an archive writes it."""
    return count.to_bytes(4, "little")


def table(rows: list[list]) -> bytes:
    return "\n".join(",".join(map(str, row)) for row in [list(HEADINGS), *rows]).encode()


def workbook(rows: list[list], spoil=None) -> bytes:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"constant_memory": spoil is None}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([list(HEADINGS), *rows]):
            sheet.write_row(number, 0, row)
        if spoil:
            spoil(sheet)
    return output.getvalue()


def with_member(archive: bytes, name: str, content: bytes) -> bytes:
    output = io.BytesIO(archive)
    with zipfile.ZipFile(output, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return output.getvalue()


if __name__ == "__main__":
    main()
