from flask import Response, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from survey import answer_writer, clock, slip_codes
from survey.access import ANYONE, allow
from survey.operations import responses
from survey.resident import bp, current, entry, pages


@bp.get("/wish/thanks")
@allow(ANYONE)
def thanks():
    facts = current.open_list()
    if facts is None:
        return pages.closed()
    slip = entry.present_slip()
    if slip is None or slip.version is None:
        return redirect(url_for("resident.welcome"))
    drawn = entry.drawn_slip()
    return pages.thanks(facts, slip.version, "twice" in request.args, drawn and drawn["code"])


@bp.get("/wish/withdraw")
@allow(ANYONE)
def ask_withdrawal():
    facts, slip = current.open_list(), entry.present_slip()
    if facts is None:
        return pages.closed()
    if slip is None or slip.version is None:
        return redirect(url_for("resident.welcome"))
    return render_template("resident/withdraw.html", **pages.contents(facts)._asdict())


@bp.post("/wish/withdraw")
@allow(ANYONE)
def withdraw():
    facts, slip_id, now = current.open_list(), session.get("slip"), clock.now()
    if facts is None:
        return pages.closed(), 409
    if slip_id is None:
        return redirect(url_for("resident.welcome"))
    tag = slip_codes.wish_tag(slip_codes.key_of(facts), facts, slip_id)
    answer_writer.write(
        lambda statements: responses.withdraw_response(statements, slip_id=slip_id, slip_tag=tag, now=now)
    )
    flash(_("已经撤回，您填的都删掉了。想好了，截止前凭编号还可以再填。"))
    return leave()


@bp.post("/wish/leave")
@allow(ANYONE)
def leave() -> Response:
    entry.put_away()
    # The browser may offer to send an old form once more, code and all: without this its token still fits.
    session.pop("csrf_token", None)
    response = redirect(url_for("resident.goodbye"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
