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
        wish_list.opens_at, wish_list.closes_at, wish_list.takes_open_link,
        wish_list.community_id, community.name AS community_name
    FROM wish_list JOIN community ON community.id = wish_list.community_id
    WHERE community.id = (SELECT min(id) FROM community)"""
SLIP_AND_ANSWER = """
    SELECT slip.id, slip.state, slip.wish_list_id, response.version,
        response.ratings, response.age_band, response.free_times, response.offers,
        response.assisted, response.helper_id
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
# A helper replaces only what the same helper wrote; the resident replaces anything.
MAY_REPLACE = "(NOT excluded.assisted OR (response.assisted AND response.helper_id = excluded.helper_id))"
COLUMNS_SENT = ("channel", "assisted", "helper_id", "ratings", "age_band", "free_times", "offers")
SAYS_ANOTHER = " OR ".join(
    (
        *(f"response.{column} IS DISTINCT FROM excluded.{column}" for column in COLUMNS_SENT),
        "coalesce((SELECT text FROM wish WHERE wish.wish_list_id = response.wish_list_id AND slip_tag = :slip_tag), '')"
        " <> :wish",
    )
)
SEND = f"""
    INSERT INTO response (slip_id, community_id, wish_list_id, area_id, version, {", ".join(COLUMNS_SENT)})
    SELECT slip.id, slip.community_id, slip.wish_list_id, slip.area_id, 1,
        CASE WHEN slip.open_link THEN 'OPEN_LINK' ELSE :channel END, CAST(:assisted AS BOOLEAN),
        CAST(:helper_id AS INTEGER), :ratings, CAST(:age_band AS VARCHAR), :free_times, :offers
    FROM slip JOIN wish_list ON wish_list.id = slip.wish_list_id
    WHERE slip.id = :slip_id AND slip.state = 'issued' AND {TAKES_ANSWERS}
    ON CONFLICT (slip_id) DO UPDATE SET version = response.version + 1,
        {", ".join(f"{column} = excluded.{column}" for column in COLUMNS_SENT)}
    WHERE {MAY_REPLACE} AND ({SAYS_ANOTHER})
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
    assisted: bool | None
    helper_id: int | None


class Sender(NamedTuple):
    """Who fills in, and how it comes to us."""

    channel: str = "WEB"
    assisted: bool = False
    helper_id: int | None = None


RESIDENT = Sender()


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
    statements: Statements,
    *,
    slip_id: str,
    answer: dict,
    wish: str,
    slip_tag: str,
    now: datetime,
    by: Sender = RESIDENT,
) -> int:
    """Keep an answer in place of any earlier one of this slip; how many different ones have been sent comes back. What
    is there already, sent once more, changes nothing."""
    sent = {"slip_id": slip_id, "slip_tag": slip_tag, "wish": wish, "now": as_stored(now)} | answer | by._asdict()
    kept = statements.execute(SEND, sent).fetchall()
    if not kept:
        return version_unchanged(statements, slip_id, by, now)
    version, community_id, wish_list_id = kept[0]
    of_slip = {"wish_list_id": wish_list_id, "slip_tag": slip_tag}
    if wish:
        statements.execute(KEEP_WISH, {"id": random_id(), "community_id": community_id, "text": wish} | of_slip)
    elif version > 1:
        statements.execute(FORGET_WISH, of_slip)
    return version


def version_unchanged(statements: Statements, slip_id: str, by: Sender, now: datetime) -> int:
    """Nothing was written: because the same stands there already, or because it may not be."""
    slip = slip_by_id(statements, slip_id)
    if slip is None or slip.state == "void" or not is_open(statements, slip.wish_list_id, now):
        refuse(statements, slip_id)
    if by.assisted and not slip.assisted:
        raise Refused("answered_by_resident")
    if by.assisted and slip.helper_id != by.helper_id:
        raise Refused("answered_with_another_helper")
    return slip.version


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
