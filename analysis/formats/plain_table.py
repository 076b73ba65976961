"""Tables that are no ballots: any .csv or .xlsx as columns of text."""

from __future__ import annotations

from pathlib import Path

from analysis.formats.csv_table import rows_of
from analysis.formats.reading import Unreadable
from analysis.formats.source import ending_of, read_bytes, read_text
from analysis.formats.table import columns_of
from analysis.formats.xlsx_table import read_rows

_ROWS = {".csv": lambda path: rows_of(read_text(path)[0]), ".xlsx": lambda path: read_rows(read_bytes(path))}


def read_columns(path: str | Path) -> dict[str, list[str]]:
    """Heading -> cells.

    Raises
    ------
    Unreadable : with a sentence that says what to do.
    """
    path = Path(path)
    ending = ending_of(path)
    if ending not in _ROWS:
        raise Unreadable("UNKNOWN_ENDING", path=path.name, endings=", ".join(_ROWS))
    return columns_of(_ROWS[ending](path))
