"""The close: one organiser asks, another confirms, and nobody can undo it. A committee of one does both."""

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from survey import closing, db, wording
from survey.access import ORGANISER, allow
from survey.models import Staff, WishList
from survey.operations import closings, coverage
from survey.organiser import bp
from survey.organiser.loading import own_community, the_list


@bp.get("/lists/<int:year>/close")
@allow(ORGANISER)
def close(year: int):
    wish_list = the_list(year)
    record = closings.closing_of(db.session(), wish_list)
    closings.refuse_unless_open(wish_list)
    total, _buildings = coverage.coverage_of(db.session(), own_community(), wish_list)
    return render_template(
        "organiser/close.html",
        wish_list=wish_list,
        total=total,
        asked_by=record and db.session().get(Staff, record.asked_by_id),
        alone=closings.closes_alone(db.session(), wish_list),
    )


@bp.post("/lists/<int:year>/close/ask")
@allow(ORGANISER)
def ask_to_close(year: int):
    closings.ask_to_close(db.session(), wish_list=the_list(year), by=current_user)
    flash(wording.organiser.CLOSE_ASKED)
    return redirect(url_for("organiser.close", year=year))


@bp.post("/lists/<int:year>/close/take-back")
@allow(ORGANISER)
def take_back_close(year: int):
    closings.take_back(db.session(), wish_list=the_list(year), by=current_user)
    flash(wording.organiser.CLOSE_TAKEN_BACK)
    return redirect(url_for("organiser.close", year=year))


@bp.post("/lists/<int:year>/close")
@allow(ORGANISER)
def close_for_good(year: int):
    wish_list = the_list(year)
    if not closings.closing_of(db.session(), wish_list):
        closings.refuse_unless_alone(db.session(), wish_list)
        closings.ask_to_close(db.session(), wish_list=wish_list, by=current_user)
    closings.confirm(db.session(), wish_list=wish_list, by=current_user)
    return finished(wish_list)


@bp.post("/lists/<int:year>/close/go-on")
@allow(ORGANISER)
def go_on_closing(year: int):
    """For a close that was broken off: by a power cut, say."""
    return finished(the_list(year))


def finished(wish_list: WishList):
    id, year = wish_list.id, wish_list.year
    db.commit_now()
    closing.finish(id)
    flash(wording.organiser.LIST_CLOSED)
    return redirect(url_for("organiser.results", year=year))
