from flask import g, redirect, request, session, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy import Row
from werkzeug.exceptions import RequestEntityTooLarge

from survey import answer_writer, clock, db, error_pages, slip_codes, wording
from survey.access import ANYONE, allow
from survey.errors import Refused
from survey.operations import open_link, responses
from survey.resident import bp, current, entry, pages
from survey.resident.answers import Answer, read_answer
from survey.statements import Statements

LARGEST_SHOWN_AGAIN = 256 * 1024


@bp.get("/wish/form")
@allow(ANYONE)
def show_form():
    facts, slip = current.open_list(), entry.present_slip()
    if facts is None:
        return pages.closed()
    drawn = entry.drawn_slip()
    if slip is None and drawn and drawn["wish_list_id"] == facts.id:
        return pages.form(facts, drawn["id"])
    if slip is None or slip.wish_list_id != facts.id:
        return redirect(url_for("resident.welcome"))
    return pages.form_of(facts, slip)


@bp.post("/wish/form")
@allow(ANYONE)
def send():
    facts = current.open_list()
    if facts is None:
        return pages.closed(request.form), 409
    answer, slip_id = posted_answer(facts), slip_that_sends(facts)
    if answer.problems:
        return show_again(facts, answer), 400
    write_answer(facts, slip_id, answer)
    return redirect(url_for("resident.thanks", twice="" if answer.wished_twice else None), 303)


def posted_answer(facts: Row) -> Answer:
    g.form_shown = facts
    g.answer = read_answer(request.form, len(pages.contents(facts).activities), pages.contents(facts).shown)
    return g.answer


def slip_that_sends(facts: Row) -> str:
    """Kept by the browser; one that has lost it (its clock was set back, say) is asked for the code once more."""
    slip_id = entry.slip_of_form()
    if slip_id is None:
        slip_id = session["slip"] = entry.slip_of(facts, request.form).id
    return slip_id


def write_answer(facts: Row, slip_id: str, answer: Answer) -> None:
    row = answer.columns(len(pages.contents(facts).activities))
    tag = slip_codes.wish_tag(slip_codes.key_of(facts), facts, slip_id)
    now, drawn = clock.now(), entry.drawn_slip()

    def write(statements: Statements) -> None:
        if drawn:
            open_link.store_open_slip(statements, drawn=drawn, now=now)
        responses.send_response(statements, slip_id=slip_id, answer=row, wish=answer.wish, slip_tag=tag, now=now)

    answer_writer.write(write)


@bp.post("/wish/form/again")
@allow(ANYONE)
def change_display():
    """The switches of language and type size: the same form in other words, with all that was pressed."""
    facts = current.open_list()
    if facts is None:
        return pages.closed(request.form), 409
    answer = posted_answer(facts)
    answer.problems = {}
    return show_again(facts, answer)


@bp.get("/wish/form/again")
@allow(ANYONE)
def form_again():
    return redirect(url_for("resident.show_form"))


def show_again(facts: Row, answer: Answer, problem=None) -> str:
    if problem:
        answer.problems["page"] = problem
    return pages.form(facts, entry.slip_of_form(), answer)


# What goes wrong while a form is sent never costs what was filled in.


@bp.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge):
    facts = current.open_list()
    if facts is None or request.endpoint != "resident.send" or (request.content_length or 0) > LARGEST_SHOWN_AGAIN:
        return error_pages.show_http_error(error)
    request.max_content_length = LARGEST_SHOWN_AGAIN
    return show_again(facts, posted_answer(facts), wording.resident.TOO_LARGE_KEPT), 413


@bp.errorhandler(CSRFError)
def too_old(error: CSRFError):
    facts = current.open_list()
    if facts and request.endpoint in ("resident.send", "resident.change_display"):
        return show_again(facts, posted_answer(facts), wording.resident.FORM_KEPT), 400
    if facts and request.endpoint == "resident.enter":
        return pages.welcome(facts, wording.resident.SCAN_AGAIN), 400
    if request.endpoint == "resident.enter_open":
        return redirect(url_for("resident.open_link"))
    return error_pages.page(400, wording.failures.FORM_TOO_OLD)


def busy(error: Exception):
    if "answer" not in g:
        return error_pages.show_busy(error)
    return show_again(g.form_shown, g.answer, wording.resident.BUSY_KEPT), 503


for failure in db.UNAVAILABLE:
    bp.register_error_handler(failure, busy)


@bp.errorhandler(Refused)
def refused(refusal: Refused):
    if refusal.reason == "list_closed" or "answer" not in g:
        return pages.closed(request.form), 409
    sentence = wording.resident.CODE_AGAIN if refusal.reason == "slip_code_missing" else wording.refusal(refusal)
    entry.put_away()
    return show_again(g.form_shown, g.answer, sentence), 400
