from datetime import UTC, datetime

import pytest

from survey import db
from survey.models import Community, Staff, WishList
from survey.operations import activities, wish_lists
from tests.conftest import ACTIVITIES, PASSWORD, PASSWORD_HASH


@pytest.fixture
def session(app, wish_list, draft):
    """A transaction of the test's own, begun when all of the cast is there."""
    with app.app_context(), db.writing() as session:
        session.expire_on_commit = False
        yield session


@pytest.fixture
def draft(app, community, organiser) -> WishList:
    """Next year's list, not opened yet, with the six activities of the cast."""
    with app.app_context(), db.writing() as session:
        session.expire_on_commit = False
        draft = wish_lists.create_wish_list(
            session,
            community=community,
            year=2028,
            by=organiser,
            title="2028年活动心愿清单",
            introduction="说说明年想一起做什么。",
            consent="这张表由和平村社区居委会收集。截止（1月28日18:00）前可改。",
            opens_at=datetime(2027, 1, 9, tzinfo=UTC),
            closes_at=datetime(2027, 1, 28, 10, tzinfo=UTC),
            budget=10_000,
        )
        for form, title, english, cost in ACTIVITIES:
            activities.append_activity(
                session, wish_list=draft, by=organiser, art_form=form, title=title, title_en=english, cost=cost
            )
    return draft


@pytest.fixture
def desk(client, organiser):
    """A browser in which the organiser is signed in."""
    client.post("/organiser/sign-in", data={"login": organiser.login, "password": PASSWORD})
    return client


@pytest.fixture
def stranger(app) -> Staff:
    """An organiser of another community, whose lists are none of ours."""
    with app.app_context(), db.writing() as session:
        session.expire_on_commit = False
        community = Community(name="幸福里社区")
        session.add(community)
        session.flush()
        staff = Staff(community_id=community.id, login="liqiang", name="李强", password_hash=PASSWORD_HASH)
        session.add(staff)
    return staff
