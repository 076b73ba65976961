"""The record of a list's close. One organiser asks, another confirms; a committee of one closes alone, and the record
says so. What follows is done by survey/closing.py, step by step."""

from datetime import datetime

from sqlmodel import Session, func, select

from survey import clock
from survey.errors import Refused
from survey.models import Closing, Staff, WishList
from survey.operations import audit, unlinking


def closing_of(session: Session, wish_list: WishList) -> Closing | None:
    return session.exec(select(Closing).where(Closing.wish_list_id == wish_list.id)).one_or_none()


def unfinished(session: Session) -> list[Closing]:
    """Closes that were broken off after the point of no return."""
    steps = ("closed", "unlinked", "wiped")
    return list(session.exec(select(Closing).where(Closing.step.in_(steps)).order_by(Closing.id)))


def last_finished(session: Session) -> datetime | None:
    return session.exec(select(func.max(Closing.finished_at)).where(Closing.step == "finished")).one()


def closes_alone(session: Session, wish_list: WishList) -> bool:
    organisers = select(func.count()).where(
        Staff.community_id == wish_list.community_id, Staff.role == "organiser", Staff.is_active
    )
    return session.exec(organisers).one() < 2


def ask_to_close(session: Session, *, wish_list: WishList, by: Staff) -> Closing:
    refuse_unless_open(wish_list)
    if closing_of(session, wish_list):
        raise Refused("close_asked_already")
    closing = Closing(
        community_id=wish_list.community_id, wish_list_id=wish_list.id, asked_by_id=by.id, asked_at=clock.now()
    )
    session.add(closing)
    session.flush()
    audit.record(session, by=by, action="wish_list.ask_to_close", of=wish_list)
    return closing


def take_back(session: Session, *, wish_list: WishList, by: Staff) -> None:
    """Either of the two may: nothing has happened yet."""
    session.delete(asked_for(session, wish_list))
    audit.record(session, by=by, action="wish_list.do_not_close", of=wish_list)


def confirm(session: Session, *, wish_list: WishList, by: Staff) -> None:
    """From here on no answer comes or changes any more."""
    refuse_unless_open(wish_list)
    closing = asked_for(session, wish_list)
    if by.id != closing.asked_by_id:
        closing.confirmed_by_id = by.id
    else:
        refuse_unless_alone(session, wish_list)
    unlinking.refuse_unless_slips_add_up(session, wish_list)
    closing.audit_fingerprint = audit.last_fingerprint(session)
    closing.step, closing.closed_at = "closed", clock.now()
    wish_list.status = "closed"
    wish_list.revision += 1
    audit.record(session, by=by, action="wish_list.close", of=wish_list)


def asked_for(session: Session, wish_list: WishList) -> Closing:
    closing = closing_of(session, wish_list)
    if closing is None or closing.step != "asked":
        raise Refused("close_not_asked")
    return closing


def finish(session: Session, *, closing: Closing) -> None:
    closing.step, closing.finished_at = "finished", clock.now()
    wish_list = session.get_one(WishList, closing.wish_list_id)
    audit.record(session, by=None, action="wish_list.unlinked_for_good", of=wish_list, detail=closing.answers_sha256)


def refuse_unless_alone(session: Session, wish_list: WishList) -> None:
    if not closes_alone(session, wish_list):
        raise Refused("close_needs_another")


def refuse_unless_open(wish_list: WishList) -> None:
    if wish_list.status != "open":
        raise Refused("list_not_open")


def refuse_unless_unlinked(session: Session, wish_list: WishList) -> None:
    closing = closing_of(session, wish_list)
    if closing is None or closing.step in ("asked", "closed"):
        raise Refused("list_not_closed")


def refuse_unless_finished(session: Session, wish_list: WishList) -> None:
    closing = closing_of(session, wish_list)
    if closing is None or closing.step != "finished":
        raise Refused("close_not_finished")
