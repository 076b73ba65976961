"""和平村社区, made once: its size, its unevenness, and that it never mixes with a real community."""

from collections import Counter

import numpy as np
import pytest
from sqlmodel import select

from survey import db
from survey.demo import first_steps
from survey.models import Area, Community, Response, Slip, Wish, WishList
from survey.operations import communities, wish_lists


@pytest.fixture
def session(demonstration):
    with demonstration.app_context(), db.writing() as session:
        yield session


@pytest.fixture
def lists(session):
    """Last year's, this year's."""
    return session.exec(select(WishList).order_by(WishList.year)).all()


def answers(session, wish_list) -> list[Response]:
    return session.exec(select(Response).where(Response.wish_list_id == wish_list.id)).all()


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


def test_every_page_says_that_it_is_a_demonstration(demonstration):
    client = demonstration.test_client()
    for path in ("/", "/wish", "/organiser/sign-in", "/no-such-page"):
        assert "演示数据" in client.get(path, follow_redirects=True).text, path


def test_a_second_time_changes_nothing(demonstration, session):
    assert "没有改动" in demonstration.test_cli_runner().invoke(args=["demo"]).output
    assert len(session.exec(select(Community)).all()) == 1


def test_it_never_mixes_with_a_real_community(run, community):
    refused = run("demo")
    assert refused.exit_code == 1 and "这里已经有“和平村社区”了" in refused.output
