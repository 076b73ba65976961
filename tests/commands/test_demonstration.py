"""和平村社区, made once: its size, its unevenness, and that it never mixes with a real community."""

from collections import Counter

import numpy as np
import pytest
from sqlmodel import Session, select

from survey import db
from survey.demo import first_steps
from survey.models import Area, Community, FinalResponse, Response, Slip, Wish, WishList
from survey.operations import communities, wish_lists


@pytest.fixture
def session(demonstration):
    with demonstration.app_context(), Session(db.engine()) as session:
        yield session


@pytest.fixture
def lists(session):
    """Last year's, this year's."""
    return session.exec(select(WishList).order_by(WishList.year)).all()


def answers(session, wish_list) -> list[Response] | list[FinalResponse]:
    table = Response if wish_list.status == "open" else FinalResponse
    return session.exec(select(table).where(table.wish_list_id == wish_list.id)).all()


def test_the_community_has_its_households_residents_and_buildings(session):
    areas = session.exec(select(Area)).all()
    buildings = [area for area in areas if area.level == "building"]
    assert len(buildings) == 83
    assert sum(area.households for area in buildings) == 2310
    assert sum(area.residents for area in buildings) == 6406
    assert sum(area.residents for area in areas if area.level == "grid") == 6406


def test_the_tree_has_five_levels_and_skips_some(session):
    areas = {area.id: area for area in session.exec(select(Area))}
    levels = Counter((area.level, area.parent_id and areas[area.parent_id].level) for area in areas.values())
    assert {level for level, _ in levels} == {"grid", "party_group", "resident_group", "building", "stairwell"}
    assert levels["resident_group", "grid"] and levels["resident_group", "party_group"]
    assert {area.id for area in areas.values() if area.level == "building"} - {a.parent_id for a in areas.values()}


def test_last_year_has_2900_answers_and_this_year_is_open(session, lists):
    last_year, this_year = lists
    assert len(answers(session, last_year)) == 2900
    assert last_year.status == "published"
    assert wish_lists.open_wish_list(session, communities.the_community(session)).id == this_year.id
    assert last_year.year + 1 == this_year.year


def test_answers_come_unevenly_from_buildings_and_ages(session, lists):
    given = answers(session, lists[0])
    by_building = Counter(answer.area_id for answer in given)
    share = [by_building[b.id] / b.residents for b in session.exec(select(Area).where(Area.level == "building"))]
    assert min(share) < 0.1 and max(share) > 0.7
    by_age = Counter(answer.age_band for answer in given)
    assert by_age["60-74"] / 1811 > 2 * by_age["14-34"] / 1346


def test_ballots_are_full_short_or_blank_in_part(session, lists):
    ballots = np.array([list(answer.ratings) for answer in answers(session, lists[0])])
    assert ballots.shape == (2900, 40)
    assert set(ballots.ravel()) == set("-012345")
    assert all((ballots == wish).sum(axis=1).max() == 1 for wish in "543")
    assert ((ballots == "-").sum(axis=1) >= 37).any()


def test_wishes_lose_their_slip_at_the_close(session, lists):
    last_year, this_year = (
        [w.slip_tag for w in session.exec(select(Wish).where(Wish.wish_list_id == x.id))] for x in lists
    )
    assert set(last_year) == {None} and len(last_year) > 100
    assert None not in this_year and len(this_year) > 30


def test_the_codes_that_are_shown_open_this_years_list(demonstration, session, lists):
    from survey import slip_codes

    key = slip_codes.key_of(lists[1])
    for printed in first_steps.recall().codes:
        tag = slip_codes.code_tag(key, lists[1], slip_codes.read_code(printed))
        assert session.exec(select(Slip).where(Slip.code_tag == tag)).one().wish_list_id == lists[1].id


def test_what_is_shown_lies_where_only_its_owner_reads(demonstration):
    with demonstration.app_context():
        assert first_steps.path().stat().st_mode & 0o777 == 0o600


@pytest.fixture
def browser(demonstration, monkeypatch):
    """Signed in as the organiser whose password is shown; forms are posted without a token."""
    monkeypatch.setitem(demonstration.config, "WTF_CSRF_ENABLED", False)
    with demonstration.app_context():
        known = first_steps.recall()
    client = demonstration.test_client()
    signed_in = client.post("/staff/sign-in", data={"login": known.login, "password": known.password})
    assert signed_in.status_code == 302
    return client


def every_address(app, years_ago: int) -> list[str]:
    """Every page that can be asked for, with one year, one building and one activity in its address."""
    with app.app_context(), Session(db.engine()) as session:
        values = values_in_addresses(session, years_ago)
    rules = [r for r in app.url_map.iter_rules() if "GET" in r.methods and r.arguments <= set(values)]
    return sorted(rule.build({name: values[name] for name in rule.arguments})[1] for rule in rules)


def values_in_addresses(session, years_ago: int) -> dict[str, int]:
    wish_list = session.exec(select(WishList).order_by(WishList.year)).all()[1 - years_ago]
    return {
        "year": wish_list.year,
        "area_id": session.exec(select(Area.id).where(Area.level == "building")).first(),
        "activity_id": wish_lists.activities_of(session, wish_list)[0].id,
    }


@pytest.mark.parametrize("years_ago", [0, 1])
def test_every_page_says_that_it_is_a_demonstration(demonstration, browser, years_ago):
    checked = []
    for address in every_address(demonstration, years_ago):
        answer = browser.get(address)
        if answer.mimetype == "text/html" and answer.status_code != 302:
            assert "演示数据" in answer.text, address
            checked.append(address)
    assert len(checked) > 15


def test_the_form_says_so_too(browser):
    with browser.application.app_context():
        code = first_steps.recall().codes[0]
    assert "演示数据" in browser.post("/wish/enter", data={"code": code, "consent": "yes"}).text
    assert "演示数据" in browser.get("/no-such-page").text


def test_a_second_time_changes_nothing(demonstration, session):
    assert "没有改动" in demonstration.test_cli_runner().invoke(args=["demo"]).output
    assert len(session.exec(select(Community)).all()) == 1


def test_it_never_mixes_with_a_real_community(run, community):
    refused = run("demo")
    assert refused.exit_code == 1 and "这里已经有“和平村社区”了" in refused.output
