"""One link for everybody, where a committee cannot hand out slips. Each visitor gets a slip of their own with the first
answer; nothing stops anybody from coming twice, so such answers are marked and shown apart."""

from datetime import datetime

from sqlmodel import Session, select

from survey.errors import Refused
from survey.models import FinalResponse, Response, Staff, WishList
from survey.models.kinds import OPEN_LINK
from survey.operations import audit
from survey.operations.responses import TAKES_ANSWERS, as_stored, is_open, slip_by_id
from survey.operations.slips import refuse_unless_open
from survey.statements import Statements

DRAWN = ("id", "wish_list_id", "area_id", "qr_tag", "code_tag")
STORE_SLIP = f"""
    INSERT INTO slip (id, community_id, wish_list_id, area_id, qr_tag, code_tag, state, open_link)
    SELECT :id, community_id, id, CAST(:area_id AS INTEGER), :qr_tag, :code_tag, 'issued', TRUE
    FROM wish_list WHERE id = :wish_list_id AND takes_open_link AND {TAKES_ANSWERS}
    ON CONFLICT (id) DO NOTHING"""


def switch_open_link(session: Session, *, wish_list: WishList, on: bool, by: Staff) -> None:
    refuse_unless_open(wish_list)
    wish_list.takes_open_link = on
    wish_list.revision += 1
    audit.record(session, by=by, action="wish_list.open_link", of=wish_list, detail="on" if on else "off")


def has_open_link(session: Session, wish_list: WishList) -> bool:
    """On now, or answers came by it before it was switched off: these stay, and must be hidden among others as well."""
    table = Response if wish_list.status == "open" else FinalResponse
    by_link = select(table.channel).where(table.wish_list_id == wish_list.id, table.channel == OPEN_LINK).limit(1)
    return wish_list.takes_open_link or session.exec(by_link).first() is not None


def store_open_slip(statements: Statements, *, drawn: dict, now: datetime) -> None:
    """With the first answer only. Sent once more, it is there already; where the link was switched off before, the
    visitor is told so."""
    statements.execute(STORE_SLIP, {"now": as_stored(now)} | {name: drawn[name] for name in DRAWN})
    if slip_by_id(statements, drawn["id"]) is None and is_open(statements, drawn["wish_list_id"], now):
        raise Refused("open_link_off")
