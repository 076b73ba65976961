"""From what is on a slip, scanned or typed, to the slip's row. Each way to fail has a sentence of its own."""

import hashlib

from flask import request, session
from flask_babel import gettext as _
from sqlalchemy import Row
from werkzeug.datastructures import MultiDict

from survey import clock, code_tries, db, slip_codes
from survey.errors import Refused
from survey.operations import responses

OLD_LISTS_TRIED = 2


def slip_of(facts: Row, form: MultiDict) -> Row:
    token = form.get("token", "").strip()
    slip = known_slip(facts, "qr_tag", token) if token else slip_of_code(facts, typed_code(form.get("code", "")))
    if slip.state == "void":
        raise Refused("slip_void")
    return slip


def slip_of_code(facts: Row, code: str) -> Row:
    with code_tries.counted_try():
        return known_slip(facts, "code_tag", code)


def known_slip(facts: Row, kind: str, secret: str) -> Row:
    slip = find(facts, kind, secret)
    if slip is None:
        refuse_unknown(kind, secret)
    return slip


def find(wish_list: Row, kind: str, secret: str) -> Row | None:
    if not slip_codes.has_key(wish_list):
        return None
    # The tag of a typed code takes 50 ms to make: before the database is touched, not while it is.
    tag = getattr(slip_codes, kind)(slip_codes.key_of(wish_list), wish_list, secret)
    with db.statements_that_read() as statements:
        return responses.slip_by_tag(statements, wish_list.id, kind, tag)


def typed_code(typed: str) -> str:
    characters = slip_codes.characters_of(typed[:200])
    if code := slip_codes.read_code(characters):
        return code
    strange = sorted(set(characters) - set(slip_codes.ALPHABET))
    if not characters:
        raise Refused("slip_code_missing")
    if len(characters) != slip_codes.CODE_LENGTH + 1:
        raise Refused("slip_code_length", length=len(characters))
    if strange:
        raise Refused("slip_code_letters", letters=_("、").join(strange))
    raise Refused("slip_code_mistyped")


def refuse_unknown(kind: str, secret: str) -> None:
    with db.engine().connect() as connection:
        others = responses.other_lists(connection, clock.now())
    for other in list(filter(slip_codes.has_key, others))[:OLD_LISTS_TRIED]:
        if find(other, kind, secret):
            raise Refused("slip_code_of_other_list", year=other.year)
    raise Refused("slip_code_unknown")


def present_slip() -> Row | None:
    """The slip that this browser has shown and not put away."""
    if "slip" not in session:
        return None
    with db.statements_that_read() as statements:
        return responses.slip_by_id(statements, session["slip"])


def slip_of_form() -> str | None:
    """The slip that the sent form was opened with. In another tab this browser may have shown another one since."""
    slip_id, mark = session.get("slip"), request.form.get("slip")
    return slip_id if slip_id and (not mark or mark == mark_of(slip_id)) else None


def mark_of(slip_id: str) -> str:
    """Tells two slips apart, and opens nothing."""
    return hashlib.sha256(slip_id.encode()).hexdigest()[:12]


def drawn_slip() -> dict | None:
    """What a visitor of the open link was given, where that is the slip in hand."""
    drawn = session.get("open_slip")
    return drawn if drawn and drawn["id"] == session.get("slip") else None


def put_away() -> None:
    session.pop("slip", None)
    session.pop("open_slip", None)
