"""Slips and what was answered with them. Hundreds of residents may send in the same second, so the statements stand
here in plain SQL, made once, the same for SQLite and PostgreSQL. A send checks and writes in one statement: nothing can
come between."""

from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, Row, bindparam, text

from survey.errors import Refused
from survey.models.columns import UtcDateTime, random_id
from survey.statements import Statements

TAKES_ANSWERS = "wish_list.status = 'open' AND wish_list.opens_at <= :now AND wish_list.closes_at > :now"
LIST_FACTS = """
    SELECT wish_list.id, wish_list.revision, wish_list.year, wish_list.status, wish_list.code_salt,
        wish_list.opens_at, wish_list.closes_at, wish_list.community_id, community.name AS community_name
    FROM wish_list JOIN community ON community.id = wish_list.community_id
    WHERE community.id = (SELECT min(id) FROM community)"""
SLIP_AND_ANSWER = """
    SELECT slip.id, slip.state, slip.wish_list_id, response.version,
        response.ratings, response.age_band, response.free_times, response.offers
    FROM slip LEFT JOIN response ON response.slip_id = slip.id"""

at_this_time = bindparam("now", type_=UtcDateTime)
times = {"opens_at": UtcDateTime, "closes_at": UtcDateTime}
OPEN_LIST = (
    text(f"{LIST_FACTS} AND {TAKES_ANSWERS} ORDER BY year DESC LIMIT 1").bindparams(at_this_time).columns(**times)
)
OTHER_LISTS = (
    text(f"{LIST_FACTS} AND NOT ({TAKES_ANSWERS}) ORDER BY year DESC").bindparams(at_this_time).columns(**times)
)
IS_OPEN = f"SELECT 1 FROM wish_list WHERE id = :wish_list_id AND {TAKES_ANSWERS}"
SLIP_BY_ID = f"{SLIP_AND_ANSWER} WHERE slip.id = :id"
SLIP_BY_TAG = {
    kind: f"{SLIP_AND_ANSWER} WHERE slip.wish_list_id = :wish_list_id AND slip.{kind} = :tag"
    for kind in ("qr_tag", "code_tag")
}
SEND = f"""
    INSERT INTO response (slip_id, community_id, wish_list_id, area_id, version, channel, assisted,
        ratings, age_band, free_times, offers)
    SELECT slip.id, slip.community_id, slip.wish_list_id, slip.area_id, 1, 'WEB', FALSE,
        :ratings, CAST(:age_band AS VARCHAR), :free_times, :offers
    FROM slip JOIN wish_list ON wish_list.id = slip.wish_list_id
    WHERE slip.id = :slip_id AND slip.state = 'issued' AND {TAKES_ANSWERS}
    ON CONFLICT (slip_id) DO UPDATE SET version = response.version + 1, channel = 'WEB', assisted = FALSE,
        ratings = excluded.ratings, age_band = excluded.age_band,
        free_times = excluded.free_times, offers = excluded.offers
    RETURNING version, community_id, wish_list_id
"""
KEEP_WISH = """
    INSERT INTO wish (id, community_id, wish_list_id, slip_tag, text)
    VALUES (:id, :community_id, :wish_list_id, :slip_tag, :text)
    ON CONFLICT (wish_list_id, slip_tag) DO UPDATE SET text = excluded.text"""
WISH_OF = "SELECT text FROM wish WHERE wish_list_id = :wish_list_id AND slip_tag = :slip_tag"
FORGET_WISH = "DELETE FROM wish WHERE wish_list_id = :wish_list_id AND slip_tag = :slip_tag"
FORGET_RESPONSE = "DELETE FROM response WHERE slip_id = :slip_id"


def open_list(connection: Connection, now: datetime) -> Row | None:
    """The few facts of the list that takes answers now."""
    return connection.execute(OPEN_LIST, {"now": now}).first()


def other_lists(connection: Connection, now: datetime) -> list[Row]:
    """Lists that take no answers now, newest first: a resident may hold a slip of one of them."""
    return list(connection.execute(OTHER_LISTS, {"now": now}))


class SlipAndAnswer(NamedTuple):
    id: str
    state: str
    wish_list_id: int
    version: int | None  # None where nothing was sent with this slip
    ratings: str | None
    age_band: str | None
    free_times: str | None
    offers: str | None


def slip_by_tag(statements: Statements, wish_list_id: int, kind: str, tag: str) -> SlipAndAnswer | None:
    """`kind` is "qr_tag" or "code_tag"."""
    return slip_and_answer(statements.execute(SLIP_BY_TAG[kind], {"wish_list_id": wish_list_id, "tag": tag}).fetchone())


def slip_by_id(statements: Statements, slip_id: str) -> SlipAndAnswer | None:
    return slip_and_answer(statements.execute(SLIP_BY_ID, {"id": slip_id}).fetchone())


def slip_and_answer(row: tuple | None) -> SlipAndAnswer | None:
    return SlipAndAnswer(*row) if row else None


def wish_of(statements: Statements, wish_list_id: int, slip_tag: str) -> str:
    row = statements.execute(WISH_OF, {"wish_list_id": wish_list_id, "slip_tag": slip_tag}).fetchone()
    return row[0] if row else ""


def send_response(
    statements: Statements, *, slip_id: str, answer: dict, wish: str, slip_tag: str, now: datetime
) -> int:
    """Keep an answer in place of any earlier one of this slip; how often it has been sent comes back."""
    kept = statements.execute(SEND, {"slip_id": slip_id, "now": as_stored(now), **answer}).fetchall()
    if not kept:
        refuse(statements, slip_id)
    version, community_id, wish_list_id = kept[0]
    of_slip = {"wish_list_id": wish_list_id, "slip_tag": slip_tag}
    if wish:
        statements.execute(KEEP_WISH, {"id": random_id(), "community_id": community_id, "text": wish} | of_slip)
    elif version > 1:
        statements.execute(FORGET_WISH, of_slip)
    return version


def withdraw_response(statements: Statements, *, slip_id: str, slip_tag: str, now: datetime) -> None:
    slip = slip_by_id(statements, slip_id)
    if slip is None or not is_open(statements, slip.wish_list_id, now):
        refuse(statements, slip_id)
    statements.execute(FORGET_RESPONSE, {"slip_id": slip_id})
    statements.execute(FORGET_WISH, {"wish_list_id": slip.wish_list_id, "slip_tag": slip_tag})


def is_open(statements: Statements, wish_list_id: int, now: datetime) -> bool:
    parameters = {"wish_list_id": wish_list_id, "now": as_stored(now)}
    return statements.execute(IS_OPEN, parameters).fetchone() is not None


def refuse(statements: Statements, slip_id: str) -> None:
    slip = slip_by_id(statements, slip_id)
    raise Refused("slip_void" if slip and slip.state == "void" else "list_closed")


def as_stored(moment: datetime) -> str:
    """As `UtcDateTime` keeps it; PostgreSQL reads the same words."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
