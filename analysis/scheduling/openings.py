"""Where each programme could stand: every week, time and venue that the wishes in force leave open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.scheduling.festivals import FESTIVALS, Festival, uncertain_weekends
from analysis.scheduling.programmes import SLOTS, WEEKDAY_SLOTS, WEEKEND_SLOTS, Demands, Programme, Venue

Wish = tuple[str, str]
"""A code of ``scheduling.clash`` and the id of its programme or venue; "" for what concerns all."""

_WEDNESDAY, _SATURDAY = 2, 5
_LEAST, _UNCERTAIN, _FAR = 1e-3, 0.1, 1.0


class Calendar:
    """ISO weeks of a year.

    days : array (weeks, slots) of ordinals; a weekday time stands on the Wednesday, a weekend time on the Saturday.
    months : array (weeks, slots); 0 for days of the year before or after.
    """

    def __init__(self, year: int):
        self.year = year
        self.monday = date.fromisocalendar(year, 1, 1).toordinal()
        self.weeks = date(year, 12, 28).isocalendar().week
        weekdays = np.array([_WEDNESDAY if slot in WEEKDAY_SLOTS else _SATURDAY for slot in SLOTS])
        self.days = self.monday + 7 * np.arange(self.weeks)[:, None] + weekdays
        self.months = self.months_of(self.days)
        self.uncertain = [day.toordinal() for day in sorted(uncertain_weekends(year))]

    def months_of(self, days: np.ndarray) -> np.ndarray:
        dates = [date.fromordinal(int(day)) for day in days.ravel()]
        return np.array([day.month if day.year == self.year else 0 for day in dates]).reshape(days.shape)

    def within(self, first: date | None, last: date | None) -> np.ndarray:
        least = first.toordinal() if first else 0
        most = last.toordinal() if last else date.max.toordinal()
        return (self.days >= least) & (self.days <= most) & (self.months > 0)


@dataclass(frozen=True)
class Openings:
    """c openings as arrays (c,): programme (number), week (from 0), slot, venue (number, -1 none), day (ordinal),
    month, loss (0 to about 1: the share of those free at the best time who are not free then, and a little for what
    is far from its festival or on a weekend that may become a working day)."""

    programme: np.ndarray
    week: np.ndarray
    slot: np.ndarray
    venue: np.ndarray
    day: np.ndarray
    month: np.ndarray
    loss: np.ndarray

    def __len__(self) -> int:
        return len(self.programme)

    def __getitem__(self, rows) -> Openings:
        return Openings(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


def openings(demands: Demands, calendar: Calendar, wishes: Collection[Wish]) -> Openings:
    """All openings that the wishes in force leave, of each programme only those that can be of use."""
    parts = [_of_programme(demands, calendar, wishes, number) for number in range(len(demands.programmes))]
    return Openings(*(np.concatenate([part[name] for part in parts]) for name in Openings.__dataclass_fields__))


def _of_programme(demands: Demands, calendar: Calendar, wishes: Collection[Wish], number: int) -> dict:
    programme = demands.programmes[number]
    days, months = _days(programme, calendar, wishes)
    open_times = _times(programme, demands, calendar, wishes, days, months)
    venues = _venues(programme, demands, wishes)
    masks = [open_times & _open(demands.venues[v], calendar, wishes) if v >= 0 else open_times for v in venues]
    week, slot, column = np.stack(masks, axis=2).nonzero() if venues else np.zeros((3, 0), int)
    venue = np.array(venues, int)[column]
    uncertain = np.isin(days[week, slot], calendar.uncertain)
    loss = _loss(programme, demands)[slot] + _LEAST / 10 * column + _UNCERTAIN * uncertain
    if programme.festival and ("FESTIVAL", programme.id) in wishes:
        loss = loss + _far_from(FESTIVALS[programme.festival], days[week, slot], calendar.year)
    found = {"week": week, "slot": slot, "venue": venue, "day": days[week, slot], "month": months[week, slot]}
    found |= {"programme": np.full(len(week), number), "loss": loss}
    return _useful(found, demands) if ("MOST_A_WEEK", "") in wishes else found


def _days(programme: Programme, calendar: Calendar, wishes: Collection[Wish]) -> tuple[np.ndarray, np.ndarray]:
    """Ordinals and months (weeks, slots), 0 where the programme cannot stand; of a festival its own days."""
    if not programme.festival or ("FESTIVAL", programme.id) not in wishes:
        return calendar.days, calendar.months
    festival, days = FESTIVALS[programme.festival], np.zeros_like(calendar.days)
    months = np.zeros_like(days)
    for day in reversed(festival.days(calendar.year)):
        is_day_off = day.weekday() >= _SATURDAY or (festival.is_day_off and day == festival.on(calendar.year))
        for slot in WEEKEND_SLOTS if is_day_off else WEEKDAY_SLOTS:
            place = (day.toordinal() - calendar.monday) // 7, SLOTS.index(slot)
            days[place], months[place] = day.toordinal(), day.month
    return days, months


def _times(programme, demands, calendar, wishes, days, months) -> np.ndarray:
    """Mask (weeks, slots) of when it can be held, whatever the venue."""
    numbers, limits = np.arange(1, calendar.weeks + 1), demands.limits
    mask = months > 0
    if ("SEASON", programme.id) in wishes:
        mask &= np.isin(months, list(programme.months))
    if ("WEEKS", programme.id) in wishes:
        mask &= np.isin(numbers, programme.weeks)[:, None]
    if ("SPAN", "") in wishes:
        mask &= days >= (limits.first or date.min).toordinal()
        mask &= days <= (limits.last or date.max).toordinal()
    if ("CLOSED_WEEKS", "") in wishes:
        mask &= ~np.isin(numbers, limits.closed_weeks)[:, None]
    return mask


def _venues(programme: Programme, demands: Demands, wishes: Collection[Wish]) -> list[int]:
    """Numbers of the venues that will do; -1 where there are none to choose from."""
    return (
        [v for v, venue in enumerate(demands.venues) if _will_do(programme, venue, wishes)] if demands.venues else [-1]
    )


def _will_do(programme: Programme, venue: Venue, wishes: Collection[Wish]) -> bool:
    named = ("VENUES", programme.id) not in wishes or venue.id in programme.venues
    seated = ("SEATS", programme.id) not in wishes or venue.seats is None or programme.people <= venue.seats
    settings = {programme.setting, venue.setting}
    fits = ("SETTING", programme.id) not in wishes or settings != {"indoor", "outdoor"}
    return named and seated and fits


def _open(venue: Venue, calendar: Calendar, wishes: Collection[Wish]) -> np.ndarray:
    if ("VENUE_OPEN", venue.id) not in wishes:
        return np.ones((calendar.weeks, len(SLOTS)), bool)
    weeks = ~np.isin(np.arange(1, calendar.weeks + 1), venue.closed_weeks)
    return weeks[:, None] & np.isin(SLOTS, venue.slots)


def _loss(programme: Programme, demands: Demands) -> np.ndarray:
    """Array (slots,); with no free times given the Saturday comes first, by a hair."""
    hair = _LEAST * np.array([1, 2, 4, 0, 3])
    free = np.array([demands.free.get(programme.id, {}).get(slot, 0) for slot in SLOTS], float)
    return hair + (1 - free / free.max() if free.max() > 0 else 0)


def _far_from(festival: Festival, days: np.ndarray, year: int) -> np.ndarray:
    """From 0 on the last day on which it is held to _FAR on the first."""
    before = festival.on(year).toordinal() - days
    return _FAR * (before - festival.latest) / (festival.earliest - festival.latest)


def _useful(found: dict[str, np.ndarray], demands: Demands) -> dict[str, np.ndarray]:
    """The best openings of each week, month and area: as many as a week may have occasions.

    The others of a week can take one fewer away, so none beyond these is ever needed.
    """
    areas = sorted({venue.area for venue in demands.venues} | {""})
    area = np.array([areas.index(demands.venues[v].area) if v >= 0 else 0 for v in found["venue"]], int)
    key = (found["week"] * 13 + found["month"]) * len(areas) + area
    order = np.lexsort((found["loss"], key))
    keys = key[order]
    first = np.r_[True, keys[1:] != keys[:-1]] if len(keys) else np.zeros(0, bool)
    place = np.arange(len(keys)) - np.maximum.accumulate(np.where(first, np.arange(len(keys)), 0))
    most = demands.limits.most_a_week if demands.venues else 1
    return {name: values[order[place < most]] for name, values in found.items()}
