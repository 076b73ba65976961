"""What the close keeps, and that nothing else is left."""

import json
from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import select

from survey import closing, db, slip_codes
from survey.errors import Refused
from survey.models import Area, Closing, FinalResponse, Findings, Response, Slip, SlipBatch, SlipSerial, Wish, WishList
from survey.operations import closings


def rows(app, table) -> list:
    with app.app_context(), db.reading() as session:
        return session.exec(select(table)).all()


@pytest.fixture
def wishes(app, wish_list, answers) -> None:
    with app.app_context(), db.writing() as session:
        for number, slip in enumerate(session.exec(select(Slip).limit(5)).all()):
            tag = slip_codes.wish_tag(slip_codes.key_of(wish_list), wish_list, slip.id)
            place = {"community_id": slip.community_id, "wish_list_id": slip.wish_list_id}
            session.add(Wish(id=f"{number:032}", text=f"想学二胡{number}", slip_tag=tag, **place))
            session.add(SlipSerial(wish_list_id=wish_list.id, serial=f"{number}", slip_id=slip.id))


def test_every_answer_is_kept_once_under_a_key_of_its_own(app, answers, wishes, closed):
    kept = rows(app, FinalResponse)
    assert Counter(row.ratings for row in kept) == Counter(answers)
    assert {(row.channel, row.assisted) for row in kept} == {("WEB", False)}
    assert set(FinalResponse.__table__.columns.keys()) == {
        *("id", "community_id", "wish_list_id", "area_id", "age_band", "channel", "assisted", "ratings")
    }


def test_slips_serials_and_answers_with_keys_are_gone_and_wishes_lead_nowhere(app, wishes, closed):
    assert not rows(app, Slip) and not rows(app, Response) and not rows(app, SlipSerial)
    left = rows(app, Wish)
    assert {wish.slip_tag for wish in left} == {None}
    assert not {wish.id for wish in left} & {f"{number:032}" for number in range(5)}


def test_the_key_of_the_codes_is_destroyed_and_nothing_makes_it_again(app, wishes, closed):
    with app.app_context(), db.reading() as session:
        wish_list = session.get_one(WishList, closed.id)
        with pytest.raises(Refused, match="list_closed"):
            slip_codes.key_of(wish_list)
        assert not slip_codes.key_path(wish_list).exists() and not slip_codes.has_key(wish_list)


def test_times_and_offers_remain_as_totals_only(app, closed, answers):
    counts = json.loads(rows(app, Closing)[0].counts)
    assert counts["free_times"] == {"weekend-day": 120, "weekday-morning": 80}
    assert counts["offers"] == {"come": 120, "perform": 8}
    assert counts["slips"] == {"made": 120, "used": 120, "void": 0, "unused": 0}
    wanted = sum(ratings[1] in "2345" for number, ratings in enumerate(answers) if number % 15 == 0)
    assert counts["wanted_by"]["1"]["perform"] == wanted > 0


def test_an_answer_of_a_stairwell_is_kept_under_its_building(app, organiser, wish_list, answers):
    with app.app_context(), db.writing() as session:
        building = session.exec(select(Area).order_by(Area.id)).first()
        stairwell = Area(community_id=building.community_id, parent_id=building.id, level="stairwell", name="2单元")
        session.add(stairwell)
        session.flush()
        for table in (Slip, Response, SlipBatch):
            for row in session.exec(select(table).where(table.area_id == building.id)).all():
                row.area_id = stairwell.id
        closings.ask_to_close(session, wish_list=wish_list, by=organiser)
        closings.confirm(session, wish_list=wish_list, by=organiser)
        id = building.id
    with app.app_context():
        closing.finish(wish_list.id)
    assert Counter(row.area_id for row in rows(app, FinalResponse))[id] == 40


@pytest.mark.parametrize("stuffed", [1, -1])
def test_a_slip_too_many_or_too_few_stops_the_close(app, organiser, wish_list, answers, sign_in, stuffed):
    with app.app_context(), db.writing() as session:
        session.exec(select(SlipBatch)).first().count -= stuffed
    refusal = sign_in(organiser).post("/organiser/lists/2027/close")
    assert refusal.status_code == 409 and "1号楼的凭条对不上" in refusal.text
    assert not rows(app, Closing) and len(rows(app, Response)) == 120


def test_the_answer_of_a_void_slip_stops_the_close(app, organiser, wish_list, answers, sign_in):
    with app.app_context(), db.writing() as session:
        session.exec(select(Slip)).first().state = "void"
    assert "作废的凭条还留着心愿单" in sign_in(organiser).post("/organiser/lists/2027/close").text


def test_answers_by_the_open_link_are_also_computed_apart(app, organiser, wish_list, answers):
    with app.app_context(), db.writing() as session:
        place = {"community_id": wish_list.community_id, "wish_list_id": wish_list.id}
        for number in range(30):
            session.add(Slip(id=f"{number:032}", qr_tag=f"o{number}", code_tag=f"p{number}", open_link=True, **place))
            session.flush()
            session.add(Response(slip_id=f"{number:032}", ratings="----5-", channel="OPEN_LINK", **place))
        closings.ask_to_close(session, wish_list=wish_list, by=organiser)
        closings.confirm(session, wish_list=wish_list, by=organiser)
    with app.app_context():
        closing.finish(wish_list.id)
    document = json.loads(rows(app, Findings)[0].document)
    assert document["channels"] == {"OPEN_LINK": 30, "WEB": 120} and document["respondents"] == 150
    apart = document["without_open_link"]
    taiji, taiji_apart = (found["activities"][4]["marks"]["want"] for found in (document, apart))
    assert apart["respondents"] == 120 and taiji == taiji_apart + 30
    assert json.loads(rows(app, Closing)[0].counts)["slips"]["made"] == 120


def test_copies_from_before_the_close_are_deleted(app, clock, wish_list, answers, request):
    app.test_cli_runner().invoke(args=["backup"], catch_exceptions=False)
    [copy] = app.config["BACKUPS"].glob("*.sqlite3")
    clock.at += timedelta(minutes=1)
    request.getfixturevalue("closed")
    assert not copy.exists()
