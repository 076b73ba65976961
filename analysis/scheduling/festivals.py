"""Days of the festivals that activities are tied to, and from when to when an occasion for one of them is held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from lunar_python import Lunar, Solar

FIRST_YEAR, LAST_YEAR = 1950, 2100


def _lunar(month: int, day: int) -> Callable[[int], date]:
    return lambda year: _day(Lunar.fromYmd(year, month, day).getSolar())


def _clear_and_bright(year: int) -> date:
    return _day(Solar.fromYmd(year, 4, 5).getLunar().getJieQiTable()["清明"])


def _day(solar: Solar) -> date:
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


@dataclass(frozen=True)
class Festival:
    """``on(year)`` is its day; it is held from ``earliest`` to ``latest`` days before (0: on the day).

    ``is_day_off`` : the day itself is a statutory holiday, so people are free as at a weekend.
    """

    code: str
    title: str
    on: Callable[[int], date]
    is_day_off: bool
    earliest: int = 7
    latest: int = 0

    def days(self, year: int) -> list[date]:
        """Days on which it can be held, the nearest to the festival first.

        >>> [str(day) for day in FESTIVALS["LANTERN"].days(2027)][:2]
        ['2027-02-20', '2027-02-19']
        """
        return [self.on(year) - timedelta(before) for before in range(self.latest, self.earliest + 1)]


# Before the Spring Festival a community meets in the three weeks before and leaves the last two days to the families.
FESTIVALS: dict[str, Festival] = {
    festival.code: festival
    for festival in (
        Festival("SPRING_FESTIVAL", "春节", _lunar(1, 1), True, earliest=21, latest=2),
        Festival("LANTERN", "元宵", _lunar(1, 15), False),
        Festival("TOMB_SWEEPING", "清明", _clear_and_bright, True),
        Festival("DRAGON_BOAT", "端午", _lunar(5, 5), True),
        Festival("MID_AUTUMN", "中秋", _lunar(8, 15), True),
        Festival("DOUBLE_NINTH", "重阳", _lunar(9, 9), False),
        Festival("NATIONAL_DAY", "国庆", lambda year: date(year, 10, 1), True),
    )
}


def festival_days(year: int) -> dict[str, date]:
    """Code -> day of each festival; lunar dates and solar terms by lunar_python.

    >>> {code: str(day) for code, day in festival_days(2027).items()}["MID_AUTUMN"]
    '2027-09-15'
    """
    return {code: festival.on(year) for code, festival in FESTIVALS.items()}


def uncertain_weekends(year: int) -> set[date]:
    """Weekend days within a week of a statutory holiday, and no holiday themselves: they may become working days.

    >>> date(2027, 6, 12) in uncertain_weekends(2027), date(2027, 7, 10) in uncertain_weekends(2027)
    (True, False)
    """
    off = days_off(year) + days_off(year + 1)
    near = {day + timedelta(step) for day in off for step in range(-7, 8)}
    return {day for day in near.difference(off) if day.weekday() >= 5 and day.year == year}


def days_off(year: int) -> list[date]:
    """Days around which the State Council may swap weekends for working days (调休), New Year and Labour Day included.

    >>> len(days_off(2027))
    7
    """
    fixed = [date(year, 1, 1), date(year, 5, 1)]
    return sorted(fixed + [festival.on(year) for festival in FESTIVALS.values() if festival.is_day_off])
