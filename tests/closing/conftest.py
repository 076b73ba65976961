import pytest

from survey import db
from survey.models import Staff
from tests import signing_in
from tests.conftest import PASSWORD_HASH


@pytest.fixture
def second_organiser(app, community) -> Staff:
    with app.app_context(), db.writing() as session:
        session.expire_on_commit = False
        staff = Staff(community_id=community.id, login="liqiang", name="李强", password_hash=PASSWORD_HASH)
        session.add(staff)
    return staff


@pytest.fixture
def sign_in(app):
    """A browser of one's own for each of the staff."""
    app.config["WTF_CSRF_ENABLED"] = False

    def sign_in(staff: Staff):
        return signing_in.sign_in(app.test_client(), staff.id)

    return sign_in
