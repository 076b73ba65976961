"""The occasions of a plan on the weeks of its year."""

import json
from datetime import date, timedelta
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from sqlmodel import Session

from survey import clock, festival_words
from survey.models import Activity, Plan, WishList
from survey.operations import closings, findings, wish_lists
from survey.small_numbers import cut
from survey.wording.labels import FREE_TIMES

KEPT_IN_MEMORY = 8
TO_PREPARE = timedelta(weeks=1)
SECONDS = 6.0
USUAL_A_WEEK, MOST_A_WEEK = 2, 5
WEEKS_APART = 12  # of two occasions of one activity, or as many as their number leaves room for
ROOM = 1.6  # a team that could bear so many times the occasions finds each a week that suits, and finds it fast


class Held(NamedTuple):
    id: str
    title: str
    occasions: int
    season_from: int
    season_to: int
    free: tuple[tuple[str, int], ...]  # time of the week -> of those who want it, about how many are free


def calendar_of(session: Session, wish_list: WishList, plan: Plan):
    """Made of rounded counts, so that the times it chooses tell no more than they do."""
    found = json.loads(findings.findings_of(session, wish_list).document)
    occasions = json.loads(plan.document)["occasions"]
    listed = {str(activity.id): activity for activity in wish_lists.activities_of(session, wish_list)}
    held = tuple(
        Held(id, listed[id].title, times, listed[id].season_from, listed[id].season_to, free_times(found, listed[id]))
        for id, times in occasions.items()
    )
    return placed(wish_list.year, first_day(session, wish_list), held)


def free_times(found: dict, activity: Activity) -> tuple[tuple[str, int], ...]:
    id = str(activity.id)
    wanted = next(row["marks"]["want"] for row in found["activities"] if row["id"] == id)
    times = [
        time for time in FREE_TIMES if time.endswith("evening") or not festival_words.is_in_the_dark(activity.title)
    ]
    return tuple((time, cut(found["wanted_by"][id][time], wanted)) for time in times)


def first_day(session: Session, wish_list: WishList) -> date:
    """The plan is made at the close; what is held wants some time to prepare. A year has one week at least."""
    closed_at = closings.closing_of(session, wish_list).closed_at
    ready = closed_at.astimezone(clock.LOCAL).date() + TO_PREPARE
    return min(max(ready, date(wish_list.year, 1, 1)), date(wish_list.year, 12, 25))


@lru_cache(KEPT_IN_MEMORY)
def placed(year: int, first: date, held: tuple[Held, ...]):
    from analysis.scheduling import Limits, schedule

    weeks = ceil((date(year, 12, 31) - first).days / 7)
    needed = ceil(ROOM * sum(one.occasions for one in held) / weeks)
    return schedule(
        [programme(one, year) for one in held],
        year,
        free={one.id: dict(one.free) for one in held},
        limits=Limits(min(max(needed, USUAL_A_WEEK), MOST_A_WEEK), weeks_apart=WEEKS_APART, first=first),
        seconds=SECONDS,
    )


def programme(one: Held, year: int):
    """A festival that lies outside the season which was asked for was guessed wrongly."""
    from analysis.scheduling import FESTIVALS, Programme

    placed = Programme(one.id, one.title, one.occasions, one.season_from, one.season_to)
    festival = festival_words.festival_of(one.title)
    if festival and any(day.month in placed.months for day in FESTIVALS[festival].days(year)):
        return Programme(one.id, one.title, one.occasions, one.season_from, one.season_to, festival)
    return placed
