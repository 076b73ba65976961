from flask import render_template
from flask_login import current_user

from survey import db
from survey.access import ENUMERATOR, allow
from survey.enumerator import bp
from survey.models import Area, Community
from survey.operations import coverage, wish_lists


@bp.get("/")
@allow(ENUMERATOR)
def home():
    """How far the own area has come, and nothing of anybody else's."""
    community = db.session().get_one(Community, current_user.community_id)
    area = current_user.area_id and db.session().get_one(Area, current_user.area_id)
    wish_list = wish_lists.open_wish_list(db.session(), community)
    rows = area and wish_list and coverage.coverage_below(db.session(), community, wish_list, area.id)
    return render_template("enumerator/home.html", community=community, area=area, wish_list=wish_list, rows=rows)
