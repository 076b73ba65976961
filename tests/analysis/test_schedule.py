"""Chosen occasions on the weeks of a year: what was asked for holds, what cannot hold is explained."""

import json
from dataclasses import asdict
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.scheduling import SLOTS, Limits, Programme, Unschedulable, Venue, schedule
from analysis.scheduling.clash import wishes_of
from analysis.scheduling.model import Model
from analysis.scheduling.openings import Calendar
from analysis.scheduling.programmes import Demands

HALL = Venue("hall", seats=150, area="north")
ROOM = Venue("room", seats=60, area="south", setting="indoor", slots=("weekday-morning", "weekend-day"))
SQUARE = Venue("square", area="middle", setting="outdoor", closed_weeks=(1, 2, 3))


def codes(reasons):
    return {reason.code for reason in reasons}


def clash_of(programmes, **others):
    return [
        (wish.code, wish.numbers.get("programme", wish.numbers.get("venue")))
        for wish in schedule(programmes, 2027, **others).clash
    ]


def test_a_season_across_the_new_year_is_kept():
    found = schedule([Programme("skating", occasions=4, season_from=11, season_to=2)], 2027)
    assert {int(one.day[5:7]) for one in found.placements} <= {11, 12, 1, 2}
    assert len(found.placements) == 4


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2028])
def test_every_day_lies_in_the_year_and_its_week(year):
    found = schedule({"a": 30, "b": 20}, year, limits=Limits(weeks_apart=0))
    assert not found.unplaced
    for one in found.placements:
        assert one.day[:4] == str(year)
        assert date.fromisoformat(one.day).isocalendar().week == one.week


def test_a_festival_is_held_on_its_day_or_in_the_days_before():
    found = schedule([Programme("lantern", festival="LANTERN"), Programme("elders", festival="DOUBLE_NINTH")], 2027)
    assert [(one.day, one.slot) for one in found.placements] == [
        ("2027-02-20", "weekend-day"),
        ("2027-10-08", "weekday-morning"),
    ]
    assert found.placements[0].reasons[0].numbers == {"festival": "LANTERN", "day": "2027-02-20", "days_before": 0}


def test_the_two_weeks_up_to_the_spring_festival_eve_belong_to_meeting_and_the_eve_to_the_families():
    found = schedule([Programme("gala", festival="SPRING_FESTIVAL")], 2027)
    before = found.placements[0].reasons[0].numbers["days_before"]
    assert 2 <= before <= 21


def test_a_statutory_festival_on_a_weekday_is_a_day_off_and_the_others_are_not():
    boat = schedule([Programme("boat", festival="DRAGON_BOAT")], 2027, free={"boat": {"weekend-evening": 9}})
    elders = schedule([Programme("elders", festival="DOUBLE_NINTH")], 2027, free={"elders": {"weekday-evening": 9}})
    assert (boat.placements[0].day, boat.placements[0].slot) in {
        ("2027-06-09", "weekend-evening"),
        ("2027-06-05", "weekend-evening"),
    }
    assert (elders.placements[0].day, elders.placements[0].slot) == ("2027-10-08", "weekday-evening")


def test_the_time_is_that_at_which_most_are_free():
    free = {"a": {"weekday-evening": 80, "weekend-day": 30}, "b": {"weekend-day": 20, "weekday-morning": 19}}
    found = schedule({"a": 1, "b": 1}, 2027, free=free)
    assert {one.programme: one.slot for one in found.placements} == {"a": "weekday-evening", "b": "weekend-day"}
    numbers = {one.programme: one.reasons[0].numbers for one in found.placements}
    assert numbers["a"] == {"people": 80, "best": 80, "place": 1}
    assert found.parts["free"] == 1


def test_two_in_one_week_never_share_a_venue_at_the_same_time():
    crowd = [Programme(f"p{number}", weeks=(20,)) for number in range(2)]
    found = schedule(crowd, 2027, venues=[HALL])
    assert len({(one.slot, one.venue) for one in found.placements}) == 2


def test_a_venue_is_large_enough_open_and_of_the_right_kind():
    programmes = [
        Programme("big", people=120),
        Programme("outside", setting="outdoor"),
        Programme("small", venues=("room",)),
    ]
    found = schedule(programmes, 2027, venues=[HALL, ROOM, SQUARE])
    at = {one.programme: one for one in found.placements}
    assert at["big"].venue in ("hall", "square")
    assert at["outside"].venue in ("hall", "square")
    assert at["small"].slot in ROOM.slots
    assert "SEATS" in codes(at["big"].reasons) or at["big"].venue == "square"


def test_occasions_of_one_programme_stand_apart_and_the_year_has_no_long_gap():
    found = schedule({"a": 6, "b": 6}, 2027)
    for id in "ab":
        weeks = [one.week for one in found.placements if one.programme == id]
        assert min(np.diff(weeks)) >= 4
    assert found.parts["longest_gap"] <= 6
    assert found.parts["busiest_week"] == 1


def test_areas_are_served_by_their_residents():
    venues = [Venue("hall", area="north"), Venue("yard", area="south")]
    found = schedule({"a": 4, "b": 4}, 2027, venues=venues, residents={"north": 600, "south": 200, "west": 9})
    areas = [one.area for one in found.placements]
    assert (areas.count("north"), areas.count("south")) == (6, 2)
    assert ("AREA_WITHOUT_VENUE", {"area": "west"}) in [(doubt.code, doubt.numbers) for doubt in found.doubts]


def test_the_team_is_not_overloaded():
    limits = Limits(most_a_week=1, most_a_month=3)
    found = schedule({f"p{number}": 2 for number in range(18)}, 2027, limits=limits)
    weeks, months = [one.week for one in found.placements], [one.day[5:7] for one in found.placements]
    assert max(map(weeks.count, weeks)) == 1
    assert max(map(months.count, months)) == 3
    assert not found.unplaced


def test_what_is_absent_does_not_bind():
    found = schedule({"a": 1}, 2027)
    assert (found.placements[0].venue, found.placements[0].area, found.doubts) == ("", "", ())


def test_weekends_near_public_holidays_are_doubted_because_swaps_are_not_guessed():
    found = schedule([Programme("boat", weeks=(23,))], 2027, free={"boat": {"weekend-day": 8}})
    assert ("SWAPS_NOT_KNOWN", {"placements": 1}) in [(doubt.code, doubt.numbers) for doubt in found.doubts]


@pytest.mark.parametrize(
    ("programmes", "others", "clash"),
    [
        (
            [Programme("a", season_from=6, season_to=8, festival="LANTERN")],
            {},
            {("SEASON", "a"), ("FESTIVAL", "a"), ("OCCASIONS", "a")},
        ),
        ([Programme("a", people=300)], {"venues": [HALL, ROOM]}, {("SEATS", "a"), ("OCCASIONS", "a")}),
        (
            [Programme("a", venues=("room",), setting="outdoor")],
            {"venues": [HALL, ROOM]},
            {("VENUES", "a"), ("SETTING", "a"), ("OCCASIONS", "a")},
        ),
        (
            [Programme(id, weeks=(9,)) for id in "abc"] + [Programme("free")],
            {},
            {("MOST_A_WEEK", None), *((code, id) for code in ("WEEKS", "OCCASIONS") for id in "abc")},
        ),
        (
            [Programme("a", festival="LANTERN")],
            {"limits": Limits(first=date(2027, 3, 1))},
            {("SPAN", None), ("FESTIVAL", "a"), ("OCCASIONS", "a")},
        ),
        (
            {"a": 7, "b": 7},
            {"limits": Limits(most_a_month=1)},
            {("MOST_A_MONTH", None), ("ALL_OCCASIONS", None)},
        ),
        (
            [Programme("a", occasions=4, season_from=6, season_to=8), Programme("b", occasions=3), Programme("c")],
            {"limits": Limits(most_a_month=1)},
            {("MOST_A_MONTH", None), ("SEASON", "a"), ("OCCASIONS", "a")},
        ),
        (
            [Programme("a", weeks=(2,), venues=("square",))],
            {"venues": [HALL, SQUARE]},
            {("VENUE_OPEN", "square"), ("WEEKS", "a"), ("VENUES", "a"), ("OCCASIONS", "a")},
        ),
        (
            [Programme("a", weeks=(9,))],
            {"limits": Limits(closed_weeks=(9,))},
            {("CLOSED_WEEKS", None), ("WEEKS", "a"), ("OCCASIONS", "a")},
        ),
        (
            [Programme(id, weeks=(9,), venues=("box",)) for id in "ab"],
            {"venues": [Venue("box", slots=("weekend-day",)), HALL]},
            {
                ("ONE_AT_A_TIME", "box"),
                ("VENUE_OPEN", "box"),
                *((code, id) for code in ("WEEKS", "VENUES", "OCCASIONS") for id in "ab"),
            },
        ),
    ],
)
def test_what_clashes_is_named_and_nothing_else(programmes, others, clash):
    assert set(clash_of(programmes, **others)) == clash


def test_more_than_the_year_has_room_for_is_told_with_the_room_there_is():
    limits = Limits(most_a_week=1, first=date(2027, 3, 1), last=date(2027, 3, 28))
    found = schedule({"a": 3, "b": 2}, 2027, limits=limits)
    assert [wish.numbers for wish in found.clash] == [{"occasions": 1, "room": 4}, {"occasions": 5}]
    assert len(found.placements) == 4


def test_a_programme_that_clashes_alone_is_named_before_what_needs_several():
    crowd = [Programme(id, weeks=(9,)) for id in "abc"]
    assert clash_of([*crowd, Programme("d", weeks=(30,), season_from=1, season_to=3)]) == [
        ("SEASON", "d"),
        ("WEEKS", "d"),
        ("OCCASIONS", "d"),
    ]


def test_a_clash_leaves_out_as_few_occasions_as_can_be():
    found = schedule([Programme(id, weeks=(9,)) for id in "abc"] + [Programme("d", occasions=3)], 2027)
    assert sum(found.unplaced.values()) == 1
    assert len(found.placements) == 5


IDS = st.sampled_from("abcd")
PROGRAMMES = st.lists(
    st.builds(
        Programme,
        id=IDS,
        occasions=st.integers(1, 3),
        season_from=st.integers(1, 12),
        season_to=st.integers(1, 12),
        festival=st.sampled_from([None, None, "LANTERN", "MID_AUTUMN"]),
        venues=st.sampled_from([(), (), ("room",), ("square",)]),
        weeks=st.sampled_from([(), (), (20,), (20, 21)]),
        people=st.sampled_from([None, 50, 100, 200]),
        setting=st.sampled_from(["either", "outdoor"]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda programme: programme.id,
)


@given(PROGRAMMES, st.booleans())
@settings(max_examples=8)
def test_all_is_placed_as_asked_or_a_clash_is_named_that_any_one_concession_would_end(programmes, with_venues):
    venues = [HALL, ROOM, SQUARE] if with_venues else [HALL, *(Venue(id) for id in ("room", "square"))]
    found = schedule(programmes, 2027, venues=venues, limits=Limits(most_a_week=1))
    demands, calendar = Demands(tuple(programmes), 2027, tuple(venues), limits=Limits(most_a_week=1)), Calendar(2027)
    for one in found.placements:
        programme = next(p for p in programmes if p.id == one.programme)
        assert int(one.day[5:7]) in programme.months
        assert not programme.weeks or one.week in programme.weeks
        assert not programme.venues or one.venue in programme.venues
    assert bool(found.unplaced) == bool(found.clash)
    kept = [(wish.code, wish.numbers.get("programme", wish.numbers.get("venue", ""))) for wish in found.clash]
    assert set(kept) <= set(wishes_of(demands))
    assert not kept or not Model(demands, calendar, kept).fits(5)
    for wish in kept:
        assert Model(demands, calendar, [other for other in kept if other != wish]).fits(5), wish


def test_the_same_demands_give_the_same_calendar_and_it_survives_json():
    free = {"a": {"weekend-day": 3}, "b": {}}
    first, second = (schedule({"a": 5, "b": 3}, 2027, venues=[HALL, ROOM], free=free) for _ in range(2))
    assert first == second
    assert json.loads(json.dumps(asdict(first)))["placements"][0]["day"] == first.placements[0].day
    assert "NO_FREE_TIMES" in codes(first.doubts)


def test_nothing_to_place_is_an_empty_calendar_that_says_so():
    assert codes(schedule([], 2027).doubts) == {"NOTHING_TO_PLACE"}


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("YEAR", lambda: schedule({"a": 1}, 1900)),
        ("OCCASIONS", lambda: Programme("a", occasions=0)),
        ("SEASON", lambda: Programme("a", season_from=13)),
        ("FESTIVAL", lambda: Programme("a", festival="EASTER")),
        ("WEEKS", lambda: Programme("a", weeks=(54,))),
        ("PEOPLE", lambda: Programme("a", people=float("nan"))),
        ("PEOPLE", lambda: schedule({"a": 1}, 2027, free={"a": {"weekend-day": -1}})),
        ("SETTING", lambda: Venue("a", setting="roof")),
        ("SLOT", lambda: schedule({"a": 1}, 2027, free={"a": {"midnight": 1}})),
        ("VENUE", lambda: schedule([Programme("a", venues=("moon",))], 2027)),
        ("DOUBLED", lambda: schedule([Programme("a"), Programme("a")], 2027)),
        ("UNKNOWN", lambda: schedule({"a": 1}, 2027, free={"b": {}})),
        ("LIMIT", lambda: Limits(most_a_week=0)),
        ("SPAN", lambda: Limits(first=date(2027, 5, 1), last=date(2027, 4, 1))),
    ],
)
def test_what_is_no_wish_is_refused_with_what_to_do(code, make):
    with pytest.raises(Unschedulable) as refusal:
        make()
    assert refusal.value.code == code


def test_slots_are_the_codes_of_the_questionnaire():
    from survey.models.kinds import FREE_TIMES

    assert SLOTS == FREE_TIMES
