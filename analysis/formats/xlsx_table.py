"""XLSX tables, read row by row with guards against bombs, written without a formula."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

import openpyxl
import xlsxwriter
from defusedxml.common import DefusedXmlException

from analysis.formats.reading import Reading, Unreadable, Watch, unwatched
from analysis.formats.source import read_bytes
from analysis.formats.table import MOST_COLUMNS, columns_of, reading_of

MOST_UNPACKED = 200_000_000
_BROKEN = (zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, KeyError, ValueError, EOFError, OSError)


def read(path: Path, watch: Watch = unwatched, **options) -> Reading:
    """The first sheet; ``options`` of ``reading_of``."""
    return reading_of(columns_of(watch(read_rows(read_bytes(path)), None)), **options)


def read_rows(content: bytes) -> Iterator[list[str]]:
    """Rows of the first sheet as text, all as wide as the first; also for other tables than answers.

    Raises
    ------
    Unreadable : for what is no workbook, a bomb, merged cells, a formula.
    """
    try:
        yield from _rows(content)
    except Unreadable:
        raise
    except _BROKEN as error:
        raise Unreadable("NOT_A_SPREADSHEET") from error


def write(stream: BinaryIO, heading: Sequence[str], rows: Iterable[Sequence], sheet: str = "1") -> None:
    """Text stays text: nothing becomes a formula or a link."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, options) as workbook:
        worksheet = workbook.add_worksheet(sheet)
        worksheet.freeze_panes(1, 0)
        for number, row in enumerate([heading, *rows]):
            worksheet.write_row(number, 0, row)


def _rows(content: bytes) -> Iterator[list[str]]:
    merged = _check_archive(content)
    workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    worksheet = workbook.worksheets[0]
    if merged:
        raise Unreadable("MERGED_CELLS", sheet=worksheet.title)
    # Some programs write a wrong size into the sheet, which would cut the table off.
    worksheet.reset_dimensions()
    heading = next(_texts(worksheet, 1, 1, MOST_COLUMNS + 1), [])
    width = max((number for number, name in enumerate(heading, start=1) if name), default=0)
    yield heading[:width]
    for row in _texts(worksheet, 2, None, width + 1):
        yield row if len(row) > width and row[width] else (row + [""] * width)[:width]


def _check_archive(content: bytes) -> bool:
    """Whether cells of the first sheet are merged."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
            raise Unreadable("TOO_LARGE", most=MOST_UNPACKED // 1_000_000)
        return "xl/worksheets/sheet1.xml" in archive.namelist() and b"<mergeCell " in archive.read(
            "xl/worksheets/sheet1.xml"
        )


def _texts(worksheet, first: int, last: int | None, width: int) -> Iterator[list[str]]:
    cells = worksheet.iter_rows(min_row=first, max_row=last, max_col=width, values_only=True)
    for number, row in enumerate(cells, start=first):
        yield [_text(cell, number, column) for column, cell in enumerate(row, start=1)]


def _text(cell, row: int, column: int) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.startswith("="):
        raise Unreadable("FORMULA", row=row, column=column)
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
