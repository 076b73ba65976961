import pytest
from sqlalchemy import text
from sqlmodel import select

from survey import db
from survey.models import AuditEntry
from survey.operations import audit


@pytest.fixture
def three_entries(app, organiser, wish_list) -> None:
    with app.app_context(), db.writing() as session:
        for action in ("wish_list.open", "slips.make", "wish_list.close"):
            audit.record(session, by=organiser, action=action, of=wish_list, detail="楼栋 3: 20")


def broken(app) -> list[int]:
    with app.app_context(), db.reading() as session:
        return list(audit.broken_entries(session))


def tamper(app, statement: str) -> None:
    with app.app_context(), db.writing() as session:
        session.execute(text(statement))


def test_an_untouched_log_is_whole(app, three_entries):
    assert broken(app) == []
    with app.app_context(), db.reading() as session:
        first, second, third = session.exec(select(AuditEntry).order_by(AuditEntry.id))
    assert first.previous == "" and second.previous == first.fingerprint and third.previous == second.fingerprint


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE audit_entry SET detail = '楼栋 3: 21' WHERE id = 2", [2]),
        ("UPDATE audit_entry SET at = '2027-01-10 04:00:00.000001' WHERE id = 1", [1]),
        ("DELETE FROM audit_entry WHERE id = 2", [3]),
        ("DELETE FROM audit_entry WHERE id = 1", [2]),
        ("UPDATE audit_entry SET fingerprint = '' WHERE id = 1", [2]),
    ],
)
def test_a_changed_or_missing_entry_is_named(app, three_entries, tampering, found):
    tamper(app, tampering)
    assert broken(app) == found


def test_entries_from_before_the_chain_are_not_suspected(app, three_entries):
    tamper(app, "UPDATE audit_entry SET fingerprint = '', previous = ''")
    assert broken(app) == []
