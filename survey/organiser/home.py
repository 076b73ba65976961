from flask import render_template
from flask_login import current_user

from survey import db
from survey.access import ORGANISER, allow
from survey.operations import wish_lists
from survey.organiser import bp
from survey.organiser.loading import own_community
from survey.organiser.next_step import next_step


@bp.get("/")
@allow(ORGANISER)
def home():
    lists = wish_lists.wish_lists_of(db.session(), own_community())
    steps = {wish_list.year: next_step(db.session(), wish_list, current_user) for wish_list in lists}
    return render_template("organiser/home.html", lists=lists, steps=steps)
