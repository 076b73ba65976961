"""The steps of a list that cannot be undone. Each has a page of its own that says what will happen."""

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from survey import closing, db, wording
from survey.access import ORGANISER, allow
from survey.errors import Refused
from survey.operations import coverage, wish_lists
from survey.organiser import bp
from survey.organiser.forms import ClosingTimeForm
from survey.organiser.loading import own_community, the_list


@bp.get("/lists/<int:year>/start")
@allow(ORGANISER)
def start(year: int):
    wish_list = the_list(year)
    wish_lists.refuse_unless_draft(wish_list)
    listed = wish_lists.activities_of(db.session(), wish_list)
    return render_template("organiser/start.html", wish_list=wish_list, activities=listed)


@bp.post("/lists/<int:year>/start")
@allow(ORGANISER)
def start_collecting(year: int):
    wish_lists.start_collecting(db.session(), wish_list=the_list(year), by=current_user)
    flash(wording.organiser.LIST_OPEN)
    return redirect(url_for("organiser.slips", year=year))


@bp.route("/lists/<int:year>/closing-time", methods=["GET", "POST"])
@allow(ORGANISER)
def closing_time(year: int):
    wish_list = the_list(year)
    form = ClosingTimeForm(obj=wish_list)
    if form.validate_on_submit():
        try:
            wish_lists.move_closing_time(
                db.session(), wish_list=wish_list, closes_at=form.closes_at.data, by=current_user
            )
            flash(wording.organiser.CLOSING_TIME_MOVED)
            return redirect(url_for("organiser.show_list", year=year))
        except Refused as refusal:
            form.closes_at.errors = [wording.refusal(refusal)]
    return render_template("organiser/closing_time.html", wish_list=wish_list, form=form)


@bp.get("/lists/<int:year>/close")
@allow(ORGANISER)
def close(year: int):
    wish_list = the_list(year)
    if wish_list.status != "open":
        raise Refused("list_not_open")
    total, _buildings = coverage.coverage_of(db.session(), own_community(), wish_list)
    return render_template("organiser/close.html", wish_list=wish_list, total=total)


@bp.post("/lists/<int:year>/close")
@allow(ORGANISER)
def close_for_good(year: int):
    wish_list = the_list(year)
    closing.close(db.session(), wish_list=wish_list, by=current_user)
    db.commit_now()
    closing.compute_findings(wish_list.id)
    flash(wording.organiser.LIST_CLOSED)
    return redirect(url_for("organiser.results", year=year))


@bp.post("/lists/<int:year>/results/compute")
@allow(ORGANISER)
def compute_findings(year: int):
    """For a close that was broken off before its findings were stored."""
    wish_list = the_list(year)
    db.let_others_write()
    closing.compute_findings(wish_list.id)
    flash(wording.organiser.FINDINGS_COMPUTED)
    return redirect(url_for("organiser.results", year=year))
