"""File formats: one reader each, chosen by how the file's name ends, plain or with ``.gz`` after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from analysis.formats import csv_table, pabulib, preflib, xlsx_table
from analysis.formats.reading import Note, Reading, Unreadable, Watch, unwatched
from analysis.formats.source import ending_of

READERS: dict[str, Callable[..., Reading]] = {
    ".csv": csv_table.read,
    ".xlsx": xlsx_table.read,
    ".pb": pabulib.read,
    **dict.fromkeys(preflib.ENDINGS, preflib.read),
}
TABLES = (".csv", ".xlsx")


def read(path: str | Path, watch: Watch = unwatched, **options) -> Reading:
    """Read ballots from a file; ``options`` are those of ``table.reading_of`` and only for tables.

    Raises
    ------
    Unreadable : with a sentence that says what to do.
    """
    path = Path(path)
    ending = ending_of(path)
    if ending not in READERS:
        raise Unreadable("UNKNOWN_ENDING", path=path.name, endings=", ".join(READERS))
    if options and ending not in TABLES:
        raise Unreadable("ONLY_FOR_TABLES", options=", ".join(options), endings=", ".join(TABLES))
    return READERS[ending](path, watch, **options)


__all__ = ["READERS", "Note", "Reading", "Unreadable", "read"]
