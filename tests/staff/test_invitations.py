from datetime import timedelta

import pytest

from survey import db
from survey.models import Community, Staff
from survey.operations import invitations
from tests.conftest import PASSWORD

INVITATION = "/staff/invitation"
NEW = {"new": "tomatoes on the seventh floor", "again": "tomatoes on the seventh floor"}


@pytest.fixture
def invite(app, organiser):
    def invite(login: str = "zhaomin", role: str = "enumerator") -> str:
        with app.app_context(), db.writing() as session:
            by = session.get_one(Staff, organiser.id)
            community = session.get_one(Community, organiser.community_id)
            return invitations.invite(
                session, community=community, by=by, login=login, name="赵敏", role=role, area_id=2
            )

    return invite


def take_up(client, code: str, **fields):
    return client.post(INVITATION, data={"code": code, **NEW, **fields})


def is_refused(client, code: str) -> bool:
    return "不对，或者已经用过、过期了" in take_up(client, code).text


def test_a_link_opens_once_and_leads_inside(app, client, invite):
    code = invite()
    assert take_up(client, f" {code.upper()} ").headers["Location"] == "/door/"
    assert "2号楼" in client.get("/door/").text or client.get("/door/").status_code == 200
    assert is_refused(app.test_client(), code)
    answer = app.test_client().post("/staff/sign-in", data={"login": "zhaomin", "password": NEW["new"]})
    assert answer.headers["Location"] == "/door/"


def test_an_invited_organiser_sets_up_the_second_step_first(client, invite):
    assert take_up(client, invite("limei", "organiser")).headers["Location"] == "/staff/second-step"
    assert client.get("/organiser/").status_code == 302


def test_until_it_is_taken_up_no_password_opens(client, invite):
    invite()
    for password in (PASSWORD, "", "!"):
        answer = client.post("/staff/sign-in", data={"login": "zhaomin", "password": password})
        assert answer.status_code == 200


def test_after_two_days_it_opens_nothing_on_any_way(client, invite, clock):
    code = invite()
    clock.at += timedelta(days=2)
    assert is_refused(client, code)
    for fields in ({}, {"password": NEW["new"]}, {"password": code}):
        assert client.post("/staff/sign-in", data={"login": "zhaomin", **fields}).status_code == 200
    assert client.get("/staff/second-step").headers["Location"] == "/staff/sign-in"
    assert client.get("/door/").status_code == 302


def test_of_an_account_that_was_ended_it_opens_nothing(app, client, invite):
    code = invite()
    with app.app_context(), db.writing() as session:
        session.get_one(Staff, 2).is_active = False
    assert is_refused(client, code)


def test_a_bad_password_costs_nothing_and_the_code_stays_in_its_field(client, invite):
    code = invite()
    for bad in ("short", "password123456", "zhaomin is my name"):
        answer = take_up(client, code, new=bad, again=bad)
        assert answer.status_code == 200 and code in answer.text
    assert take_up(client, code, again="something else").status_code == 200
    assert take_up(client, code).status_code == 302


def test_codes_cannot_be_tried_without_end(client, invite):
    code = invite()
    assert all(is_refused(client, "nonsense") for _ in range(10))
    assert "请过 5 分钟再试" in take_up(client, code).text


def test_a_code_is_never_part_of_an_address(app, client, invite):
    code = invite()
    assert code not in client.get(f"{INVITATION}?code={code}").text
