"""For who has no slip. What a slip would hold is drawn when the form is opened, and kept in the browser's session until
the first answer brings it into the database: a retry of that answer finds it there."""

from flask import redirect, render_template, request, session, url_for
from sqlalchemy import Row
from sqlmodel import Session

from survey import db, error_pages, limits, wording
from survey.access import ANYONE, allow
from survey.errors import Refused
from survey.models.columns import random_id
from survey.operations.buildings import buildings_of
from survey.operations.slips import draw_secrets
from survey.resident import bp, current, entry, kept, pages


@bp.get("/wish/open")
@allow(ANYONE)
def open_link():
    facts = current.open_list()
    return page(facts) if facts else pages.closed()


@bp.post("/wish/open/enter")
@allow(ANYONE)
def enter_open():
    facts = current.open_list()
    if facts is None or not facts.takes_open_link:
        return page(facts) if facts else pages.closed(), 409
    try:
        start(facts)
    except Refused as refusal:
        return page(facts, wording.refusal(refusal)), error_pages.REFUSALS.get(refusal.reason, 400)
    return pages.form(facts, session["slip"])


@bp.get("/wish/open/enter")
@allow(ANYONE)
def enter_open_again():
    return redirect(url_for("resident.open_link"))


def page(facts: Row, problem=None) -> str:
    return render_template(
        "resident/open_link.html" if facts.takes_open_link else "resident/open_link_off.html",
        **pages.contents(facts)._asdict(),
        buildings=buildings(facts),
        chosen=request.form.get("building", ""),
        can_go_on="open_slip" in session,
        problem=problem,
    )


def start(facts: Row) -> None:
    if request.form.get("consent") != "yes":
        raise Refused("consent_missing")
    building = request.form.get("building", "")
    if building not in {"", *buildings(facts)}:
        raise Refused("building_unknown")
    count_visit()
    [secret] = draw_secrets(facts, 1)
    entry.put_away()
    session["slip"] = slip_id = random_id()
    session["open_slip"] = {
        "id": slip_id,
        "wish_list_id": facts.id,
        "area_id": int(building) if building else None,
        "code": secret.code,
        "qr_tag": secret.qr_tag,
        "code_tag": secret.code_tag,
    }


def count_visit() -> None:
    try:
        limits.reserve("open_link", limits.address())
    except Refused as refusal:
        raise Refused("open_link_busy", **refusal.facts) if refusal.facts else refusal from None


def buildings(facts: Row) -> dict[str, str]:
    return kept.once(("buildings", *pages.edition(facts)), lambda: load_buildings(facts))


def load_buildings(facts: Row) -> dict[str, str]:
    with Session(db.engine()) as session:
        return {str(building.id): building.name for building in buildings_of(session, pages.contents(facts).community)}
