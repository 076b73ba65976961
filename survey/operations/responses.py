"""Slips and what was answered with them. The path of a send is SQLAlchemy Core on a bare connection, because hundreds
of residents may send in the same second; check and write are one statement, so that nothing can come between."""

from datetime import datetime

from sqlalchemy import Connection, Row, and_, delete, func, literal, not_, select
from sqlalchemy.dialects import postgresql, sqlite

from survey.errors import Refused
from survey.models import Community, Response, Slip, Wish, WishList
from survey.models.columns import random_id

DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}
ANSWER = ("ratings", "age_band", "free_times", "offers")

slips, responses, wishes, lists = Slip.__table__, Response.__table__, Wish.__table__, WishList.__table__
communities = Community.__table__

HOME = select(func.min(communities.c.id)).scalar_subquery()
LIST_FACTS = (
    select(*(lists.c[name] for name in ("id", "community_id", "year", "revision", "status", "code_salt")))
    .add_columns(lists.c.opens_at, lists.c.closes_at, communities.c.name.label("community_name"))
    .join_from(lists, communities)
    .where(lists.c.community_id == HOME)
    .order_by(lists.c.year.desc())
)
SLIP_AND_ANSWER = select(
    slips.c.id, slips.c.state, slips.c.wish_list_id, responses.c.version, *(responses.c[name] for name in ANSWER)
).join_from(slips, responses, isouter=True)


def open_list(connection: Connection, now: datetime) -> Row | None:
    """The few facts of the list that takes answers now."""
    return connection.execute(LIST_FACTS.where(*takes_answers(now)).limit(1)).first()


def other_lists(connection: Connection, now: datetime) -> list[Row]:
    """Lists that take no answers now, newest first: a resident may hold a slip of one of them."""
    return list(connection.execute(LIST_FACTS.where(not_(and_(*takes_answers(now))))))


def takes_answers(now: datetime) -> tuple:
    return (lists.c.status == "open", lists.c.opens_at <= now, lists.c.closes_at > now)


def slip_by_tag(connection: Connection, wish_list_id: int, kind: str, tag: str) -> Row | None:
    """A slip with its answer, if it has one; `kind` is "qr_tag" or "code_tag"."""
    return connection.execute(SLIP_AND_ANSWER.where(slips.c.wish_list_id == wish_list_id, slips.c[kind] == tag)).first()


def slip_by_id(connection: Connection, slip_id: str) -> Row | None:
    return connection.execute(SLIP_AND_ANSWER.where(slips.c.id == slip_id)).first()


def wish_of(connection: Connection, wish_list_id: int, slip_tag: str) -> str:
    query = select(wishes.c.text).where(wishes.c.wish_list_id == wish_list_id, wishes.c.slip_tag == slip_tag)
    return connection.execute(query).scalar() or ""


def send_response(
    connection: Connection, *, slip_id: str, answer: dict, wish: str, slip_tag: str, now: datetime
) -> int:
    """Keep an answer in place of any earlier one of this slip; how often it has been sent comes back."""
    insert = DIALECTS[connection.dialect.name].insert
    kept = connection.execute(upsert_response(insert, slip_id, answer, now)).first()
    if kept is None:
        refuse(connection, slip_id)
    if wish:
        connection.execute(upsert_wish(insert, kept, wish, slip_tag))
    elif kept.version > 1:
        forget_wish(connection, kept.wish_list_id, slip_tag)
    return kept.version


def upsert_response(insert, slip_id: str, answer: dict, now: datetime):
    values = {**answer, "channel": "WEB", "assisted": False}
    of_slip = (
        select(slips.c.id, slips.c.community_id, slips.c.wish_list_id, slips.c.area_id, literal(1))
        .add_columns(*(literal(value, responses.c[name].type) for name, value in values.items()))
        .join_from(slips, lists, lists.c.id == slips.c.wish_list_id)
        .where(slips.c.id == slip_id, slips.c.state == "issued", *takes_answers(now))
    )
    columns = ["slip_id", "community_id", "wish_list_id", "area_id", "version", *values]
    return (
        insert(responses)
        .from_select(columns, of_slip)
        .on_conflict_do_update(index_elements=["slip_id"], set_={**values, "version": responses.c.version + 1})
        .returning(responses.c.version, responses.c.community_id, responses.c.wish_list_id)
    )


def upsert_wish(insert, kept: Row, wish: str, slip_tag: str):
    row = {"community_id": kept.community_id, "wish_list_id": kept.wish_list_id, "slip_tag": slip_tag, "text": wish}
    return (
        insert(wishes)
        .values(id=random_id(), **row)
        .on_conflict_do_update(index_elements=["wish_list_id", "slip_tag"], set_={"text": wish})
    )


def withdraw_response(connection: Connection, *, slip_id: str, slip_tag: str, now: datetime) -> None:
    slip = slip_by_id(connection, slip_id)
    if slip is None or not is_open(connection, slip.wish_list_id, now):
        refuse(connection, slip_id)
    connection.execute(delete(responses).where(responses.c.slip_id == slip_id))
    forget_wish(connection, slip.wish_list_id, slip_tag)


def is_open(connection: Connection, wish_list_id: int, now: datetime) -> bool:
    query = select(lists.c.id).where(lists.c.id == wish_list_id, *takes_answers(now))
    return connection.execute(query).first() is not None


def forget_wish(connection: Connection, wish_list_id: int, slip_tag: str) -> None:
    connection.execute(delete(wishes).where(wishes.c.wish_list_id == wish_list_id, wishes.c.slip_tag == slip_tag))


def refuse(connection: Connection, slip_id: str) -> None:
    slip = slip_by_id(connection, slip_id)
    raise Refused("slip_void" if slip and slip.state == "void" else "list_closed")
