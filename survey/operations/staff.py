import secrets

from sqlmodel import Session, select
from werkzeug.security import check_password_hash, generate_password_hash

from survey.errors import Refused
from survey.models import Community, Staff
from survey.operations import audit

SHORTEST_PASSWORD = 12
NOBODYS_HASH = generate_password_hash(secrets.token_hex())


def staff_with_login(session: Session, login: str) -> Staff | None:
    return session.exec(select(Staff).where(Staff.login == login.strip(), Staff.is_active)).one_or_none()


def password_fits(staff: Staff | None, password: str) -> bool:
    """Takes a tenth of a second on purpose, and as long for a login that does not exist."""
    fits = check_password_hash(staff.password_hash if staff else NOBODYS_HASH, password)
    return fits and staff is not None


def add_staff(
    session: Session, *, community: Community, login: str, name: str, password: str, by: Staff | None = None
) -> Staff:
    if session.exec(select(Staff).where(Staff.login == login)).one_or_none():
        raise Refused("login_taken", login=login)
    staff = Staff(community_id=community.id, login=login, name=name, password_hash=hash_of(password))
    session.add(staff)
    session.flush()
    audit.record(session, by=by, action="staff.add", of=staff)
    return staff


def set_password(session: Session, *, staff: Staff, password: str, by: Staff | None = None) -> None:
    staff.password_hash = hash_of(password)
    audit.record(session, by=by, action="staff.set_password", of=staff)


def hash_of(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise Refused("password_too_short", least=SHORTEST_PASSWORD)
    return generate_password_hash(password)


def staff_of_login(session: Session, login: str) -> Staff:
    if staff := staff_with_login(session, login):
        return staff
    raise Refused("login_unknown", login=login)
