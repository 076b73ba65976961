"""Every failure ends on a page in plain words that says what to do."""

from flask import Flask, current_app, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from survey import db, wording
from survey.errors import Refused

REFUSALS = {"too_many_tries": 429, "limits_unavailable": 503}


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(CSRFError, lambda error: page(400, wording.failures.FORM_TOO_OLD))
    app.register_error_handler(Refused, show_refusal)
    for failure in db.UNAVAILABLE:
        app.register_error_handler(failure, show_busy)
    app.register_error_handler(Exception, show_fault)


def show_http_error(error: HTTPException):
    if error.code is None or error.code < 400:
        return error
    return page(error.code, wording.failures.HTTP_ERRORS.get(error.code, wording.failures.HTTP_ERRORS[500]))


def show_refusal(refusal: Refused):
    return page(REFUSALS.get(refusal.reason, 409), wording.refusal(refusal))


def show_busy(error: Exception):
    current_app.logger.error("database unavailable: %s", type(error).__name__)
    return page(503, wording.failures.HTTP_ERRORS[503])


def show_fault(error: Exception):
    current_app.logger.exception("unexpected fault")
    return page(500, wording.failures.HTTP_ERRORS[500])


def page(code: int, sentence):
    return render_template("error.html", sentence=sentence), code
