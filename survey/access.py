"""Who may open which page. Every route says it with `@allow(...)`; one that says nothing is refused."""

from collections.abc import Callable

from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask_login import LoginManager, current_user

from survey import db
from survey.models import Staff
from survey.models.kinds import ROLES

ANYONE = "anyone"
ORGANISER = "organiser"

login_manager = LoginManager()


def init_app(app: Flask) -> None:
    login_manager.init_app(app)
    app.before_request(refuse_what_is_not_allowed)


def allow(*roles: str) -> Callable:
    assert roles and set(roles) <= {ANYONE, *ROLES}

    def declare(view: Callable) -> Callable:
        view.roles = frozenset(roles)
        return view

    return declare


@login_manager.user_loader
def load_staff(staff_id: str) -> Staff | None:
    staff = db.session().get(Staff, int(staff_id))
    return staff if staff and staff.is_active else None


def refuse_what_is_not_allowed():
    if request.endpoint in (None, "static"):
        return None
    roles = getattr(current_app.view_functions[request.endpoint], "roles", frozenset())
    if ANYONE in roles:
        return None
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    if current_user.role not in roles:
        abort(403)
    return None


def ask_to_sign_in():
    if request.method == "GET":
        session["after_sign_in"] = request.full_path
    return redirect(url_for("organiser.sign_in"))
