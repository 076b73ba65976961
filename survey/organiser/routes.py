from flask import render_template

from survey.access import ANYONE, ORGANISER, allow
from survey.organiser import bp


@bp.get("/sign-in")
@allow(ANYONE)
def sign_in():
    return render_template("organiser/sign_in.html")


@bp.get("/")
@allow(ORGANISER)
def home():
    return render_template("organiser/home.html")
