"""Participatory-budgeting elections as ``.pb`` files (format: pabulib.org/format)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

import numpy as np

from analysis.ballots import BLANK, Activity, Ballots
from analysis.formats.reading import Note, Reading, Unreadable, Watch, unwatched
from analysis.formats.source import read_text

SECTIONS = ("META", "PROJECTS", "VOTES")
_NOT_STRATA = ("voter_id", "vote", "points")


def read(path: Path, watch: Watch = unwatched) -> Reading:
    """Ballots of an approval, choose-1, cumulative or ordinal election; what a ballot does not name is blank.

    An approval counts 1. A ranked project counts ``max_length`` less its place (the first is 0), as the cities do.
    """
    text, notes = read_text(path)
    meta_rows, projects, votes = _sections(text)
    meta = {row[0]: row[1] for row in meta_rows if len(row) > 1}
    _check_complete(meta, projects, votes)
    activities = tuple(_activity(project) for project in projects)
    ranked = meta.get("vote_type") == "ordinal"
    longest = _longest(meta, votes) if ranked else 0
    points, doubled = _points(watch(votes, len(votes)), activities, longest)
    notes += (Note("POINTS_BY_PLACE", {"longest": longest}),) if ranked else ()
    notes += (Note("DOUBLED", {"ballots": doubled}),) if doubled else ()
    return Reading(
        _ballots(points, activities, votes),
        budget=_budget(meta),
        notes=notes,
        threshold=_number(meta.get("min_project_score_threshold", "0")) or 0,
        funded=tuple(activity.id for activity, project in zip(activities, projects, strict=True) if _funded(project)),
    )


def _sections(text: str) -> tuple[list[list[str]], list[dict], list[dict]]:
    found: dict[str, list[list[str]]] = {}
    for row in csv.reader(text.splitlines(keepends=True), delimiter=";"):
        if len(row) == 1 and row[0].strip() in SECTIONS:
            found[row[0].strip()] = []
        elif found and any(row):
            found[list(found)[-1]].append([cell.strip() for cell in row])
    for section in SECTIONS:
        if not found.get(section):
            raise Unreadable("NO_SECTION", section=section)
    return found["META"], list(_records(found["PROJECTS"])), list(_records(found["VOTES"]))


def _records(rows: list[list[str]]) -> Iterator[dict]:
    heading, width = rows[0], len(rows[0])
    for row in rows[1:]:
        if len(row) < width:
            raise Unreadable("CUT_SHORT", where=f"at the line that begins with {row[0]}")
        yield dict(zip(heading, row, strict=False))


def _check_complete(meta: dict, projects: list[dict], votes: list[dict]) -> None:
    for promised, records, column in (("num_projects", projects, "cost"), ("num_votes", votes, "vote")):
        if meta.get(promised, "").isdigit() and int(meta[promised]) > len(records):
            raise Unreadable("CUT_SHORT", where=f"{promised} is {meta[promised]}, there are {len(records)}")
        if records and column not in records[0]:
            raise Unreadable("NO_SUCH_COLUMN", column=column, columns=", ".join(records[0]))
    ids = [next(iter(project.values())) for project in projects]
    if doubled := [id for id in ids if ids.count(id) > 1]:
        raise Unreadable("DOUBLED_PROJECT", project=doubled[0])


def _activity(project: dict) -> Activity:
    id = next(iter(project.values()))
    cost = _number(project["cost"])
    if cost is None or cost < 0:
        raise Unreadable("BAD_COST", project=id, cost=project["cost"])
    return Activity(id, project.get("name") or id, cost)


def _funded(project: dict) -> bool:
    """1 is funded from this budget; 2 is funded from elsewhere."""
    return project.get("selected") == "1"


def _number(text: str) -> int | Decimal | None:
    """None for what is no finite number; decimal commas are read, as some cities write them."""
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    return int(number) if number == int(number) else number


def _budget(meta: dict) -> int | Decimal:
    budget = _number(meta.get("budget", ""))
    if budget is None or budget < 0:
        raise Unreadable("NO_BUDGET")
    return budget


def _longest(meta: dict, votes: list[dict]) -> int:
    if meta.get("max_length", "").isdigit():
        return int(meta["max_length"])
    return max(len(_named(vote)) for vote in votes)


def _named(vote: dict) -> list[str]:
    return [id.strip() for id in vote["vote"].split(",")] if vote["vote"] else []


def _points(votes: Iterable[dict], activities: Sequence[Activity], longest: int) -> tuple[np.ndarray, int]:
    """Matrix of points and the number of ballots that name something twice; its first naming counts."""
    column_of = {activity.id: column for column, activity in enumerate(activities)}
    rows, columns, values, doubled, row = [], [], [], 0, -1
    for row, vote in enumerate(votes):
        named = _named(vote)
        try:
            worth = {column_of[id]: value for id, value in _worth(vote, named, longest)}
        except KeyError as error:
            raise Unreadable("UNKNOWN_PROJECT", voter=next(iter(vote.values())), project=error.args[0]) from None
        doubled += len(worth) < len(named)
        rows += [row] * len(worth)
        columns += worth.keys()
        values += worth.values()
    kind = np.int32 if all(type(value) is int for value in values) else float
    by_activity = np.full((len(column_of), row + 1), BLANK, kind)
    by_activity[columns, rows] = values
    return by_activity.T, doubled


def _worth(vote: dict, named: list[str], longest: int) -> Iterator[tuple[str, int | float]]:
    """What each project named is worth to the voter, the last first, so that of two namings the first stands."""
    if longest:
        worth = [max(longest - place, 1) for place in range(len(named))]
    elif "points" in vote:
        worth = [_number(points) for points in vote["points"].split(",")] if named else []
        if len(worth) != len(named) or any(value is None or value < 0 for value in worth):
            raise Unreadable("BAD_POINTS", voter=next(iter(vote.values())), points=vote["points"])
        worth = [value if type(value) is int else float(value) for value in worth]
    else:
        worth = [1] * len(named)
    return zip(reversed(named), reversed(worth), strict=True)


def _ballots(points: np.ndarray, activities: tuple[Activity, ...], votes: list[dict]) -> Ballots:
    """Whatever is worth more than nothing counts as "want"; the best mark given counts as a first wish."""
    columns = [column for column in votes[0] if column not in _NOT_STRATA] if votes else []
    strata = {column: tuple(vote[column] for vote in votes) for column in columns}
    given = points[points > 0]
    least, top = (given.min(), given.max()) if len(given) else (1, 1)
    if points.dtype.kind == "i" and top <= np.iinfo(np.int8).max:
        points = points.astype(np.int8)
    return Ballots(points, activities, strata=strata, want=float(least), top=float(top))
