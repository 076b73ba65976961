import pytest
from sqlmodel import select

from survey import db
from survey.models import Response, Wish


@pytest.fixture
def stored(app):
    """All that is kept of answers: responses, and the texts of wishes."""

    def stored() -> tuple[list[Response], list[str]]:
        with app.app_context(), db.writing() as session:
            session.expire_on_commit = False
            return list(session.exec(select(Response))), [wish.text for wish in session.exec(select(Wish))]

    return stored


@pytest.fixture
def enter(client):
    def enter(slip, browser=client):
        return browser.post("/wish/enter", data={"token": slip.token, "consent": "yes"})

    return enter
