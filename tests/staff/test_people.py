"""Colleagues are invited, shown out, and replaced."""

import re

import pytest
from sqlmodel import select

from survey import db
from survey.errors import Refused
from survey.models import AuditEntry, Staff
from survey.operations import colleagues
from tests.conftest import PASSWORD_HASH
from tests.signing_in import sign_in

PEOPLE = "/organiser/people"
LI = {"name": "李强", "login": "liqiang", "role": "enumerator", "area_id": "2"}


@pytest.fixture
def second(app, community) -> Staff:
    with app.app_context(), db.writing() as session:
        session.expire_on_commit = False
        staff = Staff(community_id=community.id, login="sunli", name="孙丽", password_hash=PASSWORD_HASH)
        session.add(staff)
    return staff


def stored(app, login: str) -> Staff:
    with app.app_context(), db.reading() as session:
        return session.exec(select(Staff).where(Staff.login == login)).one()


def actions(app) -> list[str]:
    with app.app_context(), db.reading() as session:
        return list(session.exec(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_an_invitation_is_shown_once_and_opens(app, desk):
    page = desk.post(f"{PEOPLE}/invite", data=LI).text
    code = re.search(r"/staff/invitation#([^<]+)<", page)[1]
    assert code not in desk.get(PEOPLE).text and "还没有用邀请链接" in desk.get(PEOPLE).text
    password = {"new": "tomatoes on the seventh floor", "again": "tomatoes on the seventh floor"}
    assert app.test_client().post("/staff/invitation", data={"code": code, **password}).headers["Location"] == "/door/"
    assert (stored(app, "liqiang").role, stored(app, "liqiang").area_id) == ("enumerator", 2)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"login": "wangfang"}, "已经有人用了"),
        ({"login": "李强"}, "只能用英文字母"),
        ({"area_id": ""}, "请选入户调查员负责的那一片"),
        ({"area_id": "99"}, "error"),
        ({"role": "operator"}, "error"),
        ({"name": ""}, "请填写这一项"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(app, desk, fields, sentence):
    page = desk.post(f"{PEOPLE}/invite", data=LI | fields).text
    assert sentence in page and ("李强" in page or "name" in fields) and "staff.add" not in actions(app)


def test_who_is_shown_out_is_out_at_once_and_may_come_back(app, desk, second):
    other = sign_in(app.test_client(), second.id)
    assert "马上退出" in desk.get(f"{PEOPLE}/{second.id}/end").text
    desk.post(f"{PEOPLE}/{second.id}/end")
    assert other.get("/organiser/").status_code == 302 and not stored(app, "sunli").is_active
    desk.post(f"{PEOPLE}/{second.id}/take-back-in")
    assert stored(app, "sunli").is_active and actions(app)[-2:] == ["staff.end", "staff.take_back_in"]


def test_nobody_ends_himself_and_the_last_organiser_stays(app, desk, organiser, second, change):
    assert "另一位负责人" in desk.post(f"{PEOPLE}/{organiser.id}/end").text
    change(organiser.id, role="enumerator")
    with app.app_context(), db.writing() as session, pytest.raises(Refused, match="last_organiser"):
        first, last = (session.get_one(Staff, staff.id) for staff in (organiser, second))
        colleagues.end_account(session, staff=last, by=first)
    assert stored(app, "wangfang").is_active and stored(app, "sunli").is_active


def test_an_area_is_handed_over_in_one_step(app, desk, enumerator, change):
    desk.post(f"{PEOPLE}/invite", data=LI | {"area_id": "3"})
    successor = stored(app, "liqiang")
    change(successor.id, area_id=None)
    desk.post(f"{PEOPLE}/{enumerator.id}/end", data={"successor": str(successor.id)})
    assert stored(app, "liqiang").area_id == 2
    assert not stored(app, "zhaomin").is_active and stored(app, "zhaomin").area_id is None


def test_who_already_has_an_area_leaves_it_only_after_being_asked(app, desk, enumerator):
    desk.post(f"{PEOPLE}/invite", data=LI | {"area_id": "3"})
    end, chosen = f"{PEOPLE}/{enumerator.id}/end", {"successor": str(stored(app, "liqiang").id)}
    assert "李强（现在负责3号楼）" in desk.get(end).text
    for leaving in ({}, {"leaving": "1"}):
        assert "3号楼就没有人负责了" in desk.post(end, data=chosen | leaving).text
        assert stored(app, "liqiang").area_id == 3 and stored(app, "zhaomin").is_active
    assert 'name="leaving" value="3"' in desk.post(end, data=chosen).text
    desk.post(end, data=chosen | {"leaving": "3"})
    assert stored(app, "liqiang").area_id == 2 and not stored(app, "zhaomin").is_active


def test_no_operation_takes_an_area_from_a_successor_unasked(app, desk, organiser, enumerator):
    desk.post(f"{PEOPLE}/invite", data=LI | {"area_id": "3"})
    with app.app_context(), db.writing() as session, pytest.raises(Refused, match="successor_has_area"):
        by, staff, successor = (
            session.get_one(Staff, id) for id in (organiser.id, enumerator.id, stored(app, "liqiang").id)
        )
        colleagues.hand_over(session, staff=staff, successor=successor, by=by)


def test_a_colleagues_second_step_is_reset_and_not_ones_own(app, desk, organiser, second, change):
    change(second.id, totp_secret="x")
    assert desk.post(f"{PEOPLE}/{organiser.id}/second-step").status_code == 409
    assert "马上退出" in desk.get(f"{PEOPLE}/{second.id}/second-step").text
    assert stored(app, "sunli").totp_secret == "x"
    desk.post(f"{PEOPLE}/{second.id}/second-step")
    assert stored(app, "sunli").totp_secret == "" and actions(app)[-1] == "staff.second_step_reset"
