"""Sign-ins. The browser holds a random token, the database its fingerprint: taking the row away ends it at once."""

import hashlib
import secrets
from datetime import timedelta

from sqlmodel import Session, delete, select

from survey import clock
from survey.models import Staff, StaffSession

LONGEST = timedelta(hours=12)


def begin_session(session: Session, *, staff: Staff) -> str:
    """A new token at each sign-in; those of days gone by are swept away."""
    token = secrets.token_urlsafe(32)
    session.exec(delete(StaffSession).where(StaffSession.started_at < clock.now() - LONGEST))
    session.add(StaffSession(id=fingerprint(token), staff_id=staff.id, started_at=clock.now()))
    session.flush()
    return token


def staff_of_session(session: Session, token: str) -> Staff | None:
    query = (
        select(Staff)
        .join(StaffSession, StaffSession.staff_id == Staff.id)
        .where(StaffSession.id == fingerprint(token), StaffSession.started_at > clock.now() - LONGEST, Staff.is_active)
    )
    return session.exec(query).one_or_none()


def end_session(session: Session, *, token: str) -> None:
    session.exec(delete(StaffSession).where(StaffSession.id == fingerprint(token)))


def end_sessions_of(session: Session, *, staff: Staff) -> None:
    session.exec(delete(StaffSession).where(StaffSession.staff_id == staff.id))


def fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
