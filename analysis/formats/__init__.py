"""File formats: one reader each, chosen by how the file's name ends, plain or with ``.gz`` after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from analysis.formats import csv_table, pabulib, xlsx_table
from analysis.formats.reading import Note, Reading, Unreadable

READERS: dict[str, Callable[..., Reading]] = {
    ".csv": csv_table.read,
    ".xlsx": xlsx_table.read,
    ".pb": pabulib.read,
}


def read(path: str | Path, **options) -> Reading:
    """Read ballots from a file; ``options`` are those of the reader.

    Raises
    ------
    Unreadable : with a sentence that says what to do.
    """
    path = Path(path)
    ending = Path(path.stem if path.suffix == ".gz" else path.name).suffix.lower()
    if ending not in READERS:
        raise Unreadable("UNKNOWN_ENDING", path=path.name, endings=", ".join(READERS))
    return READERS[ending](path, **options)


__all__ = ["READERS", "Note", "Reading", "Unreadable", "read"]
