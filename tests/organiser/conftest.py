import pytest

from survey import db
from survey.models import Community, Staff
from tests.conftest import PASSWORD_HASH
from tests.signing_in import sign_in


@pytest.fixture
def session(app, wish_list, draft):
    """A transaction of the test's own, begun when all of the cast is there."""
    with app.app_context(), db.writing() as session:
        session.expire_on_commit = False
        yield session


@pytest.fixture
def desk(client, organiser):
    """A browser in which the organiser is signed in."""
    return sign_in(client, organiser.id)


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
