"""Who works for the committee, and what one organiser may change about another. Nobody changes his own rights."""

from sqlmodel import Session, func, select

from survey.errors import Refused
from survey.models import Community, Staff
from survey.operations import audit, invitations, staff_sessions


def colleagues_of(session: Session, community: Community) -> list[Staff]:
    """Organisers first, those who have left last."""
    order = (Staff.is_active.desc(), Staff.role.desc(), Staff.name, Staff.id)
    return list(session.exec(select(Staff).where(Staff.community_id == community.id).order_by(*order)))


def colleague(session: Session, community: Community, staff_id: int) -> Staff | None:
    staff = session.get(Staff, staff_id)
    return staff if staff and staff.community_id == community.id else None


def end_account(session: Session, *, staff: Staff, by: Staff) -> None:
    """Out at once, in every browser."""
    refuse_oneself(staff, by)
    refuse_if_last_organiser(session, staff)
    staff.is_active = False
    staff_sessions.end_sessions_of(session, staff=staff)
    invitations.forget_links(session, staff=staff)
    audit.record(session, by=by, action="staff.end", of=staff)


def take_back_in(session: Session, *, staff: Staff, by: Staff) -> None:
    refuse_oneself(staff, by)
    staff.is_active = True
    audit.record(session, by=by, action="staff.take_back_in", of=staff)


def hand_over(session: Session, *, staff: Staff, successor: Staff, by: Staff, leaving: int | None = None) -> None:
    """The area goes to the successor, and the account of who had it ends. One area is all that anybody has: whoever
    comes from another must be meant to leave that one."""
    if not successor.is_active or successor.role != "enumerator" or successor.id == staff.id:
        raise Refused("successor_unfit")
    if successor.area_id not in (None, leaving):
        raise Refused("successor_has_area", name=successor.name)
    successor.area_id, staff.area_id = staff.area_id, None
    audit.record(session, by=by, action="staff.hand_over", of=staff, detail=f"area {successor.area_id}")
    end_account(session, staff=staff, by=by)


def refuse_oneself(staff: Staff, by: Staff) -> None:
    if staff.id == by.id:
        raise Refused("not_oneself")


def refuse_if_last_organiser(session: Session, staff: Staff) -> None:
    others = select(func.count()).where(
        Staff.community_id == staff.community_id, Staff.role == "organiser", Staff.is_active, Staff.id != staff.id
    )
    if staff.role == "organiser" and not session.exec(others).one():
        raise Refused("last_organiser")
