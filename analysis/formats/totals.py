"""Numbers of residents, from a table that a clerk can write: columns of groups and one of residents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.formats.plain_table import read_columns
from analysis.formats.reading import Unreadable

RESIDENTS = ("residents", "居民数", "人数", "total")
_LONG = ("stratum", "value")


def read_totals(path: str | Path, columns: Sequence[str]) -> dict[str | tuple[str, ...], float]:
    """Residents of each group of one column, or of several crossed (then a group is a tuple).

    The table has a column for each stratum (age, building …) and a column ``residents``; rows of the same group are
    added up, so one table of building × age also gives the totals by age. Or it is a long table with the columns
    ``stratum``, ``value``, ``residents`` and several strata one below the other.

    Raises
    ------
    Unreadable : with a sentence that says what to do.
    """
    table = read_columns(path)
    counted = next((name for name in RESIDENTS if name in table), None)
    if counted is None:
        raise Unreadable("NO_SUCH_COLUMN", column=RESIDENTS[0], columns="; ".join(table))
    if len(columns) == 1 and columns[0] not in table and set(_LONG) <= set(table):
        rows = [row for row, name in enumerate(table["stratum"]) if name.strip() == columns[0]]
        table, columns = {name: [table[name][row] for row in rows] for name in table}, ("value",)
    for name in columns:
        if name not in table:
            raise Unreadable("NO_SUCH_COLUMN", column=name, columns="; ".join(table))
    return _added(table, tuple(columns), counted)


def _added(table: dict[str, list[str]], columns: tuple[str, ...], counted: str) -> dict:
    totals: dict = {}
    for row, cell in enumerate(table[counted]):
        values = tuple(table[name][row].strip() for name in columns)
        group = values[0] if len(values) == 1 else values
        totals[group] = totals.get(group, 0.0) + _number(cell, row + 2, counted)
    return totals


def _number(cell: str, row: int, column: str) -> float:
    try:
        number = float(cell.replace(",", ""))
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise Unreadable("NOT_A_TOTAL", row=row, column=column, cell=cell)
    return number
