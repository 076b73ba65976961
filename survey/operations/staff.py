import secrets

from sqlmodel import Session, select
from werkzeug.security import check_password_hash, generate_password_hash

from survey.errors import Refused
from survey.models import Community, Staff
from survey.operations import audit, staff_sessions
from survey.passwords import refuse_weak

# As generate_password_hash writes one, without the tenth of a second that making it adds to every start. No password
# fits it.
NOBODYS_HASH = f"scrypt:32768:8:1${secrets.token_hex(8)}${secrets.token_hex(64)}"


def staff_with_login(session: Session, login: str) -> Staff | None:
    return session.exec(select(Staff).where(Staff.login == login.strip(), Staff.is_active)).one_or_none()


def password_fits(staff: Staff | None, password: str) -> bool:
    """Takes a tenth of a second on purpose, and as long for a login that does not exist or has no password yet."""
    known = staff.password_hash if staff else ""
    return check_password_hash(known or NOBODYS_HASH, password) and bool(known)


def add_staff(
    session: Session,
    *,
    community: Community,
    login: str,
    name: str,
    password: str = "",
    role: str = "organiser",
    area_id: int | None = None,
    by: Staff | None = None,
) -> Staff:
    """Without a password it opens with nothing, until an invitation is taken up."""
    if session.exec(select(Staff).where(Staff.login == login)).one_or_none():
        raise Refused("login_taken", login=login)
    staff = Staff(community_id=community.id, login=login, name=name, role=role, area_id=area_id, password_hash="")
    staff.password_hash = hash_for(session, staff, password) if password else ""
    session.add(staff)
    session.flush()
    audit.record(session, by=by, action="staff.add", of=staff, detail=role)
    return staff


def set_password(session: Session, *, staff: Staff, password: str, by: Staff | None = None) -> None:
    """Every browser that is signed in is out."""
    staff.password_hash = hash_for(session, staff, password)
    staff_sessions.end_sessions_of(session, staff=staff)
    audit.record(session, by=by, action="staff.set_password", of=staff)


def hash_for(session: Session, staff: Staff, password: str) -> str:
    community = session.get_one(Community, staff.community_id)
    refuse_weak(password, login=staff.login, community=community.name)
    return generate_password_hash(password)


def staff_of_login(session: Session, login: str) -> Staff:
    if staff := staff_with_login(session, login):
        return staff
    raise Refused("login_unknown", login=login)
