"""Festival days against days typed in by hand."""

from datetime import date, timedelta

import pytest

from analysis.scheduling.festivals import FESTIVALS, days_off, festival_days

KNOWN = {
    2025: {
        "SPRING_FESTIVAL": "01-29",
        "LANTERN": "02-12",
        "TOMB_SWEEPING": "04-04",
        "DRAGON_BOAT": "05-31",
        "MID_AUTUMN": "10-06",
        "DOUBLE_NINTH": "10-29",
    },
    2026: {
        "SPRING_FESTIVAL": "02-17",
        "LANTERN": "03-03",
        "TOMB_SWEEPING": "04-05",
        "DRAGON_BOAT": "06-19",
        "MID_AUTUMN": "09-25",
        "DOUBLE_NINTH": "10-18",
    },
    2027: {
        "SPRING_FESTIVAL": "02-06",
        "LANTERN": "02-20",
        "TOMB_SWEEPING": "04-05",
        "DRAGON_BOAT": "06-09",
        "MID_AUTUMN": "09-15",
        "DOUBLE_NINTH": "10-08",
    },
    2028: {
        "SPRING_FESTIVAL": "01-26",
        "LANTERN": "02-09",
        "TOMB_SWEEPING": "04-04",
        "DRAGON_BOAT": "05-28",
        "MID_AUTUMN": "10-03",
        "DOUBLE_NINTH": "10-26",
    },
}


@pytest.mark.parametrize("year", KNOWN)
def test_festivals_fall_on_the_known_days_and_the_national_day_on_the_first_of_october(year):
    expected = {code: f"{year}-{day}" for code, day in KNOWN[year].items()} | {"NATIONAL_DAY": f"{year}-10-01"}
    assert {code: str(day) for code, day in festival_days(year).items()} == expected


def test_a_leap_month_never_doubles_a_festival():
    """2025 has a second sixth month and 2033 a second eleventh: the festivals are those of the plain months."""
    assert str(FESTIVALS["MID_AUTUMN"].on(2033)) == "2033-09-08"
    assert str(FESTIVALS["DOUBLE_NINTH"].on(2033)) == "2033-10-01"


@pytest.mark.parametrize("year", range(2020, 2041))
def test_each_festival_can_be_held_on_days_up_to_it_all_in_its_year(year):
    for festival in FESTIVALS.values():
        days = festival.days(year)
        assert len(days) == festival.earliest - festival.latest + 1
        assert all(day <= festival.on(year) and day >= date(year, 1, 1) - timedelta(days=3) for day in days)


def test_statutory_days_are_those_that_bring_swapped_weekends():
    assert [f"{day:%m-%d}" for day in days_off(2027)] == [
        "01-01",
        "02-06",
        "04-05",
        "05-01",
        "06-09",
        "09-15",
        "10-01",
    ]
