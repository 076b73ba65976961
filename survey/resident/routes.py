from flask import render_template

from survey import db
from survey.access import ANYONE, allow
from survey.operations import communities, wish_lists
from survey.resident import bp


@bp.get("/wish")
@allow(ANYONE)
def welcome():
    community = communities.home_community(db.session())
    wish_list = wish_lists.open_wish_list(db.session(), community)
    return render_template("resident/welcome.html", community=community, wish_list=wish_list)
