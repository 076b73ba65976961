"""Every failure ends on a page in plain words that says what to do."""

from flask import Flask, Response, current_app, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from survey import db, wording
from survey.cli.speech import in_both
from survey.errors import Refused

REFUSALS = {"too_many_tries": 429, "too_many_codes": 429, "open_link_busy": 429, "limits_unavailable": 503}


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(SecurityError, show_right_address)
    app.register_error_handler(CSRFError, lambda error: page(400, wording.failures.FORM_TOO_OLD))
    app.register_error_handler(Refused, show_refusal)
    for failure in db.UNAVAILABLE:
        app.register_error_handler(failure, show_busy)
    app.register_error_handler(Exception, show_fault)


def show_http_error(error: HTTPException):
    if error.code is None or error.code < 400:
        return error
    return page(error.code, wording.failures.HTTP_ERRORS.get(error.code, wording.failures.HTTP_ERRORS[500]))


def show_right_address(error: SecurityError):
    """To who came by a name that is not ours: no page, since a page's links would bear that name."""
    sentence = in_both(wording.failures.OTHER_ADDRESS, address=current_app.config["BASE_URL"])
    return Response(sentence, 400, mimetype="text/plain")


def show_refusal(refusal: Refused):
    return page(REFUSALS.get(refusal.reason, 409), wording.refusal(refusal))


def show_busy(error: Exception):
    current_app.logger.error("database unavailable", exc_info=error)
    return page(503, wording.failures.HTTP_ERRORS[503])


def show_fault(error: Exception):
    current_app.logger.exception("unexpected fault")
    return page(500, wording.failures.HTTP_ERRORS[500])


def page(code: int, sentence):
    return render_template("error.html", sentence=sentence), code
