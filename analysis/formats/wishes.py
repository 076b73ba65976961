"""Wishes from a file: one a line (.txt), or one column of a table (.csv, .xlsx); plain or with .gz after it."""

from __future__ import annotations

from pathlib import Path

from analysis.formats import csv_table, xlsx_table
from analysis.formats.reading import Note, Unreadable
from analysis.formats.source import ending_of, read_bytes, read_text
from analysis.formats.table import columns_of

ENDINGS = (".txt", ".csv", ".xlsx")


def read_wishes(path: str | Path, column: str | None = None) -> tuple[list[str], tuple[Note, ...]]:
    """The wishes, empty ones left out, and remarks.

    column : heading of the wishes; by default the column with most text.

    Raises
    ------
    Unreadable : with a sentence that says what to do.
    """
    path = Path(path)
    if _ending(path) == ".txt":
        text, notes = read_text(path)
        return _filled(text.splitlines()), notes
    columns, notes = _columns(path)
    chosen = column or max(columns, key=lambda name: sum(map(len, columns[name])))
    _check(chosen, columns)
    return _filled(columns[chosen]), (*notes, Note("WISHES_TAKEN", {"column": chosen}))


def read_sorted(path: str | Path) -> dict[str, str]:
    """Wish -> theme, from a table with the columns ``wish`` and ``theme``; rows without a theme are left out."""
    columns, _notes = _columns(Path(path))
    for name in ("wish", "theme"):
        _check(name, columns)
    return {wish: theme.strip() for wish, theme in zip(columns["wish"], columns["theme"], strict=True) if theme.strip()}


def _columns(path: Path) -> tuple[dict[str, list[str]], tuple[Note, ...]]:
    if _ending(path) == ".xlsx":
        return columns_of(xlsx_table.read_rows(read_bytes(path))), ()
    text, notes = read_text(path)
    return columns_of(csv_table.rows_of(text)), notes


def _ending(path: Path) -> str:
    ending = ending_of(path)
    if ending not in ENDINGS:
        raise Unreadable("UNKNOWN_ENDING", path=path.name, endings=", ".join(ENDINGS))
    return ending


def _check(name: str, columns: dict[str, list[str]]) -> None:
    if name not in columns:
        raise Unreadable("NO_SUCH_COLUMN", column=name, columns="; ".join(columns))


def _filled(texts: list[str]) -> list[str]:
    return [text.strip() for text in texts if text.strip()]
