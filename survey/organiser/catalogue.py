from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey import db, wording
from survey.access import ORGANISER, allow
from survey.catalogue import CATALOGUE
from survey.models.kinds import ART_FORMS
from survey.operations import activities, wish_lists
from survey.organiser import bp
from survey.organiser.loading import the_list

BY_FORM = {
    form: tuple(entries)
    for form, entries in groupby(
        sorted(CATALOGUE, key=lambda entry: ART_FORMS.index(entry.art_form)), key=lambda entry: entry.art_form
    )
}


@bp.get("/lists/<int:year>/catalogue")
@allow(ORGANISER)
def catalogue(year: int):
    wish_list = the_list(year)
    present = {activity.title for activity in wish_lists.activities_of(db.session(), wish_list)}
    return render_template("organiser/catalogue.html", wish_list=wish_list, catalogue=BY_FORM, present=present)


@bp.post("/lists/<int:year>/catalogue")
@allow(ORGANISER)
def add_from_catalogue(year: int):
    wish_list = the_list(year)
    chosen = set(request.form.getlist("chosen"))
    rows = [activities.fields_of(entry) for entry in CATALOGUE if entry.slug in chosen]
    count = activities.append_activities(db.session(), wish_list=wish_list, by=current_user, rows=rows)
    flash(wording.organiser.ACTIVITIES_ADDED % {"count": count})
    return redirect(url_for("organiser.show_list", year=year))
