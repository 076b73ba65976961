"""This year's list beside last year's."""

import re

import pytest
from sqlmodel import select

from survey import db, years_view
from survey.evidence.years import Years
from survey.models import Activity, WishList
from tests.closed_list import LIVELY, QUIET, close, hand_in, mixed
from tests.signing_in import sign_in

RESULTS = "/organiser/lists/2027/results"


@pytest.fixture
def signed_in(client, organiser):
    return sign_in(client, organiser.id)


@pytest.fixture
def a_year_before(app, organiser, closed):
    """Closes a list of last year with the same six activities, answered so."""

    def a_year_before(strings: list[str], year: int = 2026) -> None:
        with app.app_context(), db.writing() as session:
            session.expire_on_commit = False
            facts = closed.model_dump(exclude={"id", "year", "status"})
            session.add(last := WishList(year=year, status="open", **facts))
            session.flush()
            for one in session.exec(select(Activity).where(Activity.wish_list_id == closed.id)).all():
                session.add(Activity(wish_list_id=last.id, **one.model_dump(exclude={"id", "wish_list_id"})))
        hand_in(app, last, strings)
        close(app, organiser, last)

    return a_year_before


def section(page: str) -> str:
    return re.search('id="last-year".*?(?=<h2|<details)', page, re.DOTALL)[0]


def test_what_rose_and_fell_is_named_with_the_shares_of_both_pages(signed_in, a_year_before):
    a_year_before(mixed([LIVELY] * 30 + [QUIET] * 90))
    told = section(signed_in.get(RESULTS).text)
    rose, fell = told.split("想参加的人少了")
    assert "小品专场" in rose and "快板" in rose and "健康讲座" in fell and "太极" in fell
    assert "社区合唱" not in told
    before, now = map(int, re.search(r"小品专场.*?去年 (\d+)%，今年 (\d+)%", rose, re.DOTALL).groups())
    rows = [
        re.search(r"小品专场</span>.*?(\d+)%（", signed_in.get(f"/organiser/lists/{y}/results").text, re.DOTALL)[1]
        for y in (2026, 2027)
    ]
    assert [str(before), str(now)] == rows


def test_where_nothing_changed_it_says_so(signed_in, a_year_before):
    a_year_before(mixed([LIVELY] * 80 + [QUIET] * 40))
    assert "看不出哪一项有明显变化" in section(signed_in.get(RESULTS).text)


def test_without_a_closed_list_of_the_year_before_nothing_is_compared(signed_in, a_year_before):
    a_year_before(mixed([LIVELY] * 120), year=2025)
    assert "last-year" not in signed_in.get(RESULTS).text


def test_of_a_year_with_few_answers_nothing_is_said(signed_in, a_year_before):
    a_year_before(mixed([LIVELY] * 9))
    assert "last-year" not in signed_in.get(RESULTS).text


def test_a_title_that_stands_twice_compares_nothing(signed_in, app, a_year_before):
    with app.app_context(), db.writing() as session:
        for activity in session.exec(select(Activity).where(Activity.position < 2)):
            activity.title = "小品专场"
    a_year_before(mixed([QUIET] * 120))
    assert "last-year" not in signed_in.get(RESULTS).text


def findings_of(want: int) -> dict:
    means = dict.fromkeys(("want-share", "points", "first", "borda", "pairwise"), want / 100)
    activity = {"id": "1", "n": 100, "marks": {"want": want}, "values": means, "raw": means}
    return {"respondents": 100, "activities": [activity], "top_wishes": {}}


@pytest.mark.parametrize(("before", "now", "code"), [(41, 42, "ROSE"), (48, 42, "ROSE"), (42, 42, "FELL")])
def test_no_change_is_told_that_the_figures_on_the_page_do_not_show(before, now, code):
    years = Years(findings_of(now), findings_of(before), {"1": ("1", code)})
    told = years_view.facts(years, {"1": "快板"})
    assert (told["rose"], told["fell"]) == ([], []) and told["same"] == "“快板”"


def test_an_activity_that_few_want_in_one_year_is_not_compared():
    assert years_view.facts(Years(findings_of(60), findings_of(8), {"1": ("1", "ROSE")}), {"1": "快板"}) is None
