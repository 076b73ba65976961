"""The committee's own people: invited by a link that opens once, and shown out at once."""

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_login import current_user

from survey import db, wording
from survey.access import ENUMERATOR, ORGANISER, allow
from survey.errors import Refused
from survey.models import Area, Staff
from survey.operations import colleagues, communities, invitations, second_steps
from survey.organiser import bp
from survey.organiser.forms import choices
from survey.organiser.loading import own_community
from survey.organiser.people_forms import HandOverForm, InviteForm


@bp.get("/people")
@allow(ORGANISER)
def people():
    staff = colleagues.colleagues_of(db.session(), own_community())
    return render_template("organiser/people.html", people=staff, areas={area.id: area for area in areas()})


@bp.route("/people/invite", methods=["GET", "POST"])
@allow(ORGANISER)
def invite():
    form = InviteForm()
    form.area_id.choices = choices({"": wording.staff.NO_AREA} | {str(area.id): area.name for area in areas()})
    if form.validate_on_submit():
        try:
            code = invitations.invite(db.session(), community=own_community(), by=myself(), **form.who())
            return render_template("organiser/invited.html", name=form.name.data, code=code, address=address())
        except Refused as refusal:
            form.login.errors = [wording.refusal(refusal)]
    return render_template("organiser/invite.html", form=form)


@bp.post("/people/<int:staff_id>/invite-again")
@allow(ORGANISER)
def invite_again(staff_id: int):
    staff = the_colleague(staff_id)
    code = invitations.invite_again(db.session(), staff=staff, by=myself())
    return render_template("organiser/invited.html", name=staff.name, code=code, address=address())


@bp.route("/people/<int:staff_id>/end", methods=["GET", "POST"])
@allow(ORGANISER)
def end_account(staff_id: int):
    """An enumerator's area can be handed to a successor in the same step."""
    staff = the_colleague(staff_id)
    others = [other for other in colleagues.colleagues_of(db.session(), own_community()) if may_follow(other, staff)]
    form = HandOverForm()
    form.successor.choices = choices({"": wording.staff.NO_SUCCESSOR} | {str(o.id): said_of(o) for o in others})
    if not form.validate_on_submit():
        return render_template("organiser/end_account.html", staff=staff, form=form, others=others)
    if form.successor.data:
        successor, leaving = the_colleague(int(form.successor.data)), form.leaving.data
        if successor.area_id not in (None, leaving):
            return ask_to_leave(staff, successor)
        colleagues.hand_over(db.session(), staff=staff, successor=successor, leaving=leaving, by=myself())
    else:
        colleagues.end_account(db.session(), staff=staff, by=myself())
    flash(wording.staff.ACCOUNT_ENDED % {"name": staff.name})
    return redirect(url_for("organiser.people"))


def ask_to_leave(staff: Staff, successor: Staff):
    names = names_of_areas()
    facts = {"area": names[staff.area_id], "left": names[successor.area_id]}
    return render_template("organiser/hand_over.html", staff=staff, successor=successor, **facts)


@bp.post("/people/<int:staff_id>/take-back-in")
@allow(ORGANISER)
def take_back_in(staff_id: int):
    staff = the_colleague(staff_id)
    colleagues.take_back_in(db.session(), staff=staff, by=myself())
    flash(wording.staff.ACCOUNT_BACK % {"name": staff.name})
    return redirect(url_for("organiser.people"))


@bp.get("/people/<int:staff_id>/second-step")
@allow(ORGANISER)
def confirm_reset(staff_id: int):
    return render_template("organiser/reset_second_step.html", staff=the_colleague(staff_id))


@bp.post("/people/<int:staff_id>/second-step")
@allow(ORGANISER)
def reset_second_step(staff_id: int):
    staff = the_colleague(staff_id)
    colleagues.refuse_oneself(staff, myself())
    second_steps.reset(db.session(), staff=staff, by=myself())
    flash(wording.staff.SECOND_STEP_RESET % {"name": staff.name})
    return redirect(url_for("organiser.people"))


def the_colleague(staff_id: int) -> Staff:
    return colleagues.colleague(db.session(), own_community(), staff_id) or abort(404)


def may_follow(other: Staff, staff: Staff) -> bool:
    return staff.area_id is not None and other.is_active and other.role == ENUMERATOR and other.id != staff.id


def said_of(other: Staff) -> str:
    if other.area_id is None:
        return other.name
    return wording.staff.SUCCESSOR_WITH_AREA % {"name": other.name, "area": names_of_areas()[other.area_id]}


def names_of_areas() -> dict[int, str]:
    return {area.id: area.name for area in areas()}


def areas() -> list[Area]:
    return communities.areas_of(db.session(), own_community())


def myself() -> Staff:
    return current_user._get_current_object()


def address() -> str:
    return current_app.config["BASE_URL"] + url_for("staff.invitation")
