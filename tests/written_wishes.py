"""A list as a finished close leaves it, and wishes in residents' own words."""

from datetime import UTC, datetime

import pytest

from survey import db
from survey.models import Closing, Wish, WishList

CLOSED_AT = datetime(2027, 1, 10, 4, 0, tzinfo=UTC)


@pytest.fixture
def over(app, wish_list) -> WishList:
    """The list as a finished close leaves it, without the second that the findings take."""
    with app.app_context(), db.writing() as session:
        session.get_one(WishList, wish_list.id).status = "closed"
        of_list = {"community_id": wish_list.community_id, "wish_list_id": wish_list.id}
        session.add(Closing(step="finished", asked_at=CLOSED_AT, **of_list))
    return wish_list


@pytest.fixture
def write(app, wish_list):
    """Wishes as the close leaves them: nothing leads from them to a slip."""

    def write(*texts: str) -> None:
        with app.app_context(), db.writing() as session:
            of_list = {"community_id": wish_list.community_id, "wish_list_id": wish_list.id}
            session.add_all(Wish(text=text, **of_list) for text in texts)

    return write
