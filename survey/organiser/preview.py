"""The resident's own pages, filled by nobody and sent nowhere."""

from flask import flash, redirect, render_template, url_for
from flask_wtf.csrf import generate_csrf

from survey import answer_page, db, wording
from survey.access import ORGANISER, allow
from survey.operations import wish_lists
from survey.organiser import bp
from survey.organiser.loading import the_list

BLANK = {"pressed": {}, "wishes": [], "free_times": [], "offers": [], "age_band": None, "wish": "", "problems": {}}


@bp.get("/lists/<int:year>/preview")
@allow(ORGANISER)
def preview(year: int):
    return render_template("organiser/preview_welcome.html", wish_list=the_list(year))


@bp.route("/lists/<int:year>/preview/form", methods=["GET", "POST"])
@allow(ORGANISER)
def preview_form(year: int):
    wish_list = the_list(year)
    return render_template(
        "organiser/preview_form.html",
        wish_list=wish_list,
        activities=wish_lists.activities_of(db.session(), wish_list),
        answer=BLANK,
        token=generate_csrf(),
        **answer_page.questions(),
    )


@bp.post("/lists/<int:year>/preview/sent")
@allow(ORGANISER)
def preview_sent(year: int):
    flash(wording.organiser.PREVIEW_NOT_SENT)
    return redirect(url_for("organiser.show_list", year=the_list(year).year))
