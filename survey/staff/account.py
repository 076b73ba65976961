from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from survey import access, db, limits, wording
from survey.access import ENUMERATOR, ORGANISER, allow
from survey.errors import Refused
from survey.models import Area, Community, Staff
from survey.operations import second_steps
from survey.operations import staff as accounts
from survey.staff import bp
from survey.staff.forms import NumberForm, PasswordForm
from survey.staff.second_step import fits


@bp.context_processor
def name_the_community() -> dict:
    return {"community": own_community()} if current_user.is_authenticated else {}


def own_community() -> Community:
    return db.session().get_one(Community, current_user.community_id)


@bp.get("/account")
@allow(ORGANISER, ENUMERATOR)
def account():
    area = current_user.area_id and db.session().get_one(Area, current_user.area_id)
    left = second_steps.spare_codes_left(db.session(), current_user)
    return render_template("staff/account.html", area=area, spare_codes_left=left)


@bp.route("/password", methods=["GET", "POST"])
@allow(ORGANISER, ENUMERATOR)
def password():
    form = PasswordForm()
    form.login, form.community = current_user.login, own_community().name
    if form.validate_on_submit() and present_fits(current_user, form):
        staff = current_user._get_current_object()
        accounts.set_password(db.session(), staff=staff, password=form.new.data, by=staff)
        access.enter(staff)
        flash(wording.staff.PASSWORD_IS_NEW)
        return redirect(url_for("staff.account"))
    return render_template("staff/password.html", form=form)


def present_fits(staff: Staff, form: PasswordForm) -> bool:
    try:
        reservation = limits.reserve("sign_in", staff.login, limits.address())
        if accounts.password_fits(staff, form.present.data):
            reservation.give_back()
            return True
        form.present.errors = [wording.staff.PASSWORD_WRONG]
    except Refused as refusal:
        form.present.errors = [wording.refusal(refusal)]
    return False


@bp.route("/spare-codes", methods=["GET", "POST"])
@allow(ORGANISER, ENUMERATOR)
def spare_codes():
    """New ones, for who has the number at hand; those of before end."""
    if not current_user.totp_secret:
        return redirect(url_for("staff.account"))
    form, staff = NumberForm(), current_user._get_current_object()
    if form.validate_on_submit() and fits(staff, form):
        codes = second_steps.draw_spare_codes(db.session(), staff=staff)
        return render_template("staff/spare_codes.html", codes=codes, next=url_for("staff.account"))
    return render_template("staff/new_spare_codes.html", form=form)
