import secrets
from datetime import datetime

from sqlmodel import Session, func, select

from survey import clock, consent, slip_codes
from survey.errors import Refused
from survey.models import Activity, Community, Staff, WishList
from survey.operations import audit

# What an organiser writes; the rest of the table is the service's own.
TEXTS_AND_TIMES = (
    "title",
    "title_en",
    "introduction",
    "introduction_en",
    "consent",
    "consent_en",
    "opens_at",
    "closes_at",
    "budget",
)


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


def wish_lists_of(session: Session, community: Community) -> list[WishList]:
    """Newest first."""
    return list(
        session.exec(
            select(WishList).where(WishList.community_id == community.id).order_by(WishList.year.desc(), WishList.id)
        )
    )


def activities_of(session: Session, wish_list: WishList) -> list[Activity]:
    """In list order, withdrawn ones included: each keeps its character in the ballot string."""
    return list(session.exec(select(Activity).where(Activity.wish_list_id == wish_list.id).order_by(Activity.position)))


def count_activities(session: Session, wish_list: WishList) -> int:
    """How many a resident is asked about."""
    return session.exec(
        select(func.count())
        .select_from(Activity)
        .where(Activity.wish_list_id == wish_list.id, Activity.withdrawn_because.is_(None))
    ).one()


def create_wish_list(session: Session, *, community: Community, year: int, by: Staff, **texts_and_times) -> WishList:
    if wish_list_of_year(session, community, year):
        raise Refused("year_taken", year=year)
    wish_list = WishList(community_id=community.id, year=year, **texts_and_times)
    session.add(wish_list)
    session.flush()
    audit.record(session, by=by, action="wish_list.create", of=wish_list)
    return wish_list


def change_wish_list(session: Session, *, wish_list: WishList, by: Staff, **texts_and_times) -> None:
    refuse_unless_draft(wish_list)
    closed_at = wish_list.closes_at
    for name in TEXTS_AND_TIMES:
        setattr(wish_list, name, texts_and_times.get(name, getattr(wish_list, name)))
    correct_closing_day(wish_list, closed_at)
    wish_list.revision += 1
    audit.record(session, by=by, action="wish_list.change", of=wish_list)


def start_collecting(session: Session, *, wish_list: WishList, by: Staff) -> None:
    """From here on the list is frozen: activities are only appended, or withdrawn with a reason."""
    refuse_unless_draft(wish_list)
    if not count_activities(session, wish_list):
        raise Refused("list_without_activities")
    if wish_list.closes_at <= clock.now():
        raise Refused("closing_time_is_past")
    if consent.has_gaps(wish_list.consent) or consent.has_gaps(wish_list.consent_en):
        raise Refused("consent_has_gaps")
    wish_list.code_salt = secrets.token_hex(16)
    wish_list.key_sha256 = slip_codes.commitment(wish_list)
    wish_list.status = "open"
    wish_list.revision += 1
    audit.record(session, by=by, action="wish_list.open", of=wish_list)


def move_closing_time(session: Session, *, wish_list: WishList, closes_at: datetime, by: Staff) -> None:
    if wish_list.status != "open":
        raise Refused("list_not_open")
    if closes_at <= max(clock.now(), wish_list.closes_at):
        raise Refused("closing_time_only_later")
    before, wish_list.closes_at = wish_list.closes_at, closes_at
    correct_closing_day(wish_list, before)
    wish_list.revision += 1
    audit.record(
        session,
        by=by,
        action="wish_list.move_closing_time",
        of=wish_list,
        detail=f"{before:%Y-%m-%dT%H:%M}Z -> {closes_at:%Y-%m-%dT%H:%M}Z",
    )


def correct_closing_day(wish_list: WishList, before: datetime) -> None:
    """The notice to residents names the day; it must never name another than the list's."""
    wish_list.consent = consent.with_closing_day(wish_list.consent, before, wish_list.closes_at)
    wish_list.consent_en = consent.with_closing_day(wish_list.consent_en, before, wish_list.closes_at)


def refuse_unless_draft(wish_list: WishList) -> None:
    if wish_list.status != "draft":
        raise Refused("list_is_frozen")
