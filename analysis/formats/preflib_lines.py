"""What is written into a PrefLib file, line by line."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.ballots import BLANK, Ballots
from analysis.formats.reading import Unreadable


def lines_of(ballots: Ballots, ending: str) -> Iterator[str]:
    """The lines of a file of that ending; alternatives numbered from 1 in list order, equal ballots counted together.

    In orders, what is blank or 0 is not ranked (``.soi .toi``) or shares the last place (``.soc .toc``), as in every
    measure of ours. In ``.cat`` there is a category for each number of points, and a blank is in none.

    >>> from analysis.ballots import toy
    >>> list(lines_of(toy("5-2", "5-2", "22-"), ".toi"))[-2:]
    ['2: 1,3', '1: {1,2}']

    Raises
    ------
    Unreadable : for ties in a strict order, weights that are no whole numbers, points that are no categories.
    """
    rows, counts = _counted(ballots)
    categories = _categories(rows) if ending == ".cat" else []
    strict, complete = ending[1:2] == "s", ending.endswith("c")
    placed = [_in_categories(row, categories) if categories else _in_places(row, complete) for row in rows]
    if strict and any(len(place) > 1 for ballot in placed for place in ballot):
        raise Unreadable("HAS_TIES", ending=ending)
    yield from _head(ballots, ending, len(rows), int(sum(counts)), categories)
    for count, ballot in zip(counts, placed, strict=True):
        yield f"{count}: {','.join(map(_place, ballot))}"


def _counted(ballots: Ballots) -> tuple[np.ndarray, list[int]]:
    if (ballots.weights != np.round(ballots.weights)).any():
        raise Unreadable("NO_WHOLE_WEIGHTS")
    rows, row_of = np.unique(ballots.points, axis=0, return_inverse=True)
    counts = np.bincount(row_of.ravel(), ballots.weights, len(rows)).astype(int)
    order = [row for row in np.argsort(-counts, kind="stable") if counts[row]]
    return rows[order], counts[order].tolist()


def _categories(rows: np.ndarray) -> list[int]:
    given = rows[rows != BLANK]
    if (given != np.round(given)).any() or given.max(initial=1) > 99:
        raise Unreadable("NO_CATEGORIES")
    return list(range(int(given.max(initial=1)), -1, -1))


def _in_categories(row: np.ndarray, categories: list[int]) -> list[list[int]]:
    return [np.flatnonzero(row == points).tolist() for points in categories]


def _in_places(row: np.ndarray, complete: bool) -> list[list[int]]:
    places = [np.flatnonzero(row == points).tolist() for points in np.unique(row[row > 0])[::-1]]
    rest = np.flatnonzero(row <= 0).tolist()
    return [*places, rest] if complete and rest else places


def _place(columns: list[int]) -> str:
    numbers = ",".join(str(column + 1) for column in columns)
    return numbers if len(columns) == 1 else f"{{{numbers}}}"


def _head(ballots: Ballots, ending: str, unique: int, voters: int, categories: list[int]) -> Iterator[str]:
    yield f"# DATA TYPE: {ending[1:]}"
    yield f"# NUMBER ALTERNATIVES: {len(ballots.activities)}"
    yield f"# NUMBER VOTERS: {voters}"
    yield f"# NUMBER UNIQUE {'PREFERENCES' if categories else 'ORDERS'}: {unique}"
    if categories:
        yield f"# NUMBER CATEGORIES: {len(categories)}"
    for number, points in enumerate(categories, start=1):
        yield f"# CATEGORY NAME {number}: {points}"
    for number, activity in enumerate(ballots.activities, start=1):
        yield f"# ALTERNATIVE NAME {number}: {' '.join(activity.title.split())}"
