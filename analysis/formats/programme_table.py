"""Tables of programmes to be placed in a year, and of venues."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from analysis.formats.plain_table import read_columns
from analysis.formats.reading import Unreadable
from analysis.scheduling import FESTIVALS, SLOTS, Programme, Venue

_CHINESE = {
    "活动": "title",
    "场次": "occasions",
    "从几月": "from",
    "到几月": "to",
    "节日": "festival",
    "场地": "venue",
    "周次": "weeks",
    "人数": "people",
    "室内室外": "setting",
    "座位": "seats",
    "片区": "area",
    "时段": "open",
    "停用周次": "closed weeks",
    "平日上午": "weekday-morning",
    "平日下午": "weekday-afternoon",
    "平日晚上": "weekday-evening",
    "周末白天": "weekend-day",
    "周末晚上": "weekend-evening",
    "室内": "indoor",
    "室外": "outdoor",
    "都行": "either",
}
_FESTIVAL_CODES = {festival.title: code for code, festival in FESTIVALS.items()}


def read_programmes(path: str | Path) -> tuple[list[Programme], dict[str, dict[str, float]]]:
    """Programmes, and for each how many people are free at which time, where the table says so.

    Columns title, and if they are there: occasions, from, to, festival, venue, weeks, people, setting, and the codes of
    SLOTS with numbers of people. Cells that hold several are separated by ``;`` or ``、``. Headings may be Chinese.
    """
    programmes, free = [], {}
    for row, cells in _rows(path, "title"):
        number = _numbers(row, cells)
        programmes.append(
            Programme(
                id=cells["title"],
                title=cells["title"],
                occasions=number("occasions", 1),
                season_from=number("from", 1),
                season_to=number("to", 12),
                festival=_FESTIVAL_CODES.get(cells.get("festival", ""), cells.get("festival")) or None,
                venues=_several(cells.get("venue", "")),
                weeks=tuple(_whole(row, "weeks", week) for week in _several(cells.get("weeks", ""))),
                people=number("people", None),
                setting=_CHINESE.get(cells.get("setting", ""), cells.get("setting")) or "either",
            )
        )
        if times := {slot: number(slot, 0) for slot in SLOTS if cells.get(slot)}:
            free[cells["title"]] = times
    return programmes, free


def read_venues(path: str | Path) -> list[Venue]:
    """Venues: columns venue, and if they are there: seats, area, open (codes of SLOTS), closed weeks, setting."""
    return [
        Venue(
            id=cells["venue"],
            title=cells["venue"],
            seats=_numbers(row, cells)("seats", None),
            area=cells.get("area", ""),
            slots=tuple(_CHINESE.get(slot, slot) for slot in _several(cells.get("open", ""))) or SLOTS,
            closed_weeks=tuple(_whole(row, "closed weeks", week) for week in _several(cells.get("closed weeks", ""))),
            setting=_CHINESE.get(cells.get("setting", ""), cells.get("setting")) or "either",
        )
        for row, cells in _rows(path, "venue")
    ]


def _rows(path: str | Path, named: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Row number and cells of each row that has a name."""
    columns = {_CHINESE.get(name, name): cells for name, cells in read_columns(path).items()}
    if named not in columns:
        raise Unreadable("NO_SUCH_COLUMN", column=named, columns="; ".join(columns))
    for row, cells in enumerate(zip(*columns.values(), strict=True), start=2):
        found = {name: cell.strip() for name, cell in zip(columns, cells, strict=True)}
        if found[named]:
            yield row, found


def _numbers(row: int, cells: dict[str, str]) -> Callable:
    return lambda column, default: _whole(row, column, cells[column]) if cells.get(column) else default


def _whole(row: int, column: str, cell: str) -> int:
    if not re.fullmatch(r"\d{1,9}(\.0)?", cell):
        raise Unreadable("NOT_A_NUMBER", row=row, column=column, cell=cell)
    return int(float(cell))


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split("[;；、]", cell) if part.strip())
