"""Tables with one row a response: which columns are activities, and what their cells are worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from analysis.ballots import BLANK, Activity, Ballots, InvalidBallots
from analysis.formats.reading import Note, Reading, Unreadable

MOST_COLUMNS = 500
_ROWS_AT_ONCE = 20_000
_NO_MARK = -2


def columns_of(rows: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    """Heading -> cells, from rows of text of which the first is the heading."""
    rows = iter(rows)
    heading = _heading(next(rows, []))
    columns: list[list[str]] = [[] for _ in heading]
    for start, batch in _batches(rows):
        for offset, row in enumerate(batch):
            if len(row) != len(heading):
                raise Unreadable("RAGGED_ROW", row=start + offset, cells=len(row), columns=len(heading))
        for column, cells in zip(columns, zip(*batch, strict=True), strict=True):
            column.extend(cells)
    if not columns or not columns[0]:
        raise Unreadable("EMPTY")
    return dict(zip(heading, columns, strict=True))


def reading_of(
    columns: dict[str, list[str]],
    notes: tuple[Note, ...] = (),
    *,
    activities: Sequence[str] = (),
    weight: str | None = None,
    want: float = 2,
    reverse: bool = False,
) -> Reading:
    """Ballots from columns of text.

    Parameters
    ----------
    activities : headings of the answers; by default all columns that hold only 0 to 5 or blanks, not all blank.
    weight : heading of the weights.
    want : from which mark up (after reversing) a cell counts as "want".
    reverse : 1 is the best mark. The best and the worst mark that occur change places, and so on inwards.
    """
    for name in [*activities, *([weight] if weight else [])]:
        if name not in columns:
            raise Unreadable("NO_SUCH_COLUMN", column=name, columns="; ".join(columns))
    marks = _marks_named(columns, activities) if activities else _marks_found(columns, but_not=weight)
    points = np.stack(list(marks.values()), axis=1)
    if reverse:
        points, note = _reversed(points)
        notes += (note,)
    strata = {name: tuple(cells) for name, cells in columns.items() if name not in marks and name != weight}
    notes += (Note("COLUMNS_TAKEN", {"columns": "; ".join(marks)}), Note("COSTS_ARE_ONE"))
    notes += (Note("STRATA_KEPT", {"columns": "; ".join(strata)}),) if strata else ()
    weights = _weights(weight, columns[weight]) if weight else None
    try:
        ballots = Ballots(points, tuple(Activity(name, name) for name in marks), weights, strata, want=want)
    except InvalidBallots as error:
        raise Unreadable("BAD_BALLOTS", fault=str(error)) from error
    return Reading(ballots, notes)


def _batches(rows: Iterator[Sequence[str]]) -> Iterator[tuple[int, list[Sequence[str]]]]:
    """Some ten thousand rows at a time with the number of the first (the heading is row 1); empty rows are dropped."""
    start = 2
    while batch := list(islice(rows, _ROWS_AT_ONCE)):
        if filled := [row for row in batch if any(row)]:
            yield start, filled
        start += len(batch)


def _heading(row: Sequence[str]) -> list[str]:
    names = [cell.strip() for cell in row]
    if not any(names):
        raise Unreadable("EMPTY")
    if len(names) > MOST_COLUMNS:
        raise Unreadable("TOO_WIDE", most=MOST_COLUMNS)
    for number, name in enumerate(names, start=1):
        if not name:
            raise Unreadable("NO_HEADING", number=number)
        if name in names[: number - 1]:
            raise Unreadable("DOUBLED_HEADING", column=name)
    return names


def _mark(cell: str) -> int:
    """0 to 5, BLANK, or _NO_MARK; ``5.0`` is 5, as spreadsheets like to write it."""
    cell = cell.strip()
    if cell in ("", "-"):
        return BLANK
    try:
        number = float(cell)
    except ValueError:
        return _NO_MARK
    return int(number) if number in range(6) else _NO_MARK


def _marks(cells: list[str]) -> np.ndarray | None:
    """Array (n,) of marks, or None if a cell is no mark; each text that occurs is looked at once."""
    mark_of = {}
    for cell in set(cells):
        if (mark := _mark(cell)) == _NO_MARK:
            return None
        mark_of[cell] = mark
    return np.fromiter(map(mark_of.__getitem__, cells), np.int8, len(cells))


def _marks_named(columns: dict[str, list[str]], names: Sequence[str]) -> dict[str, np.ndarray]:
    found = {name: _marks(columns[name]) for name in names}
    for name, marks in found.items():
        if marks is None:
            row, cell = next((row, cell) for row, cell in enumerate(columns[name], 2) if _mark(cell) == _NO_MARK)
            raise Unreadable("NOT_A_MARK", row=row, column=name, cell=cell)
    return found


def _marks_found(columns: dict[str, list[str]], but_not: str | None) -> dict[str, np.ndarray]:
    tried = {name: _marks(cells) for name, cells in columns.items() if name != but_not}
    found = {name: marks for name, marks in tried.items() if marks is not None and (marks != BLANK).any()}
    if not found:
        raise Unreadable("NO_ACTIVITY_COLUMN")
    return found


def _reversed(points: np.ndarray) -> tuple[np.ndarray, Note]:
    given = points[points != BLANK]
    best, worst = int(given.min(initial=5)), int(given.max(initial=0))
    turned = np.where(points == BLANK, BLANK, best + worst - points).astype(np.int8)
    return turned, Note("REVERSED", {"best": best, "worst": worst})


def _weights(name: str, cells: list[str]) -> np.ndarray:
    for row, cell in enumerate(cells, start=2):
        try:
            sound = 0 <= float(cell) < float("inf")
        except ValueError:
            sound = False
        if not sound:
            raise Unreadable("NOT_A_WEIGHT", row=row, column=name, cell=cell)
    return np.array(cells, np.float64)
