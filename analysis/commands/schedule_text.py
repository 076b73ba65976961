"""A calendar as text for a terminal, month by month."""

from __future__ import annotations

from datetime import date

from analysis.reasons import Reason
from analysis.scheduling import FESTIVALS, Placement, Schedule
from analysis.terminal import shorten, table

_WHY = {
    "FESTIVAL": "{festival} on {day}",
    "SEASON": "months {first} to {last}",
    "WEEKS": "fixed to week {weeks}",
    "FREE_TIME": "{people:,.0f} free then (best: {best:,.0f})",
    "VENUE": "asked for",
    "SEATS": "{people:,.0f} expected, {seats:,.0f} seats",
    "APART": "{weeks} weeks after the one before",
    "AREA": "{area}: {occasions} of {due:.1f} due",
}
_WISHES = {
    "OCCASIONS": "{programme}: {occasions} occasions",
    "SEASON": "{programme}: months {first} to {last}",
    "FESTIVAL": "{programme}: {festival} on {day}",
    "WEEKS": "{programme}: only in week {weeks}",
    "VENUES": "{programme}: only in {venues}",
    "SEATS": "{programme}: {people:,.0f} people, the largest venue seats {seats:,.0f}",
    "SETTING": "{programme}: {setting}",
    "APART": "{programme}: {weeks} weeks between occasions",
    "VENUE_OPEN": "{venue}: open {slots}, closed in weeks {closed_weeks}",
    "ONE_AT_A_TIME": "{venue}: one occasion at a time",
    "MOST_A_WEEK": "at most {occasions} occasions a week",
    "MOST_A_MONTH": "at most {occasions} occasions a month",
    "ALL_OCCASIONS": "{occasions} occasions in all",
    "SPAN": "nothing before {first} or after {last}",
    "CLOSED_WEEKS": "nothing in weeks {weeks}",
}
_DOUBTS = {
    "NOTHING_TO_PLACE": "no occasion was given",
    "NOT_PROVED_BEST": "after {seconds:g} seconds a better calendar cannot be ruled out",
    "SWAPS_NOT_KNOWN": "{placements} on weekends near a public holiday: check the State Council's swapped days (调休)",
    "NO_FREE_TIMES": "for {programmes} activities nobody said when they are free",
    "AREA_WITHOUT_VENUE": "{area} has no venue",
    "LONG_GAP": "{weeks} weeks with nothing, from week {first} on",
    "CLASH_UNCERTAIN": "which wishes clash was not found in {seconds:g} seconds",
}


def schedule_text(schedule: Schedule) -> str:
    """The whole calendar, what found no place and why, and what to doubt.

    >>> print(schedule_text(Schedule(2027, (Placement("太极", 1, 9, "2027-03-06", "weekend-day", "", ""),))))
    March 2027
    <BLANKLINE>
    week  day        time         activity  venue  why
       9  Sat 6 Mar  weekend-day  太极 1
    """
    months = [_month(schedule, month) for month in range(1, 13) if schedule.in_month(month)]
    unplaced = [f"{id}: {times} not placed" for id, times in schedule.unplaced.items()]
    clash = ["These clash; give up any one of them:", *(f"  {_said(wish, _WISHES)}" for wish in schedule.clash)]
    doubts = [f"Note: {_said(doubt, _DOUBTS)}." for doubt in schedule.doubts]
    parts = [*months, "\n".join(unplaced), "\n".join(clash) if schedule.clash else "", "\n".join(doubts)]
    return "\n\n".join(part for part in parts if part)


def _month(schedule: Schedule, month: int) -> str:
    rows = [_row(placement) for placement in schedule.in_month(month)]
    heading = ["week", "day", "time", "activity", "venue", "why"]
    return f"{date(schedule.year, month, 1):%B %Y}\n\n{table(heading, rows, left=[1, 2, 3, 4, 5])}"


def _row(placement: Placement) -> list[str]:
    on = date.fromisoformat(placement.day)
    why = "; ".join(_said(reason, _WHY) for reason in placement.reasons)
    activity = f"{shorten(placement.programme)} {placement.occasion}"
    return [str(placement.week), f"{on:%a} {on.day} {on:%b}", placement.slot, activity, placement.venue, why]


def _said(reason: Reason, sentences: dict[str, str]) -> str:
    numbers = {
        name: ", ".join(map(str, value)) or "none" if isinstance(value, tuple) else value
        for name, value in reason.numbers.items()
    }
    if "festival" in numbers:
        numbers["festival"] = FESTIVALS[numbers["festival"]].title
    return sentences[reason.code].format(**numbers)
