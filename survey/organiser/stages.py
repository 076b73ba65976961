"""The steps of a list that cannot be undone. Each has a page of its own that says what will happen."""

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from survey import db, wording
from survey.access import ORGANISER, allow
from survey.errors import Refused
from survey.operations import wish_lists
from survey.organiser import bp
from survey.organiser.forms import ClosingTimeForm
from survey.organiser.loading import the_list


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
