from flask import redirect, render_template, request, session, url_for
from sqlalchemy import Row

from survey import db, display, error_pages, wording
from survey.access import ANYONE, allow
from survey.errors import Refused
from survey.operations import communities
from survey.resident import bp, current, entry, pages


@bp.get("/wish")
@allow(ANYONE)
def welcome():
    facts = current.open_list()
    return pages.welcome(facts) if facts else pages.closed()


@bp.post("/wish/enter")
@allow(ANYONE)
def enter():
    """Answers with the form itself, so that a slow phone waits once less."""
    facts = current.open_list()
    if facts is None:
        return pages.closed(), 409
    try:
        slip = slip_with_consent(facts)
    except Refused as refusal:
        page = pages.welcome(facts, wording.refusal(refusal), request.form.get("code", ""))
        return page, error_pages.REFUSALS.get(refusal.reason, 400)
    entry.put_away()
    session["slip"] = slip.id
    return pages.form_of(facts, slip)


def slip_with_consent(facts: Row) -> Row:
    if request.form.get("consent") != "yes":
        raise Refused("consent_missing")
    return entry.slip_of(facts, request.form)


@bp.get("/wish/enter")
@allow(ANYONE)
def enter_again():
    return redirect(url_for("resident.welcome", **display.chosen_here()))


@bp.get("/wish/goodbye")
@allow(ANYONE)
def goodbye():
    return render_template("resident/goodbye.html", community=communities.home_community(db.session()))
