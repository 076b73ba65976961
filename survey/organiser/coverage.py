from flask import render_template

from survey import db
from survey.access import ORGANISER, allow
from survey.operations import coverage as counts
from survey.organiser import bp
from survey.organiser.loading import own_community, the_list


@bp.get("/lists/<int:year>/coverage")
@allow(ORGANISER)
def coverage(year: int):
    wish_list = the_list(year)
    total, buildings = counts.coverage_of(db.session(), own_community(), wish_list)
    return render_template("organiser/coverage.html", wish_list=wish_list, total=total, buildings=buildings)
