"""The second step of signing in: the number in an app, or one of ten printed codes in its place."""

import secrets

from flask import current_app
from sqlmodel import Session, delete, func, select

from survey import clock, totp
from survey.models import Community, SpareCode, Staff
from survey.operations import audit, staff_sessions
from survey.operations.staff_sessions import fingerprint
from survey.passwords import new_secret, secret_meant_by
from survey.seal import NotOurs, Seal

SPARE_CODES = 10


def is_needed(session: Session, staff: Staff) -> bool:
    """An organiser sees and decides more than an enumerator. Whoever tries the demonstration needs no telephone."""
    if staff.totp_secret:
        return True
    return staff.role == "organiser" and not session.get_one(Community, staff.community_id).is_demonstration


def new_totp_secret() -> bytes:
    return secrets.token_bytes(totp.SECRET_BYTES)


def set_up(session: Session, *, staff: Staff, secret: bytes, number: str) -> list[str] | None:
    """The spare codes, to be shown once; None where the number is not the one that the app shows now."""
    step = totp.step_shown(secret, number, now=clock.now(), after=0)
    if step is None:
        return None
    staff.totp_secret, staff.totp_step = seal_of(staff).close(secret), step
    audit.record(session, by=staff, action="staff.second_step", of=staff)
    return draw_spare_codes(session, staff=staff)


def draw_spare_codes(session: Session, *, staff: Staff) -> list[str]:
    """Those of before open nothing any more."""
    forget_spare_codes(session, staff=staff)
    codes = [new_secret() for _ in range(SPARE_CODES)]
    session.add_all(SpareCode(id=fingerprint(code), staff_id=staff.id) for code in codes)
    audit.record(session, by=staff, action="staff.spare_codes", of=staff)
    return codes


def takes(session: Session, *, staff: Staff, typed: str) -> bool:
    """A number or a spare code; each opens once."""
    number = "".join(typed.split())
    return takes_number(staff, number) if number.isdecimal() else takes_spare_code(session, staff, typed)


def takes_number(staff: Staff, number: str) -> bool:
    step = totp.step_shown(secret_of(staff), number, now=clock.now(), after=staff.totp_step)
    staff.totp_step = step or staff.totp_step
    return step is not None


def takes_spare_code(session: Session, staff: Staff, typed: str) -> bool:
    known = SpareCode.id == fingerprint(secret_meant_by(typed))
    if session.exec(delete(SpareCode).where(SpareCode.staff_id == staff.id, known)).rowcount == 0:
        return False
    audit.record(session, by=staff, action="staff.spare_code_used", of=staff)
    return True


def spare_codes_left(session: Session, staff: Staff) -> int:
    return session.exec(select(func.count()).select_from(SpareCode).where(SpareCode.staff_id == staff.id)).one()


def reset(session: Session, *, staff: Staff, by: Staff | None = None) -> None:
    """At the next sign-in it is set up anew. Whoever is signed in with it is out."""
    staff.totp_secret, staff.totp_step = "", 0
    forget_spare_codes(session, staff=staff)
    staff_sessions.end_sessions_of(session, staff=staff)
    audit.record(session, by=by, action="staff.second_step_reset", of=staff)


def forget_spare_codes(session: Session, *, staff: Staff) -> None:
    session.exec(delete(SpareCode).where(SpareCode.staff_id == staff.id))


def secret_of(staff: Staff) -> bytes:
    """Nothing fits where the key that sealed it is gone; then it must be reset."""
    try:
        return seal_of(staff).open(staff.totp_secret)
    except NotOurs:
        return new_totp_secret()


def seal_of(staff: Staff) -> Seal:
    return Seal(current_app.secret_key, f"second step of {staff.id}")
