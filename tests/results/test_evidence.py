import json

from sqlmodel import select

from survey import db, evidence
from survey.models import Findings, WishList


def document_of(row) -> dict:
    return json.loads(row.document)


def test_closing_stores_findings_that_name_their_input(app, closed):
    with app.app_context(), db.writing() as session:
        found = session.exec(select(Findings)).one()
        again = evidence.ballots_of(session, session.get(WishList, closed.id))
        assert found.input_sha256 == again.sha256() and len(found.input_sha256) == 64
        assert document_of(found)["respondents"] == 120


def test_the_order_of_the_rows_changes_nothing(app, closed, answers):
    with app.app_context(), db.writing() as session:
        ballots = evidence.ballots_of(session, session.get(WishList, closed.id))
        assert len(ballots) == 120
        want = sum(string[1] in "2345" for string in answers)
        clapper_talk = document_of(session.exec(select(Findings)).one())["activities"][1]
        assert (clapper_talk["title"], clapper_talk["marks"]["want"]) == ("快板", want)
