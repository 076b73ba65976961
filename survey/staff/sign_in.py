from flask import make_response, redirect, render_template, request, session, url_for

from survey import access, db, limits, wording
from survey.access import ANYONE, allow, login_manager
from survey.errors import Refused
from survey.models import Staff
from survey.operations import staff as accounts
from survey.staff import arriving, bp
from survey.staff.forms import SignInForm


@bp.route("/sign-in", methods=["GET", "POST"])
@allow(ANYONE)
def sign_in():
    form = SignInForm()
    if form.validate_on_submit():
        try:
            if staff := staff_with(form.login.data.strip(), form.password.data):
                return arriving.after_password(staff)
            form.password.errors = [wording.staff.SIGN_IN_FAILED]
        except Refused as refusal:
            form.password.errors = [wording.refusal(refusal)]
    return page(form, arriving.typed())


def staff_with(login: str, password: str) -> Staff | None:
    """The try is counted before the password is looked at, which takes its time also where there is no such login."""
    reservation = limits.reserve("sign_in", login, limits.address())
    with db.reading() as reading:
        found = accounts.staff_with_login(reading, login)
    if not accounts.password_fits(found, password):
        return None
    reservation.give_back()
    return db.session().get_one(Staff, found.id)


@login_manager.unauthorized_handler
def ask_to_sign_in():
    """Where to go afterwards is kept as the name of a page, never as an address. What was typed into a form stays in
    the page that asks."""
    session["after_sign_in"] = [request.endpoint, request.view_args]
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("staff.sign_in"))
    return page(SignInForm(formdata=None), arriving.typed_too_late(), came_late=True), 401


def page(form: SignInForm, typed: str, came_late: bool = False):
    return render_template("staff/sign_in.html", form=form, typed=typed, came_late=came_late or bool(typed))


@bp.post("/sign-out")
@allow(ANYONE)
def sign_out():
    access.leave()
    response = make_response(redirect(url_for("staff.sign_in")))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
