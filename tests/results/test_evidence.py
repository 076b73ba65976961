import json

import pytest
from sqlmodel import select

from analysis.ballots import toy
from survey import db
from survey.evidence.closed_list import ballots_of, closed_ballots, margins_of
from survey.evidence.recommending import recommended_by
from survey.models import Activity, Findings, WishList


def document_of(row) -> dict:
    return json.loads(row.document)


def test_closing_stores_findings_that_name_their_input(app, closed):
    with app.app_context(), db.writing() as session:
        found = session.exec(select(Findings)).one()
        again = ballots_of(session, session.get(WishList, closed.id))
        assert found.input_sha256 == again.sha256() and len(found.input_sha256) == 64
        assert document_of(found)["respondents"] == 120


def test_the_order_of_the_rows_changes_nothing(app, closed, answers):
    with app.app_context(), db.writing() as session:
        ballots = ballots_of(session, session.get(WishList, closed.id))
        assert len(ballots) == 120
        want = sum(string[1] in "2345" for string in answers)
        clapper_talk = document_of(session.exec(select(Findings)).one())["activities"][1]
        assert (clapper_talk["title"], clapper_talk["marks"]["want"]) == ("快板", want)


def test_free_times_are_counted_among_those_who_want_an_activity(app, closed, answers):
    with app.app_context(), db.writing() as session:
        expected = sum(ratings[1] in "2345" for number, ratings in enumerate(answers) if number % 3)
        clapper_talk = str(session.exec(select(Activity.id).where(Activity.position == 1)).one())
        wanted_by = document_of(session.exec(select(Findings)).one())["wanted_by"]
        assert wanted_by[clapper_talk]["weekday-morning"] == expected > 0


def test_answers_are_weighed_by_the_roster_and_a_plan_with_the_same_weights(app, closed):
    with app.app_context(), db.writing() as session:
        wish_list = session.get(WishList, closed.id)
        found = document_of(session.exec(select(Findings)).one())
        ballots = closed_ballots(session, wish_list)
        residents = sum(row["residents"] for row in found["by_building"])
        assert found["weighting"]["population"] == pytest.approx(residents) == pytest.approx(ballots.total_weight)
        assert found["activities"][1]["values"] != found["activities"][1]["raw"]


def test_a_roster_without_residents_weighs_nobody():
    counts = {"by_building": [{"area_id": 1, "residents": 0}], "residents_by_age": {"75+": 0}}
    assert margins_of(counts) == {}


def test_where_no_answer_fits_the_roster_each_counts_once():
    found = recommended_by(toy("5-", "2-"), 1, {"building": {"7": 30}})
    assert found.weighting is None and found.people == 2
