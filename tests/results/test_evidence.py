import json

from sqlmodel import select

from survey import db
from survey.evidence.closed_list import ballots_of
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
