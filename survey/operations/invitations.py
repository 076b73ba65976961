"""A new colleague gets a link that opens once, and chooses the password himself."""

from datetime import timedelta

from sqlmodel import Session, delete, select

from survey import clock
from survey.errors import Refused
from survey.models import Community, Invitation, Staff
from survey.operations import audit
from survey.operations.staff import add_staff, set_password
from survey.operations.staff_sessions import fingerprint
from survey.passwords import new_secret, secret_meant_by

GOOD_FOR = timedelta(days=2)


def invite(session: Session, *, community: Community, by: Staff, **who) -> str:
    """The code of the link. Until it is taken up the account opens with nothing."""
    return new_link(session, staff=add_staff(session, community=community, by=by, **who))


def invite_again(session: Session, *, staff: Staff, by: Staff) -> str:
    if staff.password_hash:
        raise Refused("invitation_taken_up")
    audit.record(session, by=by, action="staff.invite_again", of=staff)
    return new_link(session, staff=staff)


def new_link(session: Session, *, staff: Staff) -> str:
    """Links of before open nothing any more."""
    forget_links(session, staff=staff)
    code = new_secret()
    session.add(Invitation(id=fingerprint(code), staff_id=staff.id, expires_at=clock.now() + GOOD_FOR))
    session.flush()
    return code


def invited_by(session: Session, code: str) -> Staff:
    """Whom the code is for; every way in by invitation asks here."""
    query = (
        select(Staff)
        .join(Invitation, Invitation.staff_id == Staff.id)
        .where(
            Invitation.id == fingerprint(secret_meant_by(code)), Invitation.expires_at > clock.now(), Staff.is_active
        )
    )
    if staff := session.exec(query).one_or_none():
        return staff
    raise Refused("invitation_over")


def take_up(session: Session, *, code: str, password: str) -> Staff:
    staff = invited_by(session, code)
    forget_links(session, staff=staff)
    set_password(session, staff=staff, password=password, by=staff)
    return staff


def forget_links(session: Session, *, staff: Staff) -> None:
    session.exec(delete(Invitation).where(Invitation.staff_id == staff.id))
