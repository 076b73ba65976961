"""From the right password to the page that was asked for."""

from urllib.parse import parse_qsl, urlencode

from flask import current_app, redirect, render_template, request, session, url_for

from survey import access, db, limits
from survey.models import Staff
from survey.operations import audit, second_steps
from survey.staff.forms import NumberOrSpareForm

LONGEST_STOP = 10 * 60  # seconds between password and second step


def after_password(staff: Staff):
    """Into a new session that knows no more than who has said the right password."""
    if not second_steps.is_needed(db.session(), staff):
        return arrive(staff)
    wanted = session.get("after_sign_in")
    session.clear()
    session.update(after_sign_in=wanted, half_way=staff.id, half_way_at=access.seconds_now())
    if typed():
        return ask_for_number(NumberOrSpareForm(formdata=None))
    return redirect(url_for("staff.second_step"))


def ask_for_number(form: NumberOrSpareForm):
    return render_template("staff/second_step.html", form=form, typed=typed())


def half_way() -> Staff | None:
    """Who has said the right password in this browser, and not yet the number."""
    if access.seconds_now() - session.get("half_way_at", 0) > LONGEST_STOP:
        return None
    staff = db.session().get(Staff, session["half_way"])
    return staff if staff and staff.is_active else None


def arrive(staff: Staff):
    wanted = session.get("after_sign_in")
    begin(staff)
    if typed() and may_go(staff, wanted, "POST"):
        kept = parse_qsl(typed(), keep_blank_values=True)
        return render_template("staff/continue.html", target=url_for(wanted[0], **wanted[1]), kept=kept)
    return redirect(place_for(staff, wanted))


def begin(staff: Staff) -> None:
    access.enter(staff)
    limits.forget("sign_in", staff.login)
    limits.forget("second_step", str(staff.id))
    audit.record(db.session(), by=staff, action="staff.sign_in", of=staff)


def place_for(staff: Staff, wanted: list | None) -> str:
    if may_go(staff, wanted, "GET"):
        return url_for(wanted[0], **wanted[1])
    return url_for(access.HOMES[staff.role])


def may_go(staff: Staff, wanted: list | None, method: str) -> bool:
    """`wanted` names a page of this service, never an address."""
    return (
        wanted is not None
        and staff.role in access.roles_of(wanted[0])
        and any(method in rule.methods for rule in current_app.url_map.iter_rules(wanted[0]))
    )


def typed() -> str:
    """What was typed into a form after the session had ended: it waits in the pages of signing in."""
    return request.form.get("typed", "")


def typed_too_late() -> str:
    return urlencode([(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"])
