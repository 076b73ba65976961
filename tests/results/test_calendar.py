"""The plan's occasions on the weeks of the year."""

import csv
import io
from datetime import date

import icalendar
import pytest
from sqlmodel import select

from survey import calendar_files, db
from survey.calendar_view import Occasion
from survey.evidence import calendar
from survey.evidence.calendar import Held, placed
from survey.festival_words import festival_of
from survey.models import Activity
from tests.conftest import NOON
from tests.signing_in import sign_in

CALENDAR, PLAN, PUBLIC = "/organiser/lists/2027/calendar", "/organiser/lists/2027/plan", "/year/2027/calendar"
FIRST = date(2027, 2, 1)


@pytest.fixture
def signed_in(client, organiser):
    return sign_in(client, organiser.id)


def held(title: str, occasions: int = 1, months=(1, 12), **free) -> Held:
    return Held(title, title, occasions, *months, tuple((time.replace("_", "-"), n) for time, n in free.items()))


def test_a_title_names_its_festival_and_the_plain_name_goes_first():
    guessed = [festival_of(title) for title in ("写春联送福字", "元宵灯会", "包粽子", "中秋灯谜会", "健康讲座")]
    assert guessed == ["SPRING_FESTIVAL", "LANTERN", "DRAGON_BOAT", "MID_AUTUMN", None]


def test_a_festival_is_kept_unless_the_season_says_otherwise():
    dragon_boat, autumn = (placed(2027, FIRST, (held("包粽子", months=months),)) for months in ((1, 12), (9, 11)))
    assert date(2027, 6, 2) <= date.fromisoformat(dragon_boat.placements[0].day) <= date(2027, 6, 9)
    assert autumn.placements[0].day > "2027-09" and autumn.placements[0].reasons[0].code == "SEASON"


def test_everything_stands_after_the_first_day_in_its_season_when_most_are_free():
    found = placed(2027, FIRST, (held("健步走", 4, (4, 10), weekday_morning=15, weekend_day=40), held("合唱", 3)))
    assert len(found.placements) == 7 and all(one.day >= "2027-02-01" for one in found.placements)
    walks = [one for one in found.placements if one.programme == "健步走"]
    assert {one.slot for one in walks} == {"weekend-day"}
    assert all(4 <= int(one.day[5:7]) <= 10 for one in walks)


def test_the_calendar_is_made_of_rounded_counts_and_the_dark_hours_only_where_a_title_wants_them():
    times = ("weekday-morning", "weekday-afternoon", "weekday-evening", "weekend-day", "weekend-evening")
    found = {
        "activities": [{"id": "1", "marks": {"want": 80}}],
        "wanted_by": {"1": dict(zip(times, (12, 13, 22, 38, 79), strict=True))},
    }
    by_day, by_night = (Activity(id=1, title=title) for title in ("健步走", "露天电影"))
    assert [count for _, count in calendar.free_times(found, by_day)] == [0, 15, 20, 40, 80]
    assert dict(calendar.free_times(found, by_night)) == {"weekday-evening": 20, "weekend-evening": 80}


def test_what_cannot_be_placed_is_told_with_the_wishes_that_clash(signed_in, app, closed):
    with app.app_context(), db.writing() as session:
        for activity in session.exec(select(Activity)):
            activity.season_from = activity.season_to = 1
    page = signed_in.get(CALENDAR).text
    assert "有几场排不进去" in page and "放宽其中任何一条就行" in page
    assert "最早从1月17日开始" in page and "只在1月到1月办" in page


def test_the_organiser_sees_each_occasion_with_day_and_reason(signed_in, closed):
    page = signed_in.get(CALENDAR).text
    assert signed_in.get(PLAN).text.count(f'href="{CALENDAR}"') == 1
    assert "写着周三的，同一周的周一到周五都可以" in page and "周末白天有空" in page
    assert page.count("<details>") == page.count("场</small></span></summary>") > 2


def test_before_the_close_there_is_no_calendar(signed_in, wish_list, answers):
    assert "清单截止、计划算好以后" in signed_in.get(CALENDAR).text
    assert signed_in.get(f"{CALENDAR}.ics").status_code == signed_in.get(f"{CALENDAR}.csv").status_code == 404


def test_residents_see_about_when_once_the_plan_is_published_and_no_longer_when_it_is_withdrawn(signed_in, closed):
    assert signed_in.get(PUBLIC).status_code == 404
    signed_in.post(f"{PLAN}/publish")
    page = signed_in.get(PUBLIC).text
    assert "个周六白天" in page and "办之前会通知大家" in page and "有空" not in page
    assert f'href="{PUBLIC}"' in signed_in.get("/year/2027").text
    signed_in.post(f"{PLAN}/withdraw")
    assert signed_in.get(PUBLIC).status_code == 404


def test_table_and_calendar_file_hold_the_same_days(signed_in, closed):
    answer = signed_in.get(f"{CALENDAR}.ics")
    events = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    heading, *rows = csv.reader(io.StringIO(signed_in.get(f"{CALENDAR}.csv").data.decode("utf-8-sig")))
    assert answer.mimetype == "text/calendar" and heading[0] == "日期"
    assert [str(event.decoded("dtstart")) for event in events] == [row[0] for row in rows] and len(rows) > 4
    assert len({str(event["uid"]) for event in events}) == len(events)


@pytest.mark.parametrize("title", ["唱\r\nEND:VEVENT\r\nATTACH:http://x", "唱;X=1:,\\n", "快板" * 60])
def test_a_title_cannot_end_its_line_in_the_calendar_file(title):
    occasion = Occasion(on=FIRST, title=title, when="周一上午", about="", number=1, of=1)
    content = calendar_files.ics([occasion], year=2027, made_at=NOON, name="日历")
    [event] = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "STATUS", "TRANSP"}
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert str(event["summary"]).startswith(title[:1]) and str(event["summary"]).endswith("（周一上午）")
