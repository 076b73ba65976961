from flask import flash, redirect, render_template, session, url_for
from flask_login import current_user, login_user, logout_user

from survey import db, wording
from survey.access import ANYONE, ORGANISER, allow
from survey.models import Staff
from survey.operations import audit, staff
from survey.organiser import bp
from survey.organiser.forms import PasswordForm, SignInForm


@bp.route("/sign-in", methods=["GET", "POST"])
@allow(ANYONE)
def sign_in():
    form = SignInForm()
    if form.validate_on_submit():
        found = staff.staff_with_login(db.session(), form.login.data)
        db.let_others_write()
        if staff.password_fits(found, form.password.data):
            return welcome(found)
        form.password.errors = [wording.organiser.SIGN_IN_FAILED]
    return render_template("organiser/sign_in.html", form=form)


def welcome(found: Staff):
    """Into a new session: nothing that was in the browser before signing in is carried over, but where to go."""
    target = session.get("after_sign_in") or url_for("organiser.home")
    session.clear()
    login_user(found)
    audit.record(db.session(), by=found, action="staff.sign_in", of=found)
    return redirect(target)


@bp.post("/sign-out")
@allow(ORGANISER)
def sign_out():
    logout_user()
    session.clear()
    return redirect(url_for("organiser.sign_in"))


@bp.route("/password", methods=["GET", "POST"])
@allow(ORGANISER)
def password():
    form = PasswordForm()
    if form.validate_on_submit():
        if staff.password_fits(current_user, form.present.data):
            staff.set_password(db.session(), staff=current_user, password=form.new.data, by=current_user)
            flash(wording.organiser.PASSWORD_IS_NEW)
            return redirect(url_for("organiser.home"))
        form.present.errors = [wording.organiser.PASSWORD_WRONG]
    return render_template("organiser/password.html", form=form)
