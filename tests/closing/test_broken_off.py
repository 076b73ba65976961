"""A close that breaks off at any step goes on from there."""

import json

import pytest
from sqlmodel import select

from survey import closing, db, slip_codes
from survey.models import Closing, FinalResponse, Findings, Response, Slip, WishList

CLOSE = "/organiser/lists/2027/close"


@pytest.fixture
def desk(organiser, sign_in):
    return sign_in(organiser)


def state(app) -> dict:
    with app.app_context(), db.reading() as session:
        wish_list = session.exec(select(WishList)).one()
        record = session.exec(select(Closing)).one_or_none()
        return {
            "status": wish_list.status,
            "step": record and record.step,
            "has_key": slip_codes.has_key(wish_list),
            "answers": len(session.exec(select(Response.slip_id)).all()),
            "kept": len(session.exec(select(FinalResponse.id)).all()),
            "slips": len(session.exec(select(Slip.id)).all()),
            "findings": len(session.exec(select(Findings.id)).all()),
        }


DONE = {
    "status": "closed",
    "step": "finished",
    "has_key": False,
    "answers": 0,
    "kept": 120,
    "slips": 0,
    "findings": 1,
}
BREAKS = {
    "survey.operations.unlinking.copy_answers": {"step": "closed", "has_key": True, "answers": 120, "kept": 0},
    "survey.operations.unlinking.forget_slips": {"step": "closed", "has_key": True, "answers": 120, "kept": 0},
    "survey.operations.unlinking.fingerprint_of_answers": {"step": "closed", "answers": 120, "kept": 0, "slips": 120},
    "survey.wiping.wipe": {"step": "unlinked", "has_key": True, "answers": 0, "kept": 120, "slips": 0},
    "survey.slip_codes.destroy_key": {"step": "wiped", "has_key": True, "kept": 120},
    "survey.operations.closings.finish": {"step": "wiped", "has_key": False, "kept": 120},
    "survey.closing.findings_document": {"step": "finished", "has_key": False, "findings": 0},
}


@pytest.mark.parametrize("place", BREAKS)
def test_it_goes_on_where_it_broke_off(app, desk, wish_list, answers, monkeypatch, place):
    with app.app_context():
        slip_codes.key_of(wish_list)
    with monkeypatch.context() as broken:
        broken.setattr(place, lambda *_given, **_named: 1 / 0)
        assert desk.post(CLOSE).status_code == 500
    left = state(app)
    assert left["status"] == "closed" and {name: left[name] for name in BREAKS[place]} == BREAKS[place]
    for page in ("results", "plan"):
        assert "接着做完" in desk.get(f"/organiser/lists/2027/{page}").text
    assert "已经截止" in desk.post(f"{CLOSE}/go-on", follow_redirects=True).text
    assert state(app) == DONE and "接着做完" not in desk.get("/organiser/lists/2027/results").text


def test_nothing_is_published_while_the_key_exists(app, desk, wish_list, answers, monkeypatch):
    desk.post(CLOSE)
    with app.app_context(), db.writing() as session:
        session.exec(select(Closing)).one().step = "wiped"
    refusal = desk.post("/organiser/lists/2027/plan/publish")
    assert refusal.status_code == 409 and "钥匙还在" in refusal.text and state(app)["status"] == "closed"


def test_a_close_that_could_not_begin_leaves_the_list_open(app, desk, wish_list, answers, monkeypatch):
    with app.app_context():
        slip_codes.key_of(wish_list)
    monkeypatch.setattr("survey.db.commit_now", lambda: 1 / 0)
    assert desk.post(CLOSE).status_code == 500
    assert state(app) | {"findings": 0} == state(app) and state(app)["status"] == "open" and state(app)["has_key"]


def test_the_operator_finishes_it_too(app, desk, wish_list, answers, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("survey.wiping.wipe", lambda _engine: 1 / 0)
        desk.post(CLOSE)
    assert "1 份清单" in app.test_cli_runner().invoke(args=["resume"]).output
    assert state(app) == DONE
    assert "没有做到一半" in app.test_cli_runner().invoke(args=["resume"]).output


def test_going_on_twice_changes_nothing(app, desk, wish_list, answers):
    desk.post(CLOSE)
    with app.app_context(), db.reading() as session:
        first = [json.loads(row.document) for row in session.exec(select(Findings))]
    desk.post(f"{CLOSE}/go-on")
    with app.app_context(), db.reading() as session:
        assert [json.loads(row.document) for row in session.exec(select(Findings))] == first


def test_an_open_list_cannot_go_on_to_its_end(app, desk, wish_list, answers):
    assert desk.post(f"{CLOSE}/go-on").status_code == 409
    with app.app_context():
        assert closing.step_of(wish_list.id) is None and state(app)["answers"] == 120
