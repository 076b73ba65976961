"""CSV tables, read as Excel on any Windows writes them and written so that it opens them right."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from analysis.formats.reading import Reading, Unreadable, Watch, unwatched
from analysis.formats.source import read_text
from analysis.formats.table import columns_of, reading_of

_DELIMITERS = ",;\t"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read(path: Path, watch: Watch = unwatched, **options) -> Reading:
    """Comma, semicolon or tab between cells, whichever the heading has most of; ``options`` of ``reading_of``."""
    text, notes = read_text(path)
    return reading_of(columns_of(watch(rows_of(text), text.count("\n"))), notes, **options)


def write(stream: BinaryIO, heading: Sequence[str], rows: Iterable[Sequence]) -> None:
    """UTF-8 with a mark at its start, for Excel; a text that could start a formula gets an apostrophe before it."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerows([_harmless(cell) for cell in row] for row in [heading, *rows])
    text.detach()


def rows_of(text: str) -> Iterator[list[str]]:
    """Rows of cells; the delimiter is read off the heading.

    >>> list(rows_of("a;b"))
    [['a', 'b']]
    """
    first_line = text[: text.find("\n") + 1] or text
    delimiter = max(_DELIMITERS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise Unreadable("CUT_SHORT", where=f"after row {reader.line_num}: a quotation mark is never closed") from error


def _harmless(cell):
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA) else cell
