"""Whose answer stands when one slip is filled in more than once. The resident's own always wins, in every order."""

from itertools import permutations

import pytest
from sqlmodel import select

from survey import answer_writer, db, slip_codes
from survey.errors import Refused
from survey.models import Response, Staff
from survey.operations.responses import RESIDENT, Sender, send_response


@pytest.fixture
def helpers(app, community) -> list[Sender]:
    with app.app_context(), db.writing() as session:
        staff = [Staff(community_id=community.id, login=login, name=login, password_hash="") for login in "ab"]
        session.add_all(staff)
        session.flush()
        return [Sender("DOOR", True, one.id) for one in staff]


@pytest.fixture
def send(app, clock, wish_list):
    def send(slip, by: Sender, *, ratings="2-----", wish="") -> int:
        answer = {"ratings": ratings, "age_band": None, "free_times": "", "offers": ""}
        with app.app_context():
            tag = slip_codes.wish_tag(slip_codes.key_of(wish_list), wish_list, slip.id)
            facts = {"slip_id": slip.id, "answer": answer, "wish": wish, "slip_tag": tag, "now": clock.at, "by": by}
            return answer_writer.write(lambda statements: send_response(statements, **facts))

    return send


@pytest.fixture
def kept(app):
    def kept() -> list[Response]:
        with app.app_context(), db.reading() as session:
            return list(session.exec(select(Response)))

    return kept


def test_in_every_order_the_residents_own_answer_stands(make_slip, helpers, send, kept):
    marks = dict(zip((RESIDENT, *helpers), "210", strict=True))
    for order in permutations(marks):
        slip, refused = make_slip(), {}
        for sender in order:
            try:
                send(slip, sender, ratings=marks[sender] + "-----")
            except Refused as refusal:
                refused[sender] = refusal.reason
        [response] = [one for one in kept() if one.slip_id == slip.id]
        assert (response.ratings, response.assisted, response.helper_id) == ("2-----", False, None), order
        expected = {
            helper: "answered_by_resident"
            if order.index(helper) > order.index(RESIDENT)
            else "answered_with_another_helper"
            for place, helper in enumerate(order)
            if helper is not RESIDENT and place > 0
        }
        assert refused == expected, order


def test_a_helper_corrects_what_the_same_helper_wrote(make_slip, helpers, send, kept):
    slip, (helper, other) = make_slip(), helpers
    assert [send(slip, helper, ratings=f"{mark}-----") for mark in "2110"] == [1, 2, 2, 3]
    with pytest.raises(Refused, match="answered_with_another_helper"):
        send(slip, other, ratings="0-----")
    assert (kept()[0].ratings, kept()[0].helper_id, kept()[0].channel) == ("0-----", helper.helper_id, "DOOR")


def test_saying_the_same_as_the_helper_makes_the_answer_ones_own(make_slip, helpers, send, kept):
    slip, (helper, _other) = make_slip(), helpers
    assert [send(slip, helper), send(slip, RESIDENT), send(slip, RESIDENT)] == [1, 2, 2]
    assert (kept()[0].assisted, kept()[0].helper_id, kept()[0].channel) == (False, None, "WEB")
    with pytest.raises(Refused, match="answered_by_resident"):
        send(slip, helper)


def test_only_what_is_new_counts_as_another_time(make_slip, send):
    slip = make_slip()
    said = [{"wish": ""}, {"wish": ""}, {"wish": "二胡"}, {"wish": "二胡"}, {"ratings": "22----", "wish": "二胡"}, {}]
    assert [send(slip, RESIDENT, **one) for one in said] == [1, 1, 2, 2, 3, 4]


def test_who_comes_by_the_open_link_stays_marked(make_slip, send, kept):
    slip = make_slip(open_link=True)
    send(slip, RESIDENT)
    send(slip, RESIDENT, ratings="0-----")
    assert (kept()[0].channel, kept()[0].version) == ("OPEN_LINK", 2)
