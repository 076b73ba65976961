import pytest

from survey import db
from survey.models import Staff
from survey.operations import second_steps
from tests.conftest import PASSWORD_HASH
from tests.signing_in import SECRET, sign_in


@pytest.fixture
def change(app):
    """Changes a row of the staff, as `change(staff.id, is_active=False)`."""

    def change(staff_id: int, **columns) -> None:
        with app.app_context(), db.writing() as session:
            staff = session.get_one(Staff, staff_id)
            for name, value in columns.items():
                setattr(staff, name, value)

    return change


@pytest.fixture
def with_app(app, organiser, change) -> Staff:
    """The organiser, who has an authenticator app with a known secret."""
    with app.app_context():
        change(organiser.id, totp_secret=second_steps.seal_of(organiser).close(SECRET))
    return organiser


@pytest.fixture
def enumerator(app, community) -> Staff:
    with app.app_context(), db.writing() as session:
        session.expire_on_commit = False
        staff = Staff(
            community_id=community.id,
            login="zhaomin",
            name="赵敏",
            role="enumerator",
            area_id=2,
            password_hash=PASSWORD_HASH,
        )
        session.add(staff)
    return staff


@pytest.fixture
def desk(client, organiser):
    return sign_in(client, organiser.id)
