"""How good last year's forecasts were.

Doubts
NOTHING_TO_SCORE   no forecast has a count beside it
FEW_SCORED         occasions, least: too few to say whether the ranges are right
NO_NAIVE           nothing to compare with: none was held the year before
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from analysis.reasons import Reason
from analysis.years.forecast import Forecast, Forecasts
from analysis.years.problem import refuse_unless_people

_LEAST = 10


@dataclass(frozen=True)
class Scored:
    """One forecast and what came of it; ``naive`` is last year's attendance, None where there was none."""

    id: str
    attendance: float
    people: float
    low: float
    high: float
    inside: bool
    interval_score: float
    naive: float | None


@dataclass(frozen=True)
class Score:
    """All forecasts of a year, in people.

    coverage : share of the counts inside their ranges; ``level`` is what it should be.
    absolute_error : mean distance of forecast and count. bias : mean of forecast less count.
    interval_score : mean over the ranges, lower is better.
    naive_absolute_error, same_absolute_error : mean distance of "as last year" from the count, and ours on the same
        ``compared`` activities. skill : 1 − ours ÷ naive; above 0 ours is better.
    What cannot be said is None.
    """

    rows: tuple[Scored, ...]
    level: float
    coverage: float | None = None
    absolute_error: float | None = None
    bias: float | None = None
    interval_score: float | None = None
    compared: int = 0
    naive_absolute_error: float | None = None
    same_absolute_error: float | None = None
    skill: float | None = None
    doubts: tuple[Reason, ...] = ()


def score(forecasts: Forecasts, attendances: Mapping[str, float], before: Mapping[str, float] | None = None) -> Score:
    """Last year's forecasts against what was counted.

    Parameters
    ----------
    attendances : activity id -> people at an occasion (of several the mean); ids without a forecast are left out.
    before : activity id -> people at an occasion the year before, the naive forecast "as last year".

    Raises
    ------
    Incomparable : for a negative or infinite number of people.

    Examples
    --------
    >>> told = Forecasts((Forecast("a", 50, 30, 80, None), Forecast("b", 20, 10, 40, None)), 0.8, (), {})
    >>> result = score(told, {"a": 60, "b": 45}, {"a": 90})
    >>> result.coverage, result.absolute_error, result.bias, result.interval_score
    (0.5, 17.5, -17.5, 65.0)
    >>> result.naive_absolute_error, result.same_absolute_error, round(result.skill, 2)
    (30.0, 10.0, 0.67)
    """
    for given in (attendances, before or {}):
        for id, people in given.items():
            refuse_unless_people(id, "an attendance of", people)
    rows = tuple(
        _scored(one, attendances[one.id], forecasts.level, (before or {}).get(one.id))
        for one in forecasts.forecasts
        if one.id in attendances
    )
    if not rows:
        return Score(rows, forecasts.level, doubts=(Reason("NOTHING_TO_SCORE"),))
    return Score(
        rows=rows,
        level=forecasts.level,
        coverage=fmean(row.inside for row in rows),
        absolute_error=_error(rows, "people"),
        bias=fmean(row.people - row.attendance for row in rows),
        interval_score=fmean(row.interval_score for row in rows),
        doubts=_doubts(rows),
        **_beside_naive([row for row in rows if row.naive is not None]),
    )


def interval_score(attendance: float, low: float, high: float, level: float) -> float:
    """Width of the range, and 2 ÷ (1 − level) times by how much the count lies outside; lower is better.

    Source: Gneiting and Raftery, J. Am. Stat. Assoc. 102 (2007) 359-378, section 6.2.

    >>> interval_score(45, 10, 40, 0.8)
    80.0
    """
    outside = max(low - attendance, 0) + max(attendance - high, 0)
    return high - low + 2 * outside / round(1 - level, 12)


def _scored(one: Forecast, attendance: float, level: float, naive: float | None) -> Scored:
    inside = one.low <= attendance <= one.high
    missed_by = interval_score(attendance, one.low, one.high, level)
    return Scored(one.id, attendance, one.people, one.low, one.high, inside, missed_by, naive)


def _error(rows, name: str) -> float:
    return fmean(abs(getattr(row, name) - row.attendance) for row in rows)


def _beside_naive(rows: list[Scored]) -> dict:
    if not rows:
        return {}
    naive, ours = _error(rows, "naive"), _error(rows, "people")
    errors = {"naive_absolute_error": naive, "same_absolute_error": ours}
    return errors | {"compared": len(rows), "skill": 1 - ours / naive if naive else None}


def _doubts(rows: tuple[Scored, ...]) -> tuple[Reason, ...]:
    found = [Reason("FEW_SCORED", {"occasions": len(rows), "least": _LEAST})] if len(rows) < _LEAST else []
    return (*found, *([Reason("NO_NAIVE")] if all(row.naive is None for row in rows) else []))
