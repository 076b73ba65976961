"""What is to be placed and what it is placed on: programmes, venues, the team's limits; checked at birth, frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isfinite

from analysis.reasons import Refusal
from analysis.scheduling.festivals import FESTIVALS, FIRST_YEAR, LAST_YEAR

WEEKDAY_SLOTS = ("weekday-morning", "weekday-afternoon", "weekday-evening")
WEEKEND_SLOTS = ("weekend-day", "weekend-evening")
SLOTS = (*WEEKDAY_SLOTS, *WEEKEND_SLOTS)
SETTINGS = ("indoor", "outdoor", "either")


class Unschedulable(Refusal):
    """What was given says nothing that can be placed; clashes between sound wishes are no refusal but a result."""

    SENTENCES = {
        "YEAR": f"{{year}} is no year from {FIRST_YEAR} to {LAST_YEAR}. Give the year of the plan.",
        "OCCASIONS": "{id!r} has {occasions} occasions. Give a whole number from 1 to 366, or leave the row out.",
        "SEASON": "{id!r} has a season from month {first} to {last}. Give months from 1 to 12.",
        "FESTIVAL": "{id!r} names the festival {festival!r}. Known are: {known}.",
        "WEEKS": "{id!r} names week {week}. Give weeks from 1 to 53.",
        "PEOPLE": "{id!r} has {people} people. Give a number of 0 or more, or leave it out.",
        "SETTING": "{id!r} is {setting!r}. Give one of: {known}.",
        "SLOT": "{id!r} names the time {slot!r}. Known are: {known}.",
        "VENUE": "{id!r} asks for the venue {venue!r}, which is not among the venues. Correct one of the two.",
        "DOUBLED": "{id!r} stands there twice. Give each an id of its own.",
        "UNKNOWN": "free times are given for {id!r}, which is not to be placed. Leave them out.",
        "LIMIT": "{name} is {value}. Give a whole number from {least} up.",
        "SPAN": "the plan goes from {first} to {last}. Give the earlier day first.",
        "NO_TIME": "no calendar was found in {seconds:g} seconds. Allow more seconds, or place fewer occasions.",
    }


@dataclass(frozen=True)
class Programme:
    """An activity with the number of its occasions.

    season_from, season_to : months 1 to 12, both included; 11 to 2 goes across the new year.
    festival : a code of FESTIVALS or None.
    venues : ids of those that will do; none given, any will do.
    weeks : ISO weeks that will do; none given, any will do. One week fixes it.
    people : how many are expected at an occasion; None, a venue's seats do not bind.
    setting : "indoor", "outdoor", "either".

    >>> Programme("lantern", "元宵灯会", festival="LANTERN").occasions
    1
    """

    id: str
    title: str = ""
    occasions: int = 1
    season_from: int = 1
    season_to: int = 12
    festival: str | None = None
    venues: tuple[str, ...] = ()
    weeks: tuple[int, ...] = ()
    people: float | None = None
    setting: str = "either"

    def __post_init__(self):
        _refuse(not 1 <= self.occasions <= 366, "OCCASIONS", id=self.id, occasions=self.occasions)
        months = {"first": self.season_from, "last": self.season_to}
        _refuse(not all(month in range(1, 13) for month in months.values()), "SEASON", id=self.id, **months)
        unknown = self.festival is not None and self.festival not in FESTIVALS
        _refuse(unknown, "FESTIVAL", id=self.id, festival=self.festival, known=", ".join(FESTIVALS))
        for week in self.weeks:
            _refuse(week not in range(1, 54), "WEEKS", id=self.id, week=week)
        _check_people(self.id, self.people)
        _refuse(self.setting not in SETTINGS, "SETTING", id=self.id, setting=self.setting, known=", ".join(SETTINGS))

    @property
    def months(self) -> frozenset[int]:
        """Months of its season.

        >>> sorted(Programme("a", season_from=11, season_to=2).months)
        [1, 2, 11, 12]
        """
        length = (self.season_to - self.season_from) % 12 + 1
        return frozenset((self.season_from - 1 + step) % 12 + 1 for step in range(length))


@dataclass(frozen=True)
class Venue:
    """A place for one occasion at a time.

    seats : how many people it holds; None, any number.
    area : the part of the estate it serves; "" when it serves no part in particular.
    slots : times of the week at which it is open.
    closed_weeks : ISO weeks in which it is not.
    """

    id: str
    title: str = ""
    seats: float | None = None
    area: str = ""
    slots: tuple[str, ...] = SLOTS
    closed_weeks: tuple[int, ...] = ()
    setting: str = "either"

    def __post_init__(self):
        _check_people(self.id, self.seats)
        for slot in self.slots:
            _refuse(slot not in SLOTS, "SLOT", id=self.id, slot=slot, known=", ".join(SLOTS))
        _refuse(self.setting not in SETTINGS, "SETTING", id=self.id, setting=self.setting, known=", ".join(SETTINGS))


@dataclass(frozen=True)
class Limits:
    """What the team can bear, in occasions and weeks.

    most_a_week, most_a_month : occasions; a month's limit binds only when given.
    weeks_apart : between two occasions of one programme, less where its season is too short for that.
    first, last : days between which the plan lies; the whole year when not given.
    closed_weeks : ISO weeks in which nothing is held.
    longest_gap : weeks without any occasion from which on a gap counts against the calendar; by default
        one more than an even spread would need.
    """

    most_a_week: int = 2
    most_a_month: int | None = None
    weeks_apart: int = 4
    first: date | None = None
    last: date | None = None
    closed_weeks: tuple[int, ...] = ()
    longest_gap: int | None = None

    def __post_init__(self):
        for name, least in {"most_a_week": 1, "most_a_month": 1, "weeks_apart": 0, "longest_gap": 1}.items():
            value = getattr(self, name)
            _refuse(value is not None and not value >= least, "LIMIT", name=name, value=value, least=least)
        _refuse(bool(self.first and self.last and self.first > self.last), "SPAN", first=self.first, last=self.last)


@dataclass(frozen=True)
class Demands:
    """All that a calendar of ``year`` is made from; ``free`` is programme id -> slot -> people free then."""

    programmes: tuple[Programme, ...]
    year: int
    venues: tuple[Venue, ...] = ()
    free: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    residents: Mapping[str, float] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self):
        _refuse(not FIRST_YEAR <= self.year <= LAST_YEAR, "YEAR", year=self.year)
        ids = _distinct(programme.id for programme in self.programmes)
        venues = _distinct(venue.id for venue in self.venues)
        for programme in self.programmes:
            for venue in programme.venues:
                _refuse(venue not in venues, "VENUE", id=programme.id, venue=venue)
        for id, people in self.free.items():
            _refuse(id not in ids, "UNKNOWN", id=id)
            for slot, count in people.items():
                _refuse(slot not in SLOTS, "SLOT", id=id, slot=slot, known=", ".join(SLOTS))
                _check_people(id, count)
        for area, count in self.residents.items():
            _check_people(area, count)


def _distinct(ids: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for id in ids:
        _refuse(id in seen, "DOUBLED", id=id)
        seen.add(id)
    return seen


def _check_people(id: str, people: float | None) -> None:
    _refuse(people is not None and not (isfinite(people) and people >= 0), "PEOPLE", id=id, people=people)


def _refuse(when: bool, code: str, **numbers) -> None:
    if when:
        raise Unschedulable(code, **numbers)
