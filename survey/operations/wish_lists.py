from sqlmodel import Session, select

from survey import clock
from survey.models import Activity, Community, WishList


def open_wish_list(session: Session, community: Community) -> WishList | None:
    """The list that takes answers at this moment: opened by the organiser, begun, and not past its closing time."""
    now = clock.now()
    return session.exec(
        select(WishList)
        .where(WishList.community_id == community.id, WishList.status == "open")
        .where(WishList.opens_at <= now, WishList.closes_at > now)
        .order_by(WishList.year.desc())
    ).first()


def wish_list_of_year(session: Session, community: Community, year: int) -> WishList | None:
    return session.exec(
        select(WishList).where(WishList.community_id == community.id, WishList.year == year)
    ).one_or_none()


def activities_of(session: Session, wish_list: WishList) -> list[Activity]:
    """In list order, withdrawn ones included: each keeps its character in the ballot string."""
    return list(session.exec(select(Activity).where(Activity.wish_list_id == wish_list.id).order_by(Activity.position)))
