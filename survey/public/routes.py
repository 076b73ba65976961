from flask import redirect, render_template, url_for

from survey import db
from survey.access import ANYONE, allow
from survey.operations import communities, wish_lists
from survey.public import bp


@bp.get("/")
@allow(ANYONE)
def home():
    community = communities.home_community(db.session())
    wish_list = community and wish_lists.open_wish_list(db.session(), community)
    if wish_list:
        return redirect(url_for("resident.welcome"))
    return render_template("public/home.html", community=community)
