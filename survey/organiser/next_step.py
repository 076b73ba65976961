"""The one thing to do next with a list, so that nobody has to know the order by heart."""

from flask import url_for
from sqlmodel import Session

from survey import clock, wording
from survey.models import Staff, WishList
from survey.operations import closings, slips, wish_lists


def next_step(session: Session, wish_list: WishList, by: Staff) -> tuple[str, str]:
    """What to press, and where it leads."""
    step, endpoint = step_of(session, wish_list, by)
    return wording.organiser.NEXT_STEPS[step], url_for(endpoint, year=wish_list.year)


def step_of(session: Session, wish_list: WishList, by: Staff) -> tuple[str, str]:
    if wish_list.status == "draft":
        ready = wish_lists.count_activities(session, wish_list)
        return ("open", "organiser.start") if ready else ("choose", "organiser.catalogue")
    if wish_list.status == "open":
        return step_while_open(session, wish_list, by)
    if closings.closing_of(session, wish_list).step != "finished":
        return "go_on", "organiser.results"
    if wish_list.status == "closed":
        return "decide", "organiser.results"
    return "read", "organiser.results"


def step_while_open(session: Session, wish_list: WishList, by: Staff) -> tuple[str, str]:
    closing = closings.closing_of(session, wish_list)
    if closing and closing.asked_by_id != by.id:
        return "confirm_close", "organiser.close"
    if wish_list.closes_at <= clock.now():
        return "close", "organiser.close"
    if not slips.slips_by_area(session, wish_list):
        return "slips", "organiser.slips"
    return "watch", "organiser.coverage"
