"""Who may open which page. Every route says it with `@allow(...)`; one that says nothing is refused."""

from collections.abc import Callable

from flask import Flask, Request, abort, current_app, request, session
from flask_login import LoginManager, current_user
from sqlmodel import Session

from survey import clock, db
from survey.models import Staff
from survey.models.kinds import ROLES
from survey.operations import staff_sessions

ANYONE = "anyone"
ORGANISER = "organiser"
ENUMERATOR = "enumerator"
HOMES = {ORGANISER: "organiser.home", ENUMERATOR: "enumerator.home"}
LONGEST_PAUSE = 30 * 60  # seconds between two pages of a signed-in browser

login_manager = LoginManager()


def init_app(app: Flask) -> None:
    login_manager.session_protection = None
    login_manager.init_app(app)
    app.before_request(refuse_what_is_not_allowed)
    app.context_processor(lambda: {"homes": HOMES})


def allow(*roles: str) -> Callable:
    assert roles and set(roles) <= {ANYONE, *ROLES}

    def declare(view: Callable) -> Callable:
        view.roles = frozenset(roles)
        return view

    return declare


def roles_of(endpoint: str) -> frozenset[str]:
    return getattr(current_app.view_functions[endpoint], "roles", frozenset())


@login_manager.request_loader
def staff_of_request(_request: Request) -> Staff | None:
    if "staff" not in session or seconds_now() - session.get("seen", 0) > LONGEST_PAUSE:
        return None
    return staff_sessions.staff_of_session(db.session(), session["staff"])


def refuse_what_is_not_allowed():
    if request.endpoint in (None, "static"):
        return None
    roles = roles_of(request.endpoint)
    if ANYONE in roles:
        return None
    if not current_user.is_authenticated:
        return login_manager.unauthorized()
    if current_user.role not in roles:
        abort(403)
    session["seen"] = seconds_now()
    return None


def seconds_now() -> int:
    return int(clock.now().timestamp())


def enter(staff: Staff) -> None:
    """Into a new session: nothing that was in the browser before is carried over."""
    session.clear()
    session.update(begun(db.session(), staff))


def begun(database: Session, staff: Staff) -> dict:
    """What a signed-in browser's cookie holds."""
    return {"staff": staff_sessions.begin_session(database, staff=staff), "seen": seconds_now()}


def leave() -> None:
    if token := session.get("staff"):
        staff_sessions.end_session(db.session(), token=token)
    session.clear()
